/** How words and numbers stand in a report's page, and how it looks, on a screen and on paper. */
import { grouped } from '../rules/numbers.ts';

export interface Words {
  readonly id: string;
  readonly en: string;
}

export function number(value: number): string {
  return grouped(String(value), '.');
}

export function numberEn(value: number): string {
  return grouped(String(value), ',');
}

/** What a delimiter is called; a sign alone is lost among others. */
export function delimiterName(delimiter: string): Words {
  return DELIMITER_NAMES[delimiter] ?? { id: `"${delimiter}"`, en: `"${delimiter}"` };
}

const DELIMITER_NAMES: Readonly<Record<string, Words>> = {
  ',': { id: 'koma', en: 'comma' },
  ';': { id: 'titik koma', en: 'semicolon' },
  '\t': { id: 'tab', en: 'tab' },
  '|': { id: 'garis tegak', en: 'vertical bar' },
};

export function html(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

export const style = `
:root{color-scheme:light dark;--soft:color-mix(in srgb,CanvasText 70%,Canvas)}
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:Canvas;color:CanvasText}
main{max-width:56rem;margin:auto;padding:1.5rem}
h1{font-size:1.3rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin-top:2rem}
small{color:var(--soft);font-weight:normal}li small,td small{display:block}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #8884;overflow-wrap:anywhere}
th{overflow-wrap:normal}
.sel{min-width:9rem}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.diterima,.ditahan,.ditolak{font-size:1.4rem;font-weight:bold;padding:.4rem .8rem;border-left:.5rem solid #2a7d4f;margin:0}
.ditahan{border-color:#b06000}
.ditolak{border-color:#b3261e}
section{border-left:.25rem solid #8888;padding-left:1rem;margin-top:2rem}section h2{margin-top:0}
.kesalahan{border-color:#b3261e}.peringatan{border-color:#b06000}
.meta{color:var(--soft);font-size:.9rem;overflow-wrap:anywhere}
@media print{main{padding:0;max-width:none}tr{break-inside:avoid}thead{display:table-header-group}}`;
