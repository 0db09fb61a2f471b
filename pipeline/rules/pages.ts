/** The page about each code, and the index of them all, as Markdown: for `docs/rules`, in Indonesian and then in English. */

import type { Rule } from './codes/rule.ts';
import { type Code, effectOf, FILE_CODES, ROW_CODES, RULES, type Sentence } from './codes.ts';

/** File name → content. */
export function rulePages(): Map<string, string> {
  const pages = [...ROW_CODES, ...FILE_CODES].map((code) => [`${code}.md`, page(code)] as const);
  return new Map([['README.md', index()], ...pages]);
}

const SECTIONS = {
  id: { why: 'Mengapa', example: 'Contoh', mend: 'Cara memperbaikinya', wrong: 'salah', right: 'benar' },
  en: { why: 'Why', example: 'Example', mend: 'How to mend it', wrong: 'wrong', right: 'right' },
} as const;

function page(code: Code): string {
  const rule = RULES[code];
  return `${[
    `# ${code}`,
    ...body(code, rule, 'id'),
    '---',
    '*In English*',
    ...body(code, rule, 'en'),
    '---',
    '[Semua kode · All codes](README.md)',
  ].join('\n\n')}\n`;
}

function body(code: Code, { means, remedy, why, mend, example }: Rule, language: keyof Sentence): string[] {
  const { [language]: titles } = SECTIONS;
  const steps = mend.map((step, i) => `${i + 1}. ${step[language]}`);
  return [
    `**${means[language]}** ${effectOf(code)[language]}`,
    `## ${titles.why}`,
    why[language],
    `## ${titles.example}`,
    table(example, titles),
    `## ${titles.mend}`,
    remedy[language],
    steps.join('\n'),
  ];
}

/** Cells side by side under their columns; what takes words to show, in two cells. */
function table({ wrong, right }: Rule['example'], titles: { readonly wrong: string; readonly right: string }): string {
  if (typeof wrong === 'string' || typeof right === 'string') {
    return [
      `| ${titles.wrong} | ${titles.right} |`,
      '|---|---|',
      `| ${cell(String(wrong))} | ${cell(String(right))} |`,
    ].join('\n');
  }
  const columns = Object.keys(wrong);
  const row = (title: string, cells: typeof wrong) =>
    `| ${title} | ${columns.map((column) => cell(cells[column] ?? '')).join(' | ')} |`;
  return [
    `| | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    row(titles.wrong, wrong),
    row(titles.right, right),
  ].join('\n');
}

function cell(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

function index(): string {
  const listed = (codes: readonly Code[]) =>
    codes.map((code) => `| [${code}](${code}.md) | ${RULES[code].means.id} | ${RULES[code].means.en} |`);
  const section = (title: string, codes: readonly Code[]) =>
    [`## ${title}`, '', '| kode | arti | meaning |', '|---|---|---|', ...listed(codes)].join('\n');
  const ofLevel = (level: Rule['level']) => ROW_CODES.filter((code) => RULES[code].level === level);
  return `${[
    '# Kode dalam laporan · Codes in reports',
    'Tiap kode punya halaman: artinya, alasannya, contoh, dan cara memperbaikinya di Excel. Semua contoh dikarang. ' +
      'Each code has a page: what it means, why, an example, and how to mend it in Excel. All examples are invented.',
    'Halaman-halaman ini ditulis oleh `npm run rules` dari [pipeline/rules/codes](../../pipeline/rules/codes). ' +
      'These pages are written by `npm run rules`; change the declaration, not the page.',
    section('Seluruh berkas · Whole files', FILE_CODES),
    section('Kesalahan: baris ditolak · Errors: the row is rejected', ofLevel('error')),
    section('Peringatan: baris dihitung · Warnings: the row counts', ofLevel('warning')),
  ].join('\n\n')}\n`;
}
