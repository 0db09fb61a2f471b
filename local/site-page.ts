/** The pages of the site: the index of periods with links to their tables, and what cannot be shown, in words. */
import { Index } from '../pipeline/contracts/published.ts';
import { inTurn } from '../pipeline/in-turn.ts';
import type { ObjectStore } from '../pipeline/ports.ts';
import type { Sentence } from '../pipeline/rules/codes.ts';
import { readIfStored } from '../pipeline/stored.ts';

export interface IndexSettings {
  readonly snapshots: ObjectStore;
  readonly title: string;
  /** Named in the addresses of what never changes. */
  readonly source: string;
}

export async function indexPage({ snapshots, title, source }: IndexSettings): Promise<string> {
  const { periods } = (await readIfStored(snapshots, 'index.json', Index)) ?? { periods: [] };
  const newestFirst = periods.toSorted((a, b) => (a.periode < b.periode ? 1 : -1));
  const sections = await inTurn(newestFirst, async ({ periode, revision }) => {
    const keys = await snapshots.list(`${periode}/${revision}/`);
    return section(periode, revision, keys, source);
  });
  const none = '<p>Belum ada periode yang terbit.<br><small lang="en">No period has been published yet.</small></p>';
  return page(
    'Cakupan',
    `<h1>Cakupan <small>${html(title)}</small></h1>
<p>Tabel untuk pejabat (angka sebenarnya) dan untuk umum (angka kecil disamarkan). Halaman ini hanya dapat dibuka di komputer ini.<br>
<small lang="en">Tables for officials (true counts) and for everyone (small counts hidden). This page can be opened on this computer alone.</small></p>
${sections.join('\n') || none}`,
  );
}

export function messagePage({ id, en }: Sentence): string {
  return page(
    'Cakupan',
    `<p>${html(id)}<br><small lang="en">${html(en)}</small></p>
<p><a href="/tabel">Daftar periode</a> <small lang="en">list of periods</small></p>`,
  );
}

const GROUPS = [
  { title: 'Tabel untuk pejabat', en: 'tables for officials', isOf: (path: string) => /^exact\/.*\.csv$/.test(path) },
  { title: 'Tabel untuk umum', en: 'tables for everyone', isOf: (path: string) => /^public\/.*\.csv$/.test(path) },
  {
    title: 'Perubahan, asal-usul, keterangan',
    en: 'changes, origins, metadata',
    isOf: (path: string) => /\.json(?:ld)?$/.test(path),
  },
];

function section(periode: string, revision: string, keys: readonly string[], source: string): string {
  const folder = `${periode}/${revision}/`;
  const link = (key: string) => {
    const address = `/snapshots/${key.split('/').map(encodeURIComponent).join('/')}?dari=${encodeURIComponent(source)}`;
    const name = key.slice(folder.length);
    return `<li><a href="${html(address)}">${html(name.endsWith('.csv') ? name.slice(name.indexOf('/') + 1) : name)}</a></li>`;
  };
  const groups = GROUPS.map(({ title, en, isOf }) => {
    const links = keys.filter((key) => isOf(key.slice(folder.length))).map(link);
    return `<h3>${title} <small lang="en">${en}</small></h3>\n<ul>${links.join('\n')}</ul>`;
  });
  return `<section>
<h2>${html(periode)} <small>revisi ${html(revision)}</small></h2>
${groups.join('\n')}
</section>`;
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="id">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
<main>
${body}
</main>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 60rem; margin: 0 auto; padding: 1rem }
small { font-weight: normal; opacity: .75 }
section { border-top: 1px solid; margin-top: 1.5rem }
h3 { margin-bottom: 0 }
ul { columns: 12rem; margin-top: .25rem; padding-left: 1.25rem }
`;

function html(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
