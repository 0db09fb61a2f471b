/** The report as one HTML page without script: first what to do, then what was found. Its size does not grow with the file. */
import type { Finding, Report } from '../contracts/report.ts';

export function reportPage(report: Report): string {
  const errors = report.temuan.filter(({ level }) => level === 'error');
  const warnings = report.temuan.filter(({ level }) => level === 'warning');
  return `<!doctype html>
<html lang="id">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${RESULTS[report.hasil].id}: ${html(report.kunci)}</title>
<style>${STYLE}</style>
<main>
<p class="${report.hasil}">${RESULTS[report.hasil].id} <small lang="en">${RESULTS[report.hasil].en}</small></p>
<h1>${html(report.kunci)}</h1>
${whatToDo(report, errors)}
<table>
<tr><th>Baris diterima <small lang="en">rows accepted</small></th><td>${number(report.baris.lolos)}</td></tr>
<tr><th>Baris ditolak <small lang="en">rows rejected</small></th><td>${number(report.baris.ditolak)}</td></tr>
<tr><th>Baris dilewati <small lang="en">rows skipped (blank, totals, repeated header)</small></th><td>${number(report.baris.dilewati)}</td></tr>
</table>
${section('Kesalahan', 'errors', errors)}
${section('Peringatan', 'warnings; these rows count', warnings)}
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

function whatToDo(report: Report, errors: readonly Finding[]): string {
  const steps: string[] = [];
  const whole = errors.find(({ kode }) => kode === report.kode);
  if (whole) {
    const more = report.rincian ? ` ${report.rincian.id}` : '';
    const moreEn = report.rincian ? ` ${report.rincian.en}` : '';
    steps.push(
      `${html(`${whole.arti.id}${more} ${whole.perbaikan.id}`)}${english(`${whole.arti.en}${moreEn} ${whole.perbaikan.en}`)}`,
    );
  }
  if (report.barisDitolak) {
    steps.push(
      `Baris yang ditolak ada di <a href="${report.barisDitolak}">${report.barisDitolak}</a>. Perbaiki, lalu kirim seluruh berkas dengan nama yang sama; atau kirim baris yang diperbaiki saja dengan label lain (misalnya -perbaikan).` +
        english(
          'Mend the rejected rows, then send the whole file under the same name; or the mended rows alone under another label.',
        ),
    );
  }
  if (report.berlaku === 'versi_sebelumnya') {
    steps.push(
      `Versi sebelumnya tetap berlaku sampai berkas ini diterima.${english('The version before stays in force.')}`,
    );
  }
  if (report.berlaku === 'versi_lebih_baru') {
    steps.push(
      `Berkas ini sudah diganti oleh unggahan yang lebih baru; lihat laporannya.${english('A newer upload has taken the place of this one; see its report.')}`,
    );
  }
  if (steps.length === 0) steps.push(`Tidak ada yang perlu dilakukan.${english('Nothing to do.')}`);
  return `<h2>Yang perlu dilakukan <small lang="en">what to do</small></h2><ol>${steps.map((step) => `<li>${step}</li>`).join('')}</ol>`;
}

function section(title: string, en: string, findings: readonly Finding[]): string {
  const listed = findings.filter(({ jumlah, baris }) => jumlah > 1 || baris.length > 0);
  if (listed.length === 0) return '';
  const rows = listed.map(
    ({
      kode,
      jumlah,
      arti,
      perbaikan,
      baris,
    }) => `<tr><td class="n">${number(jumlah)}</td><td><b>${kode}</b><br>${html(arti.id)}
<br>${html(perbaikan.id)}${english(`${arti.en} ${perbaikan.en}`)}</td><td>${baris.join(', ')}${jumlah > baris.length ? ' …' : ''}</td></tr>`,
  );
  return `<h2>${title} <small lang="en">${en}</small></h2>
<table><thead><tr><th>Jumlah</th><th>Arti dan perbaikan</th><th>Baris (di Excel)</th></tr></thead>${rows.join('\n')}</table>`;
}

function reading({ pembacaan: { encoding, pemisah, barisJudul, kolomLain } }: Report): string {
  if (encoding === null) return '';
  const found = [`pengodean ${encoding}`];
  if (pemisah !== null) found.push(`pemisah ${pemisah === '\t' ? 'tab' : pemisah}`);
  if (barisJudul !== null) found.push(`judul di baris ${barisJudul}`);
  if (kolomLain.length > 0) found.push(`kolom yang tidak dipakai: ${kolomLain.slice(0, 50).join(', ')}`);
  return `<p class="meta">Terbaca sebagai: ${html(found.join('; '))}.</p>`;
}

function english(text: string): string {
  return ` <small lang="en">${html(text)}</small>`;
}

function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '.');
}

function html(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

const STYLE = `
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0}
main{max-width:56rem;margin:auto;padding:1.5rem}
h1{font-size:1.3rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin-top:2rem}
small{color:GrayText;font-weight:normal}li small,td small{display:block}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #8884}
.n{text-align:right;font-variant-numeric:tabular-nums}
.diterima,.ditahan,.ditolak{font-size:1.4rem;font-weight:bold;padding:.4rem .8rem;border-left:.5rem solid #2a7d4f;margin:0}
.ditahan{border-color:#b06000}
.ditolak{border-color:#b3261e}
.meta{color:GrayText;font-size:.9rem;overflow-wrap:anywhere}
@media print{main{padding:0}}`;
