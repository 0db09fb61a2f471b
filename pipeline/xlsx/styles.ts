/** What a workbook's styles say about numbers: which are dates, times, percentages, or codes with zeros in front. */
import { code, END, OPEN, type Xml } from './xml.ts';

export type Kind = 'plain' | 'date' | 'time' | 'percent' | { readonly digits: number };

const XF = code('xf');

/** The formats that every spreadsheet knows without writing them down. Source: ECMA-376 part 1, 18.8.30. */
const BUILT_IN: Readonly<Record<number, Kind>> = {
  9: 'percent',
  10: 'percent',
  ...kinds('date', 14, 17),
  ...kinds('time', 18, 21),
  22: 'date',
  ...kinds('date', 27, 31),
  ...kinds('time', 32, 35),
  36: 'date',
  ...kinds('time', 45, 47),
  ...kinds('date', 50, 58),
};

/** What the number of a cell is, by the number of its style. */
export function readStyles(xml: Xml): Kind[] {
  const custom = new Map<number, Kind>();
  const formats: number[] = [];
  let isCells = false;
  for (let token = xml.next(); token !== END; token = xml.next()) {
    if (xml.name === XF) {
      if (token === OPEN && isCells) formats.push(Number(xml.attribute('numFmtId') ?? 0));
      continue;
    }
    const name = xml.localName;
    if (name === 'cellXfs') isCells = token === OPEN;
    else if (name === 'numFmt' && token === OPEN) {
      custom.set(Number(xml.attribute('numFmtId')), kindOf(xml.attribute('formatCode') ?? ''));
    }
  }
  return formats.map((format) => custom.get(format) ?? BUILT_IN[format] ?? 'plain');
}

/** What a format such as `[$-421]dd mmmm yyyy;@` makes of a number. */
export function kindOf(format: string): Kind {
  const [first = ''] = format.split(';');
  const bare = first
    .replace(/\[(?:h+|m+|s+)\]/gi, 'h') // hours, minutes, seconds that go on counting
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  if (/general/i.test(bare)) return 'plain';
  if (/[dy]/i.test(bare)) return 'date';
  // A month alone stands beside no hour or second.
  if (/m/i.test(bare)) return /[hs]/i.test(bare) ? 'time' : 'date';
  if (/[hs]/i.test(bare)) return 'time';
  if (bare.includes('%')) return 'percent';
  return /^00+$/.test(bare) ? { digits: bare.length } : 'plain';
}

function kinds(kind: Kind, from: number, to: number): Record<number, Kind> {
  return Object.fromEntries(Array.from({ length: to - from + 1 }, (_, i) => [from + i, kind]));
}
