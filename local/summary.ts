/** Tells what a run did, in words: what was published, what was rejected, where and how to mend it. */
import { Report } from '../pipeline/contracts/report.ts';
import type { Outcome } from '../pipeline/contracts/steps.ts';
import { reportOf } from '../pipeline/ingest/report.ts';
import type { ObjectStore } from '../pipeline/ports.ts';
import { RULES, type Sentence } from '../pipeline/rules/codes.ts';
import { readIfStored } from '../pipeline/stored.ts';
import { sha256 } from '../platform/crypto.ts';
import { type Language, numbers } from './language.ts';
import type { RunResult } from './run.ts';
import { readFirstRow } from './tables.ts';

/** Files told one by one; the rest is a number, and a report each. */
const FILES_TOLD = 20;

/** Where results lie, on this machine or in a stack. */
export interface Results {
  readonly snapshots: ObjectStore;
  readonly reports: ObjectStore;
  /** An object of either as a person can open it. */
  readonly path: (store: 'snapshots' | 'reports', key: string) => string;
  /** The page that shows them, for a person to open. */
  readonly page?: string | undefined;
}

/** @param opening what was done; that a folder was run unless given */
export async function summary(
  result: RunResult,
  results: Results,
  language: Language,
  opening: Sentence = ofFolder(result),
): Promise<string> {
  const say = (sentence: Sentence) => sentence[language];
  const lines: string[] = [say(opening)];
  if (result.withdrawn.length > 0) {
    lines.push(say({ id: `Ditarik: ${result.withdrawn.join(', ')}`, en: `Withdrawn: ${result.withdrawn.join(', ')}` }));
  }
  lines.push('', ...(await periods(result, results, language)));
  lines.push(
    ...section(say({ id: 'Berkas ditolak:', en: 'Files rejected:' }), await rejectedFiles(result, results, language)),
  );
  lines.push(
    ...section(
      say({ id: 'Baris yang perlu diperbaiki:', en: 'Rows to correct:' }),
      await rejectedRows(result, results, language),
    ),
  );
  lines.push(
    ...section(
      say({ id: 'Gagal diproses:', en: 'Processing failed:' }),
      result.failed.map(({ key, error }) => `  ${key}  ${error}`),
    ),
  );
  lines.push(
    ...section(
      say({ id: 'Catatan:', en: 'Notes:' }),
      result.notices.map((notice) => `  ${say(notice)}`),
    ),
  );
  return `${lines.join('\n').trimEnd()}\n`;
}

function ofFolder({ files, withdrawn, read, rows, seconds }: RunResult): Sentence {
  if (files === 0 && withdrawn.length === 0) {
    return {
      id: 'Folder unggahan kosong: letakkan berkas sebagai <periode>/<wilayah>/peserta.csv, misalnya 2023-08/8171/peserta.csv.',
      en: 'The upload folder is empty: put files at <period>/<region>/peserta.csv, such as 2023-08/8171/peserta.csv.',
    };
  }
  const said = (language: Language) => (value: number) => numbers(language).format(value);
  const [id, en] = [said('id'), said('en')];
  return {
    id: `${id(files)} berkas di folder; ${id(read.length)} dibaca (${id(rows)} baris) dalam ${id(seconds)} detik.`,
    en: `${en(files)} files in the folder; ${en(read.length)} read (${en(rows)} rows) in ${en(seconds)} seconds.`,
  };
}

async function periods(result: RunResult, results: Results, language: Language): Promise<string[]> {
  const number = (value: string | number) => numbers(language).format(Number(value));
  const lines: string[] = [];
  for (const { periode, decision, revision } of result.periods) {
    if (revision === null) continue;
    if (decision === 'unchanged') {
      lines.push(
        {
          id: `${periode}  tidak ada yang berubah; ${revision} tetap berlaku.`,
          en: `${periode}  nothing has changed; ${revision} stays current.`,
        }[language],
      );
      continue;
    }
    if (decision === 'held') {
      lines.push(
        {
          id: `${periode}  ditahan pada ${revision}: berkas diterima, tetapi tidak ada yang terbit sampai cakupan release.`,
          en: `${periode}  on hold at ${revision}: files are accepted, but nothing is published until cakupan release.`,
        }[language],
      );
      continue;
    }
    const total = await readFirstRow(results.snapshots, periode, revision, 'coverage');
    const nation = await readFirstRow(results.snapshots, periode, revision, 'reporting');
    const people = total
      ? {
          id: `${number(total.terdata ?? 0)} orang terdata, ${number(total.aktif ?? 0)} aktif, ${number(total.duplikat ?? 0)} duplikat tidak dihitung`,
          en: `${number(total.terdata ?? 0)} people listed, ${number(total.aktif ?? 0)} active, ${number(total.duplikat ?? 0)} duplicates not counted`,
        }
      : { id: 'belum ada orang terdata', en: 'nobody listed yet' };
    const reported = {
      id: `${number(nation?.kabkota_lapor ?? 0)} dari ${number(nation?.kabkota_total ?? 0)} kabupaten/kota melapor`,
      en: `${number(nation?.kabkota_lapor ?? 0)} of ${number(nation?.kabkota_total ?? 0)} regencies and cities reported`,
    };
    const published = { id: 'terbit', en: 'published' };
    lines.push(`${periode}  ${revision} ${published[language]}: ${people[language]}; ${reported[language]}.`);
    lines.push(`         ${results.path('snapshots', `${periode}/${revision}/exact/coverage.csv`)}`);
  }
  const open = { id: `Buka ${results.page} (klik dua kali)`, en: `Open ${results.page} (double click)` };
  if (results.page !== undefined && lines.length > 0) lines.push('', open[language]);
  return lines;
}

async function rejectedFiles({ rejected, read }: RunResult, results: Results, language: Language): Promise<string[]> {
  const outcomes = new Map(read.map((outcome) => [outcome.key, outcome]));
  const lines: string[] = [];
  for (const { key, code } of rejected.slice(0, FILES_TOLD)) {
    const rule = Object.entries(RULES).find(([known]) => known === code)?.[1];
    const outcome = outcomes.get(key);
    const report = outcome && (await readReport(outcome, results));
    lines.push(`  ${key}  ${code}`);
    lines.push(
      `      ${[rule?.means[language], report?.rincian?.[language], rule?.remedy[language]].filter(Boolean).join(' ')}`,
    );
    if (outcome) lines.push(`      ${reportPath(outcome, results, 'report.html')}`);
  }
  return more(lines, rejected.length, language);
}

async function rejectedRows({ read }: RunResult, results: Results, language: Language): Promise<string[]> {
  const some = read.filter(({ counts }) => counts.ditolak > 0);
  const lines: string[] = [];
  for (const outcome of some.slice(0, FILES_TOLD)) {
    const report = await readReport(outcome, results);
    const count = numbers(language).format(outcome.counts.ditolak);
    lines.push(
      `  ${outcome.key}  ${{ id: `${count} baris`, en: `${count} rows` }[language]}: ${reportPath(outcome, results, 'rejected.csv')}`,
    );
    for (const { kode, level, jumlah, arti, perbaikan, baris } of report?.temuan ?? []) {
      if (level !== 'error' || baris.length === 0) continue;
      const at = `${{ id: 'baris', en: 'row' }[language]} ${baris.join(', ')}${jumlah > baris.length ? ' …' : ''}`;
      lines.push(`      ${kode} × ${jumlah} (${at}): ${arti[language]} ${perbaikan[language]}`);
    }
  }
  return more(lines, some.length, language);
}

function reportPath(outcome: Outcome, { path }: Results, name: string): string {
  return path('reports', `${reportOf(outcome, { sha256 })}/${name}`);
}

async function readReport(outcome: Outcome, { reports }: Results): Promise<Report | undefined> {
  return readIfStored(reports, `${reportOf(outcome, { sha256 })}/report.json`, Report);
}

function more(lines: string[], all: number, language: Language): string[] {
  const left = all - FILES_TOLD;
  return left > 0
    ? [...lines, { id: `  … dan ${left} berkas lagi.`, en: `  … and ${left} more files.` }[language]]
    : lines;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}
