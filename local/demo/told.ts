/** What a coordinator would want to hear of a run: coverage by province and category, who has not reported, what was set aside. */
import { join } from 'node:path';
import { RULES, type Sentence } from '../../pipeline/rules/codes.ts';
import { DiskStore } from '../disk.ts';
import { type Language, numbers } from '../language.ts';
import { readRegions } from '../ports.ts';
import type { RunResult } from '../run.ts';
import { type Row, readTable } from '../tables.ts';

export async function story(
  result: RunResult,
  out: string,
  page: string | undefined,
  language: Language,
): Promise<string> {
  const say = (sentence: Sentence) => sentence[language];
  const number = (value: string | number | undefined) => numbers(language).format(Number(value ?? 0));
  const snapshots = new DiskStore(join(out, 'snapshots'));
  const regions = await readRegions();
  const name = (code: string | undefined) => regions.name(regions.find(code ?? ''));
  const latest = result.periods.findLast(({ revision }) => revision !== null);
  if (!latest?.revision) return '';
  const { periode, revision } = latest;
  const [coverage, reporting, files, commitments] = await Promise.all(
    ['coverage', 'reporting', 'files', 'commitments'].map((table) => readTable(snapshots, periode, revision, table)),
  );
  const rows = coverage ?? [];
  const nation = rows.find(({ level, kategori }) => level === 'nasional' && kategori === 'SEMUA');
  const provinces = rows.filter(({ level, kategori }) => level === 'provinsi' && kategori === 'SEMUA');
  // Below each province the kategori whose denominator is known.
  const byProvince = rows.filter(
    ({ level, kategori, potensi }) => level === 'provinsi' && (kategori === 'SEMUA' || potensi !== ''),
  );
  const kategori = rows.filter((row) => row.level === 'nasional' && row.kategori !== 'SEMUA');
  const reported = (reporting ?? []).find((row) => row.kode_wilayah === '00');
  const rejected = (files ?? []).filter(({ hasil }) => hasil === 'ditolak');
  const corrections = (files ?? []).filter((row) => row.hasil === 'diterima' && Number(row.baris_ditolak) > 0);
  const started = new Set(provinces.map((row) => row.kode_wilayah));
  const silent = (reporting ?? []).filter(
    (row) => row.kode_wilayah?.length === 4 && row.status !== 'MELAPOR' && started.has(row.kode_wilayah.slice(0, 2)),
  );

  const lines = [
    say({
      id: `Cakupan ${periode}, revisi ${revision} (data contoh, semua orang rekaan)`,
      en: `Coverage ${periode}, revision ${revision} (sample data, every person invented)`,
    }),
    '',
    say({
      id: `${number(nation?.terdata)} orang terdata, ${number(nation?.aktif)} aktif. ${number(nation?.duplikat)} duplikat tidak dihitung (${number(nation?.konflik)} dengan data yang bertentangan). ${number(reported?.kabkota_lapor)} dari ${number(reported?.kabkota_total)} kabupaten/kota melapor.`,
      en: `${number(nation?.terdata)} people listed, ${number(nation?.aktif)} active. ${number(nation?.duplikat)} duplicates not counted (${number(nation?.konflik)} with contradicting data). ${number(reported?.kabkota_lapor)} of ${number(reported?.kabkota_total)} regencies and cities reported.`,
    }),
    '',
    ...table(say({ id: 'Per provinsi', en: 'By province' }), byProvince, (row) => label(row, name), language),
    ...table(say({ id: 'Per kategori', en: 'By category' }), kategori, (row) => row.kategori ?? '', language),
    say({
      id: '* potensi hanya diketahui untuk sebagian wilayah; aktif yang dibandingkan dari wilayah yang sama.',
      en: '* potensi is known for a part of the regions; the active people compared are of the same regions.',
    }),
    say({
      id: 'Kategori tidak dijumlahkan menjadi total: satu orang dapat berada di dua kategori.',
      en: 'The categories do not add up to the total: one person may be in two of them.',
    }),
    '',
    say({ id: 'Belum melapor, di provinsi yang sudah mulai:', en: 'Not reported yet, in provinces that have begun:' }),
    ...silentLines(silent, commitments ?? [], provinces, name, language),
    '',
    say({ id: `Berkas ditolak (${rejected.length}):`, en: `Files rejected (${rejected.length}):` }),
    ...rejected.map((row) => {
      const rule = Object.entries(RULES).find(([code]) => code === row.kode)?.[1];
      return `  ${row.kunci}  ${row.kode}\n      ${rule ? `${say(rule.means)} ${say(rule.remedy)}` : ''}`;
    }),
    say({
      id: `Berkas dengan baris yang perlu diperbaiki (${corrections.length}):`,
      en: `Files with rows to correct (${corrections.length}):`,
    }),
    ...corrections.map(
      (row) =>
        `  ${row.kunci}  ${number(row.baris_ditolak)} / ${number(Number(row.baris_lolos) + Number(row.baris_ditolak))}`,
    ),
    '',
    say({ id: 'Lihat:', en: 'Where to look:' }),
    ...(page
      ? [
          `  ${page}    ${say({ id: 'peta, peringkat, monev: klik dua kali', en: 'map, ranks, monitoring: double click' })}`,
        ]
      : []),
    `  ${join(out, 'snapshots', periode, revision, 'exact')}    ${say({ id: 'tabel untuk pejabat', en: 'tables for officials' })}`,
    `  ${join(out, 'snapshots', periode, revision, 'public')}   ${say({ id: 'tabel untuk umum', en: 'tables for everyone' })}`,
    `  ${join(out, 'reports')}    ${say({ id: 'laporan per berkas: report.html, rejected.xlsx', en: 'a report per file: report.html, rejected.xlsx' })}`,
    say({
      id: `Ubah satu berkas di ${join(out, 'uploads')}, lalu: npx cakupan run ${join(out, 'uploads')} --out ${out}`,
      en: `Change a file in ${join(out, 'uploads')}, then: npx cakupan run ${join(out, 'uploads')} --out ${out}`,
    }),
    '',
  ];
  return lines.join('\n');
}

/** Coverage with its denominator; without one, only how many are active. */
function table(heading: string, rows: readonly Row[], label: (row: Row) => string, language: Language): string[] {
  const number = (value: string | undefined) => (value ? numbers(language).format(Number(value)) : '–');
  const width = Math.max(heading.length, ...rows.map((row) => label(row).length));
  const heads = {
    id: ['terdata', 'aktif', 'duplikat', 'potensi', 'cakupan'],
    en: ['listed', 'active', 'duplicates', 'potensi', 'coverage'],
  }[language];
  const line = (first: string, cells: readonly string[]) =>
    `  ${first.padEnd(width)}${cells.map((cell) => cell.padStart(12)).join('')}`;
  return [
    line(heading, heads),
    ...rows.map((row) => {
      const percent = row.cakupan_persen?.replace('.', language === 'id' ? ',' : '.');
      const share = percent ? `${percent} %${row.potensi_dasar === 'SEBAGIAN' ? '*' : ' '}` : '– ';
      return line(label(row), [
        ...['terdata', 'aktif', 'duplikat', 'potensi'].map((column) => number(row[column])),
        share,
      ]);
    }),
    '',
  ];
}

function label(row: Row, name: (code: string | undefined) => string): string {
  return row.kategori === 'SEMUA' ? title(name(row.kode_wilayah)) : `  ${row.kategori}`;
}

/** Provinces where nearly all reported are told by name; of the others a number. */
function silentLines(
  silent: readonly Row[],
  commitments: readonly Row[],
  provinces: readonly Row[],
  name: (code: string | undefined) => string,
  language: Language,
): string[] {
  return provinces.map((province) => {
    const code = province.kode_wilayah ?? '';
    const there = silent.filter((row) => row.kode_wilayah?.startsWith(code));
    const told = there.slice(0, 3).map((row) => {
      const promise = commitments.find(
        (one) => one.kode_wilayah === row.kode_wilayah && one.instruksi === 'PENDAFTARAN',
      );
      const late = promise?.terlambat === 'ya' ? { id: ', terlambat', en: ', late' }[language] : '';
      const due = promise?.tenggat ? ` (${{ id: 'janji', en: 'promised' }[language]} ${promise.tenggat}${late})` : '';
      return title(name(row.kode_wilayah)) + due;
    });
    const rest =
      there.length > told.length
        ? { id: ` dan ${there.length - told.length} lagi`, en: ` and ${there.length - told.length} more` }[language]
        : '';
    return `  ${title(name(code))}: ${there.length === 0 ? '–' : told.join(', ') + rest}`;
  });
}

/** KABUPATEN MAROS as Kabupaten Maros. */
function title(text: string): string {
  return text.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (start) => start.toUpperCase());
}
