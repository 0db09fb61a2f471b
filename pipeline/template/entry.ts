/** What a template's first sheet does beyond what the writer of workbooks knows: whole columns as text, lists, messages. */
import type { Feature } from 'write-excel-file/universal';
import {
  getClosingTagMarkup,
  getOpeningTagMarkup,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeTextContent,
} from 'write-excel-file/utility';

/** A rule for the cells of a column below the header. */
export interface CellRule {
  /** Counted from 0. */
  readonly column: number;
  /** A range of another sheet whose values may be chosen, or a condition; undefined where anything goes. */
  readonly formula: { readonly type: 'list' | 'custom'; readonly text: string } | undefined;
  /** Whether other values are refused, or only asked about. */
  readonly strict: boolean;
  readonly title: string;
  readonly message: string;
}

/** The last row that a spreadsheet has. */
const LAST_ROW = 1_048_576;

/**
 * @param rules one for each column
 * @param model row, counted from 1, whose cells have the format that their whole column takes
 * @param from first row, counted from 1, that the rules hold for
 */
export function entrySheet(rules: readonly CellRule[], model: number, from: number): Feature<Blob> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _, { sheetIndex }) =>
            sheetIndex === 0 ? ruled(formatted(xml, rules, model), rules, from) : xml,
        },
      },
    },
  };
}

/** Empty cells take the format of their column: without it, the first NIK that is typed becomes a number. */
function formatted(xml: string, rules: readonly CellRule[], model: number): string {
  const columns = new Set(rules.map(({ column }) => column + 1));
  return xml.replace(/<col min="(\d+)"/g, (col, number: string) => {
    if (!columns.has(Number(number))) return col;
    const style = new RegExp(`<c r="${letters(Number(number))}${model}"[^>]* s="(\\d+)"`).exec(xml)?.[1];
    return style === undefined ? col : `<col style="${style}" min="${number}"`;
  });
}

function ruled(xml: string, rules: readonly CellRule[], from: number): string {
  const each = rules.map(({ column, formula, strict, title, message }) => {
    const letter = letters(column + 1);
    const attributes = {
      ...(formula && { type: formula.type, errorStyle: strict ? 'stop' : 'warning' }),
      ...(formula && { showErrorMessage: 1, errorTitle: title, error: message }),
      allowBlank: 1,
      showInputMessage: 1,
      promptTitle: title,
      prompt: message,
      sqref: `${letter}${from}:${letter}${LAST_ROW}`,
    };
    const condition = formula ? `<formula1>${sanitizeTextContent(formula.text)}</formula1>` : '';
    return `${getOpeningTagMarkup('dataValidation', attributes)}${condition}${getClosingTagMarkup('dataValidation')}`;
  });
  const all = `${getOpeningTagMarkup('dataValidations', { count: each.length })}${each.join('')}${getClosingTagMarkup('dataValidations')}`;
  const order = getOrderOfSiblings('xl/worksheets/sheet{id}.xml', 'worksheet') ?? [];
  return insertElementMarkupAccordingToOrderOfSiblings(xml, all, order, 'worksheet');
}

/** 1 as `A`, 27 as `AA`. */
export function letters(column: number): string {
  const first = Math.floor((column - 1) / 26);
  return (first > 0 ? letters(first) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}
