/** What a data file holds, and in which way it can be no data file. */

/**
 * `missing`: there is no such file; `unreachable`: nobody answered; `cut`: it ends too early or is no data file; `older`, `newer`: of another
 * format than this page reads; `odd`: its content is not what the contract says.
 */
export type FaultKind = 'missing' | 'unreachable' | 'cut' | 'older' | 'newer' | 'odd';

export class DataFault extends Error {
  override readonly name = 'DataFault';
  readonly kind: FaultKind;
  readonly path: string;

  constructor(kind: FaultKind, path: string, detail = '', cause?: unknown) {
    super(detail === '' ? `${kind}: ${path}` : detail, { cause });
    this.kind = kind;
    this.path = path;
  }
}

/** The JSON between the first comma and the last parenthesis of `cakupan("…",{…});`. */
export function contentOf(path: string, text: string): unknown {
  const opening = `cakupan(${JSON.stringify(path)},`;
  const end = text.lastIndexOf(')');
  if (!text.startsWith(opening) || end === -1) throw new DataFault('cut', path);
  try {
    return JSON.parse(text.slice(opening.length, end));
  } catch (cause) {
    throw new DataFault('cut', path, '', cause);
  }
}
