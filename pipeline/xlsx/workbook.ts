/** A workbook: its sheets in order, and what their cells refer to. ECMA-376, transitional and strict. */
import { Unreadable } from '../ingest/unreadable.ts';
import { type Numberless, Sheet, type SheetContext } from './sheet.ts';
import { Strings } from './strings.ts';
import { readStyles } from './styles.ts';
import { broken, END, OPEN, Xml } from './xml.ts';
import type { Zip } from './zip.ts';

/** A sheet as the workbook lists it. */
export interface SheetEntry {
  readonly name: string;
  /** Not shown to whoever opens the workbook. */
  readonly hidden: boolean;
  readonly part: string;
}

/** Sheets looked at. */
const MOST_SHEETS = 256;

export class Workbook {
  readonly sheets: readonly SheetEntry[];
  readonly #zip: Zip;
  readonly #context: SheetContext;

  /** @throws Unreadable when the zip file holds no workbook of sheets */
  constructor(zip: Zip) {
    this.#zip = zip;
    const [root] = targets(zip, '', 'officeDocument');
    const part = root?.target ?? 'xl/workbook.xml';
    if (!zip.has(part) || part.endsWith('.bin')) throw new Unreadable('NOT_WORKBOOK');
    const { listed, since1904 } = readWorkbook(new Xml(zip.pieces(part)));
    const parts = new Map(targets(zip, part, 'worksheet').map(({ id, target }) => [id, target]));
    this.sheets = listed.flatMap(({ id, name, hidden }) => {
      const target = parts.get(id);
      return target !== undefined && zip.has(target) ? [{ name, hidden, part: target }] : [];
    });
    if (this.sheets.length === 0) throw new Unreadable('NOT_WORKBOOK');
    const only = (kind: string) => targets(zip, part, kind)[0]?.target ?? '';
    const strings = only('sharedStrings');
    this.#context = {
      strings: new Strings(zip.pieces(strings), zip.sizeOf(strings)),
      kinds: readStyles(new Xml(zip.pieces(only('styles')))),
      since1904,
    };
  }

  read({ part }: SheetEntry, numberless?: Numberless): Sheet {
    return new Sheet(this.#zip.pieces(part), this.#context, numberless);
  }
}

function readWorkbook(xml: Xml): { listed: { id: string; name: string; hidden: boolean }[]; since1904: boolean } {
  const listed: { id: string; name: string; hidden: boolean }[] = [];
  let since1904 = false;
  for (let token = xml.next(); token !== END; token = xml.next()) {
    if (token !== OPEN) continue;
    const name = xml.localName;
    if (name === 'workbookPr') since1904 = ['1', 'true'].includes(xml.attribute('date1904') ?? '');
    if (name !== 'sheet' || listed.length === MOST_SHEETS) continue;
    const hidden = (xml.attribute('state') ?? 'visible') !== 'visible';
    listed.push({ id: xml.attribute('id') ?? '', name: xml.attribute('name') ?? '', hidden });
  }
  return { listed, since1904 };
}

/** What a part (the whole package where it is empty) refers to as this kind of thing, by part names. */
function targets(zip: Zip, part: string, kind: string): { id: string; target: string }[] {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const xml = new Xml(zip.pieces(`${folder}_rels/${part.slice(folder.length)}.rels`));
  const found: { id: string; target: string }[] = [];
  for (let token = xml.next(); token !== END; token = xml.next()) {
    if (token !== OPEN || xml.localName !== 'Relationship') continue;
    // What lies outside the workbook is never asked for.
    if (!xml.attribute('Type')?.endsWith(`/${kind}`) || xml.attribute('TargetMode') === 'External') continue;
    found.push({ id: xml.attribute('Id') ?? '', target: resolve(folder, xml.attribute('Target') ?? '') });
  }
  return found;
}

/** A path from a folder, or from the root when it begins with a slash. */
function resolve(folder: string, target: string): string {
  const path: string[] = [];
  const whole = target.startsWith('/') ? target : folder + target;
  for (const name of whole.replaceAll('\\', '/').split('/')) {
    if (name === '..') path.pop();
    else if (name !== '' && name !== '.') path.push(name);
  }
  if (path.length === 0) throw broken();
  return path.join('/');
}
