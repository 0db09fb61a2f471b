/** `cakupan run --aws`: sends what differs in a folder to the upload bucket, follows it until it is published. */
import { resolve } from 'node:path';
import type { KeyRecord } from '../../pipeline/registry.ts';
import type { Sentence } from '../../pipeline/rules/codes.ts';
import { readKey } from '../../pipeline/rules/keys.ts';
import { readRegions } from '../ports.ts';
import type { Progress } from '../progress.ts';
import type { RunResult } from '../run.ts';
import { listUploads } from '../uploads.ts';
import type { Cloud } from './cloud.ts';
import { follower } from './follow.ts';
import { followPeriods } from './follow-periods.ts';
import { followUploads } from './follow-uploads.ts';
import { goalsOf } from './goals.ts';
import { CLOCK, type Clock } from './patience.ts';
import { type Place, recordsOf, resultOf } from './result.ts';
import { sendAll } from './send.ts';

export interface CloudRunOptions {
  readonly uploads: string;
  /** Only this period's uploads. */
  readonly periode?: string | undefined;
}

/** @throws Failure when the folder cannot be used, or nothing moves any more */
export async function runOnAws(
  { uploads, periode }: CloudRunOptions,
  cloud: Cloud,
  progress: Progress,
  clock: Clock = CLOCK,
): Promise<RunResult> {
  const started = clock.now();
  // Results that a run on this machine has left there are no uploads.
  const listing = await listUploads(uploads, resolve('cakupan-out'));
  const files = listing.files.filter(({ key }) => periode === undefined || key.startsWith(`${periode}/`));
  const regions = await readRegions();
  const periodeOf = (key: string) => readKey(key, regions).periode ?? null;
  // What was before is looked at before anything is sent.
  const follow = await follower(cloud, progress, clock);
  const before = await cloud.registry.periods();

  progress.stage(
    'upload',
    files.length,
    files.reduce((sum, { state }) => sum + state.size, 0),
  );
  const sent = await sendAll(uploads, files, periodeOf, cloud, progress);
  const due = sent.placed.filter((one) => one.due);
  if (due.length > 0) progress.stage('read', due.length, 0);
  const { records, overtaken, failed } = await followUploads(due, follow);
  const concerned = sent.placed.flatMap((one) => one.periode ?? []);
  const goals = goalsOf(before, await cloud.registry.periods(), records, concerned);
  const unpublished = await followPeriods(goals, follow);
  progress.end();
  const keys = files.map(({ key }) => ({ key, periode: periodeOf(key) }));
  const known = await recordsOf(keys, [...goals.keys()], cloud);
  return resultOf(
    {
      keys,
      records: known,
      read: records,
      before,
      periods: [...goals.keys()],
      failed: [...sent.failed, ...failed],
      unpublished,
      notices: [
        ...listing.notices,
        ...sent.changing.map(changingNotice),
        ...overtaken.map(overtakenNotice),
        ...elsewhere(
          known.filter(({ periode }) => periode !== null && concerned.includes(periode)),
          keys,
        ),
      ],
      seconds: (clock.now() - started) / 1000,
    },
    cloud,
  );
}

function changingNotice(key: string): Sentence {
  return {
    id: `${key}: berkas berubah atau hilang saat dikirim; isinya belum terkirim. Jalankan lagi setelah berkas selesai disalin.`,
    en: `${key}: the file changed or vanished while it was sent; nothing of it was. Run again once it has been copied.`,
  };
}

function overtakenNotice(key: string): Sentence {
  return {
    id: `${key}: sudah diganti atau dihapus orang lain di bucket sebelum diperiksa; yang terbaru yang berlaku.`,
    en: `${key}: someone else has replaced or removed it in the bucket before it was checked; what is newest counts.`,
  };
}

/** Files that count and are not in the folder: nothing is withdrawn by leaving it out. */
function elsewhere(records: readonly KeyRecord[], keys: readonly Place[]): Sentence[] {
  const here = new Set(keys.map(({ key }) => key));
  const counts = new Map<string, number>();
  for (const { key, periode, withdrawn } of records) {
    if (periode === null || withdrawn || here.has(key)) continue;
    counts.set(periode, (counts.get(periode) ?? 0) + 1);
  }
  return [...counts].sort().map(([periode, count]) => ({
    id: `${periode}: bucket memuat ${count} berkas lain yang tidak ada di folder ini; semuanya tetap dihitung. Untuk menarik satu berkas, hapus berkas itu di bucket unggahan.`,
    en: `${periode}: the bucket holds ${count} other files that are not in this folder; they all count as before. To withdraw one, delete it in the upload bucket.`,
  }));
}
