/** Numbers, months and days in the words of the reader's language. */

export type Language = 'id' | 'en';

const LOCALE = { id: 'id-ID', en: 'en-GB' } as const;

export class Format {
  readonly language: Language;
  readonly locale: string;
  /** Made once: a page of a thousand numbers would make a thousand of them. */
  readonly #whole: Intl.NumberFormat;
  readonly #hundredths: Intl.NumberFormat;

  constructor(language: Language) {
    this.language = language;
    this.locale = LOCALE[language];
    this.#whole = new Intl.NumberFormat(this.locale);
    this.#hundredths = new Intl.NumberFormat(this.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  }

  /** A count: 12.345 */
  count(value: number): string {
    return this.#whole.format(value);
  }

  /** A percentage as it fits into a tile: whole, and never 0 or 100 where it is not quite that. */
  roughly(value: number): string {
    return value > 0 && value < 1 ? '<1' : this.#whole.format(Math.floor(value));
  }

  /** A count as it fits into a tile: 50 rb */
  about(value: number): string {
    return new Intl.NumberFormat(this.locale, { notation: 'compact', maximumFractionDigits: 0 }).format(value);
  }

  /** A difference, with its sign: +1.204, −35, 0 */
  change(value: number): string {
    return signed(new Intl.NumberFormat(this.locale, { signDisplay: 'exceptZero' }).format(value));
  }

  /** Hundredths, as tables publish them: 81,09 */
  decimals(value: number): string {
    return this.#hundredths.format(value);
  }

  percent(value: number): string {
    return `${this.decimals(value)}${this.language === 'id' ? ' ' : ''}%`;
  }

  /** A difference of two percentages, in points. */
  points(value: number): string {
    return signed(
      new Intl.NumberFormat(this.locale, {
        signDisplay: 'exceptZero',
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
      }).format(value),
    );
  }

  /** Rupiah, which outgrow a floating number: whole digits as text. */
  rupiah(digits: string): string {
    return `Rp${this.language === 'id' ? ' ' : ''}${new Intl.NumberFormat(this.locale).format(BigInt(digits))}`;
  }

  bytes(value: number): string {
    const [size, unit] = value >= 1e6 ? [value / 1e6, 'MB'] : value >= 1e3 ? [value / 1e3, 'kB'] : [value, 'B'];
    return `${new Intl.NumberFormat(this.locale, { maximumFractionDigits: size < 10 ? 1 : 0 }).format(size)} ${unit}`;
  }

  /** `2023-08`: Agustus 2023 */
  month(periode: string): string {
    return this.#date(`${periode}-01`, { year: 'numeric', month: 'long' });
  }

  /** `2023-08`: Agu 2023 */
  shortMonth(periode: string): string {
    return this.#date(`${periode}-01`, { year: 'numeric', month: 'short' });
  }

  /** `2023-08-31`: 31 Agustus 2023 */
  day(iso: string): string {
    return this.#date(iso, { year: 'numeric', month: 'long', day: 'numeric' });
  }

  /** A moment, in the reader's own time zone. */
  moment(iso: string): string {
    const date = new Date(iso);
    if (Number.isNaN(date.getTime())) return iso;
    return new Intl.DateTimeFormat(this.locale, { dateStyle: 'long', timeStyle: 'short' }).format(date);
  }

  #date(iso: string, options: Intl.DateTimeFormatOptions): string {
    const date = new Date(`${iso}T00:00:00Z`);
    if (Number.isNaN(date.getTime())) return iso;
    return new Intl.DateTimeFormat(this.locale, { ...options, timeZone: 'UTC' }).format(date);
  }
}

/** A minus of the width of a plus. */
function signed(text: string): string {
  return text.replace('-', '−');
}
