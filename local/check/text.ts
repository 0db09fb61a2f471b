/** The report of a file in words for a terminal: first what to do, then what was found, then what it may be uploaded as. */
import type { Finding, Report } from '../../pipeline/contracts/report.ts';
import { delimiterName } from '../../pipeline/ingest/report-words.ts';
import type { Sentence } from '../../pipeline/rules/codes.ts';
import { type Language, numbers } from '../language.ts';
import type { Check } from './verb.ts';

/** Files told at length where something is to be said of them, in a line where there is nothing; then all in a sentence. */
export function checksText(checks: readonly Check[], language: Language): string {
  if (checks.length === 1) return checks.map((one) => reportText(one, language)).join('');
  const ready = checks.filter(({ report }) => report.kode === null && report.baris.ditolak === 0).length;
  const rejected = checks.filter(({ report }) => report.kode !== null).length;
  const number = (value: number) => numbers(language).format(value);
  const all = {
    id: `${number(checks.length)} berkas: ${number(ready)} siap, ${number(rejected)} akan ditolak, ${number(checks.length - ready - rejected)} dengan baris yang ditolak.`,
    en: `${number(checks.length)} files: ${number(ready)} ready, ${number(rejected)} would be rejected, ${number(checks.length - ready - rejected)} with rejected rows.`,
  };
  const texts = checks.map((one) =>
    isPlain(one) ? `${plainText(one, language)}\n` : `${reportText(one, language)}\n`,
  );
  return `${texts.join('')}\n${all[language]}\n`;
}

function isPlain({ report, guesses, repeated }: Check): boolean {
  return report.temuan.length === 0 && guesses.length === 0 && again(repeated).length === 0;
}

function plainText({ name, key, report }: Check, language: Language): string {
  const rows = numbers(language).format(report.baris.lolos);
  return `${name}: ${{ id: `${rows} baris.`, en: `${rows} rows.` }[language]} ${ending(key, report)[language]}`;
}

function reportText({ name, key, report, guesses, holder, repeated }: Check, language: Language): string {
  const say = (id: string, en: string) => ({ id, en })[language];
  const number = (value: number) => numbers(language).format(value);
  const { lolos, ditolak, dilewati } = report.baris;
  const errors = report.temuan.filter(({ level, kode }) => level === 'error' && kode !== report.kode);
  const warnings = report.temuan.filter(({ level }) => level !== 'error');
  return [
    name === key || name.endsWith(`/${key}`) ? name : `${name} → ${key}`,
    say(
      `  baris: ${number(lolos)} lolos, ${number(ditolak)} ditolak, ${number(dilewati)} dilewati`,
      `  rows: ${number(lolos)} pass, ${number(ditolak)} rejected, ${number(dilewati)} skipped`,
    ),
    ...section(say('Yang perlu dilakukan:', 'What to do:'), toDo(report, holder, language)),
    ...section(say('Kesalahan:', 'Errors:'), found(errors, language)),
    ...section(say('Peringatan (barisnya tetap dihitung):', 'Warnings (these rows count):'), found(warnings, language)),
    ...section(say('Catatan:', 'Notes:'), [
      ...guesses.map(({ of, sentence }) => `${sentence[language]}${of in FLAGS ? ` (${FLAGS[of]})` : ''}`),
      ...again(repeated).map((sentence) => sentence[language]),
      ...reading(report, language),
    ]),
    '',
    `  ${ending(key, report)[language]}`,
    '',
  ].join('\n');
}

const FLAGS: Record<string, string> = { periode: '--periode', wilayah: '--wilayah', jenis: '--jenis' };

function toDo(report: Report, holder: string | undefined, language: Language): string[] {
  const whole = report.temuan.find(({ kode }) => kode === report.kode);
  const steps: string[] = [];
  if (whole) {
    const more = holder ? SLOT_HELD(holder)[language] : report.rincian?.[language];
    steps.push([whole.arti[language], more, whole.perbaikan[language], `(${page(whole)})`].filter(Boolean).join(' '));
  }
  if (report.baris.ditolak > 0) steps.push(MEND[language]);
  return steps.map((step, i) => `${i + 1}. ${step}`);
}

const SLOT_HELD = (holder: string): Sentence => ({ id: `Yaitu ${holder}.`, en: `It is ${holder}.` });

const MEND: Sentence = {
  id: 'Perbaiki baris yang ditolak, mulai dari kesalahan terbanyak di bawah ini, lalu periksa lagi.',
  en: 'Mend the rejected rows, the most frequent error below first, then check again.',
};

function found(findings: readonly Finding[], language: Language): string[] {
  return findings.flatMap((finding) => {
    const { kode, jumlah, arti, perbaikan, baris } = finding;
    const rows = `${{ id: 'Baris', en: baris.length > 1 ? 'Rows' : 'Row' }[language]} ${baris.join(', ')}${jumlah > baris.length ? ', …' : ''}`;
    return [
      `${numbers(language).format(jumlah)} × ${kode}: ${arti[language]}`,
      `    ${perbaikan[language]}`,
      `    ${baris.length > 0 ? `${rows} · ` : ''}${page(finding)}`,
    ];
  });
}

/** Where the code is explained, with an example and the clicks that mend it. */
function page({ kode }: Finding): string {
  return `docs/rules/${kode}.md`;
}

/** How many people stand somewhere more than once; who, only the file itself says. */
function again({ within, elsewhere }: Check['repeated']): Sentence[] {
  const [id, en] = [numbers('id'), numbers('en')];
  const own = {
    id: `${id.format(within)} baris memuat NIK yang sudah ada di baris sebelumnya; tiap orang dihitung sekali.`,
    en: `${en.format(within)} rows hold a NIK that stands in an earlier row; everybody counts once.`,
  };
  const others = {
    id: `${id.format(elsewhere)} orang juga ada di berkas lain yang diperiksa sebelum ini; tiap orang dihitung sekali.`,
    en: `${en.format(elsewhere)} people also stand in other files checked before this one; everybody counts once.`,
  };
  return [...(within > 0 ? [own] : []), ...(elsewhere > 0 ? [others] : [])];
}

function reading({ pembacaan: { encoding, pemisah, barisJudul, kolomLain } }: Report, language: Language): string[] {
  const say = (id: string, en: string) => ({ id, en })[language];
  const parts: string[] = [];
  if (encoding !== null) parts.push(encoding);
  if (pemisah !== null) parts.push(say('pemisah ', 'delimiter ') + delimiterName(pemisah)[language]);
  if (barisJudul !== null) parts.push(say(`judul di baris ${barisJudul}`, `header in row ${barisJudul}`));
  const unused =
    kolomLain.length > 0 ? [say('Kolom yang tidak dipakai: ', 'Columns not used: ') + kolomLain.join(', ')] : [];
  return [...(parts.length > 0 ? [say('Terbaca sebagai: ', 'Read as: ') + parts.join(', ')] : []), ...unused].map(
    (sentence) => `${sentence}.`,
  );
}

function ending(key: string, { kode, baris: { ditolak } }: Report): Sentence {
  if (kode === 'PATH_INVALID') {
    return {
      id: 'Belum siap. Untuk memeriksa isinya saja: sebutkan --periode, --wilayah, dan --jenis.',
      en: 'Not ready. To check its content alone: name --periode, --wilayah and --jenis.',
    };
  }
  if (kode !== null)
    return { id: 'Belum siap: akan ditolak seluruhnya.', en: 'Not ready: it would be rejected whole.' };
  if (ditolak > 0) {
    return {
      id: `Dapat diunggah sebagai ${key}, tetapi baris yang ditolak tidak dihitung sampai diperbaiki.`,
      en: `May be uploaded as ${key}, but rejected rows do not count until they are mended.`,
    };
  }
  return { id: `Siap diunggah sebagai ${key}.`, en: `Ready to upload as ${key}.` };
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `  ${title}`, ...lines.map((line) => `    ${line}`)];
}
