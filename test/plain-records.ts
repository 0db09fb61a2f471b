/** Records of a CSV text by a plain program: what reading by bytes is held against. */

/** Character by character, as the contract tells it; 'open' where it ends within quotes. */
export function plainRecords(text: string, delimiter: string): string[][] | 'open' {
  const found: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  let started = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? '';
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') {
        field += '"';
        i++;
      } else quoted = false;
    } else if (c === '"' && field === '' && !started) {
      quoted = true;
      started = true;
    } else if (c === delimiter) {
      row.push(field);
      field = '';
      started = false;
    } else if (c === '\r' || c === '\n') {
      if (c === '\r' && text[i + 1] === '\n') i++;
      found.push([...row, field]);
      row = [];
      field = '';
      started = false;
    } else field += c;
  }
  if (quoted) return 'open';
  if (field !== '' || row.length > 0 || started) found.push([...row, field]);
  return found;
}
