/** The report as one HTML page without script: first what to do, then what was found. Its size does not grow with the file. */
import type { AsPublished, Finding, Report, SinceBefore } from '../contracts/report.ts';
import type { Code } from '../rules/codes.ts';
import { delimiterName, html, number, numberEn, style, type Words } from './report-words.ts';

/** Where a code is explained, from the root of the program's documentation: for a report that has left its folder. */
const RULE_PAGES = 'docs/rules';

/** @param page where `index.html` lies, from the report; codes are no links where none is near */
export function reportPage(report: Report, page?: string): string {
  const errors = report.temuan.filter(({ level }) => level === 'error');
  const warnings = report.temuan.filter(({ level }) => level === 'warning');
  return `<!doctype html>
<html lang="id">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${RESULTS[report.hasil].id}: ${html(report.kunci)}</title>
<style>${style}</style>
<main>
<p class="${report.hasil}">${both(RESULTS[report.hasil])}</p>
<h1>${html(report.kunci)}</h1>
${whatToDo(report, errors, page)}
<table>
<tr><th>Baris diterima <small lang="en">rows accepted</small></th><td>${number(report.baris.lolos)}</td></tr>
<tr><th>Baris ditolak <small lang="en">rows rejected</small></th><td>${number(report.baris.ditolak)}</td></tr>
<tr><th>Baris dilewati <small lang="en">rows skipped (blank, totals, repeated header)</small></th><td>${number(report.baris.dilewati)}</td></tr>
</table>
${section({ id: 'Kesalahan', en: 'errors: these rows do not count' }, 'kesalahan', errors, page)}
${section({ id: 'Peringatan', en: 'warnings: these rows count' }, 'peringatan', warnings, page)}
${notes(report)}
${since(report.sejak, page)}
${published(report.terbit)}
${reading(report)}
<p class="meta">Versi ${html(report.versi)}${report.eksekusi ? ` · eksekusi ${html(report.eksekusi)}` : ''}</p>
</main>
</html>
`;
}

const RESULTS = {
  diterima: { id: 'Diterima', en: 'accepted' },
  ditahan: { id: 'Ditahan', en: 'held' },
  ditolak: { id: 'Ditolak', en: 'rejected' },
} as const;

function whatToDo(report: Report, errors: readonly Finding[], page?: string): string {
  const steps: string[] = [];
  const whole = errors.find(({ kode }) => kode === report.kode);
  if (whole) {
    const { arti, perbaikan } = whole;
    const more = report.rincian;
    const said = both({
      id: [arti.id, more?.id, perbaikan.id].filter(Boolean).join(' '),
      en: [arti.en, more?.en, perbaikan.en].filter(Boolean).join(' '),
    });
    steps.push(`${said} ${named(whole.kode, page)} ${explained(whole.kode)}`);
  }
  steps.push(...wayBack(report));
  if (report.berlaku === 'versi_sebelumnya') {
    steps.push(
      both({
        id: 'Versi sebelumnya tetap berlaku sampai berkas ini diterima.',
        en: 'The version before stays in force.',
      }),
    );
  }
  if (report.berlaku === 'versi_lebih_baru') {
    steps.push(
      both({
        id: 'Berkas ini sudah diganti oleh unggahan yang lebih baru; lihat laporannya.',
        en: 'A newer upload has taken the place of this one; see its report.',
      }),
    );
  }
  if (steps.length === 0) steps.push(both({ id: 'Tidak ada yang perlu dilakukan.', en: 'Nothing to do.' }));
  return `<h2>Yang perlu dilakukan <small lang="en">what to do</small></h2><ol>${steps.map((step) => `<li>${step}</li>`).join('')}</ol>`;
}

/** How the rejected rows are mended and sent again. */
function wayBack({ barisDitolak, bukuKerjaDitolak, baris }: Report): string[] {
  if (!barisDitolak || !bukuKerjaDitolak) return [];
  const { path, baris: held } = bukuKerjaDitolak;
  const part =
    held < baris.ditolak
      ? {
          id: ` (${number(held)} baris pertama; semuanya di rejected.csv)`,
          en: ` (the first ${numberEn(held)} rows; all of them in rejected.csv)`,
        }
      : { id: '', en: '' };
  const links = `<a href="${path}">${path}</a>${part.id}, <a href="${barisDitolak}">${barisDitolak}</a>`;
  return [
    `Baris yang ditolak, dengan penjelasannya: ${links}. Untuk Excel pakai rejected.xlsx: di sana NIK tetap teks.${english(
      `The rejected rows, each with its reason, are in rejected.xlsx${part.en} and rejected.csv. In Excel use rejected.xlsx: there a NIK stays text.`,
    )}`,
    both({
      id: 'Perbaiki di berkas asal lalu kirim seluruh berkas dengan nama yang sama; atau perbaiki di rejected.xlsx lalu kirim baris itu saja dengan label lain (misalnya peserta-perbaikan.xlsx). Kolom tambahannya boleh dibiarkan.',
      en: 'Mend them in your own file and send all of it under the same name; or mend them in rejected.xlsx and send those rows alone under another label (such as peserta-perbaikan.xlsx). Its additional columns may stay.',
    }),
  ];
}

function section(title: Words, className: string, findings: readonly Finding[], page?: string): string {
  const listed = findings.filter(({ jumlah, baris }) => jumlah > 1 || baris.length > 0);
  if (listed.length === 0) return '';
  const rows = listed.map(
    (one) => `<tr><td class="n">${number(one.jumlah)}</td><td>${named(one.kode, page)}<br>${html(one.arti.id)}
<br>${html(one.perbaikan.id)}${english(`${one.arti.en} ${one.perbaikan.en}`)}${explained(one.kode)}</td><td class="sel">${examples(one)}</td></tr>`,
  );
  return `<section class="${className}"><h2>${both(title)}</h2>
<table><thead><tr><th>Jumlah</th><th>Arti dan perbaikan</th><th>Sel (di Excel)</th></tr></thead>${rows.join('\n')}</table></section>`;
}

/** A code, and the way to what it means and how it is mended, step by step. */
function named(kode: Code, page: string | undefined): string {
  const name = `<b>${kode}</b>`;
  return page === undefined ? name : `<a href="${page}#/kode/${kode}">${name}</a>`;
}

function explained(kode: Code): string {
  return `<span class="meta">${RULE_PAGES}/${kode}.md</span>`;
}

/** Addresses of cells, and what they say where a report may tell. */
function examples({ contoh, jumlah }: Finding): string {
  const cells = contoh.map(({ baris, kolom, nilai }) => {
    const address = kolom === null ? `baris ${baris}` : `${kolom}${baris}`;
    if (nilai === null) return address;
    return `${address}: ${nilai === '' ? '<i>kosong</i>' : `<q>${html(nilai)}</q>`}`;
  });
  return cells.join('<br>') + (jumlah > contoh.length ? '<br>…' : '');
}

function notes({ catatan }: Report): string {
  if (catatan.length === 0) return '';
  return `<section class="catatan"><h2>${both({ id: 'Catatan', en: 'notes' })}</h2><ul>${catatan.map((note) => `<li>${both(note)}</li>`).join('')}</ul></section>`;
}

function since(sejak: SinceBefore | null, page?: string): string {
  if (!sejak) return '';
  const rows = (title: Words, codes: SinceBefore['baru']) =>
    codes.map(
      ({ kode, sebelum, sesudah }) =>
        `<tr><td>${both(title)}</td><td>${named(kode, page)}</td><td class="n">${number(sebelum)}</td><td class="n">${number(sesudah)}</td></tr>`,
    );
  const all = [
    ...rows({ id: 'Selesai', en: 'fixed' }, sejak.selesai),
    ...rows({ id: 'Baru', en: 'new' }, sejak.baru),
    ...rows({ id: 'Masih ada', en: 'still there' }, sejak.tetap),
  ];
  const title = `<h2>${both({ id: 'Sejak kiriman sebelumnya', en: 'since your last upload' })}</h2>`;
  if (all.length === 0) {
    return `${title}<p>${both({ id: 'Keduanya tanpa kesalahan dan peringatan.', en: 'Neither has errors or warnings.' })}</p>`;
  }
  return `${title}<table><thead><tr><th></th><th>Kode</th><th>Sebelumnya</th><th>Sekarang</th></tr></thead>${all.join('\n')}</table>`;
}

function published(terbit: AsPublished | null): string {
  if (!terbit) return '';
  const { revisi, revisiSebelumnya, wilayah, sebelum, sesudah, duplikat } = terbit;
  const row = (title: Words, of: 'terdata' | 'aktif' | 'klaim' | 'duplikat') =>
    `<tr><th>${both(title)}</th><td class="n">${sebelum ? number(sebelum[of]) : '–'}</td><td class="n">${sesudah ? number(sesudah[of]) : '–'}</td></tr>`;
  return `<h2>${both({ id: 'Orang yang juga ada di daftar lain', en: 'people who stand in other lists too' })}</h2>
<p>${both({
    id: `Baris berkas ini yang orangnya dihitung lewat baris lain: ${number(duplikat.sendiri)} di daftar wilayah ini sendiri, ${number(duplikat.lain)} di daftar wilayah lain. Tiap orang dihitung satu kali.`,
    en: `Rows of this file whose person is counted by another row: ${number(duplikat.sendiri)} in this region’s own lists, ${number(duplikat.lain)} in those of other regions. Everybody counts once.`,
  })}</p>
<h2>${both({ id: `Angka wilayah ${wilayah} setelah terbit`, en: `the numbers of region ${wilayah} as published` })}</h2>
<table><thead><tr><th></th><th>${revisiSebelumnya ?? 'sebelumnya'}</th><th>${revisi}</th></tr></thead>
${row({ id: 'Orang terdata', en: 'people listed' }, 'terdata')}
${row({ id: 'Aktif', en: 'active' }, 'aktif')}
${row({ id: 'Baris yang diterima tentang wilayah ini', en: 'accepted rows about this region' }, 'klaim')}
${row({ id: 'Di antaranya duplikat: orangnya dihitung lewat baris lain, di sini atau di wilayah lain', en: 'of these duplicates: the person is counted by another row, here or in another region' }, 'duplikat')}
<tr><th>Cakupan (%) <small lang="en">coverage</small></th><td class="n">${html(sebelum?.cakupan_persen || '–')}</td><td class="n">${html(sesudah?.cakupan_persen || '–')}</td></tr>
</table>`;
}

function reading({ pembacaan: { encoding, pemisah, lembar, barisJudul, kolomLain } }: Report): string {
  if (encoding === null && lembar === null) return '';
  const found = encoding === null ? [] : [`pengodean ${encoding}`];
  if (lembar !== null) found.push(`Excel, lembar ${lembar.nama}`);
  if (pemisah !== null) found.push(`pemisah ${delimiterName(pemisah).id}`);
  if (barisJudul !== null) found.push(`judul di baris ${barisJudul}`);
  if (kolomLain.length > 0) found.push(`kolom yang tidak dipakai: ${kolomLain.slice(0, 50).join(', ')}`);
  return `<p class="meta">Terbaca sebagai: ${html(found.join('; '))}.</p>`;
}

function both({ id, en }: Words): string {
  return `${html(id)}${english(en)}`;
}

function english(text: string): string {
  return ` <small lang="en">${html(text)}</small>`;
}
