/**
 * Checks a file before it is uploaded, by reading it exactly as the step `Ingest` does. Nothing is written, sent or kept:
 * it runs in a clerk's browser as well as on the command line.
 */
import { SHARDS } from './claim.ts';
import type { Report } from './contracts/report.ts';
import { Run } from './contracts/run.ts';
import { Grouped } from './grouped.ts';
import { MemoryObjects, Picked } from './in-memory.ts';
import { ingest } from './ingest/ingest.ts';
import { compose } from './ingest/report.ts';
import { People, type Repeated } from './people.ts';
import type { Cipher, Ports } from './ports.ts';
import type { FileCode } from './rules/codes.ts';
import { requiredColumns } from './rules/columns.ts';
import { readIfStored } from './stored.ts';

/** The ports less what a check brings itself: stores, key and hash. */
export type CheckPorts = Omit<
  Ports,
  'uploads' | 'work' | 'reports' | 'snapshots' | 'cipher' | 'sha256' | 'progress'
> & {
  readonly progress?: Ports['progress'];
  /** Whether what would lie beside the report (the rejected rows) is wanted; it is unless told otherwise. */
  readonly keepsFiles?: boolean;
  /** Where the people of several files are counted together; without it they are not counted. */
  readonly people?: People;
};

export interface Checked {
  /** The upload key that the file was judged under. */
  readonly key: string;
  /** What `report.json` would hold. */
  readonly report: Report;
  /** What would lie beside it, by name. */
  readonly files: ReadonlyMap<string, Blob>;
  /** The report if it were rejected for something that does not show in the file itself. */
  readonly refused: (kode: FileCode) => Report;
  /** People who stand in it, or in it and in a file before, more than once; they count once. */
  readonly repeated: Repeated;
}

/** Stands for a version, which only an upload has. */
const VERSION = 'belum-dikirim';

/**
 * @param keys what the file may be uploaded as: one key, or one for each jenis where only its header can tell; the first
 *   whose header is found counts, else the one that most columns speak for
 * @throws Error for a key that is passed over in silence
 */
export async function check(keys: readonly string[], content: Blob, ports: CheckPorts): Promise<Checked> {
  let best: Judgement | undefined;
  for (const key of keys) {
    const one = await judge(key, content, ports);
    if (!best || one.recognised > best.recognised) best = one;
    if (one.checked.report.kode !== 'HEADER_NOT_FOUND') return one.checked;
  }
  if (!best) throw new Error('there is no key to check a file under');
  return best.checked;
}

interface Judgement {
  readonly checked: Checked;
  /** Without a header: how many of the required columns the best candidate has. */
  readonly recognised: number;
}

async function judge(key: string, content: Blob, ports: CheckPorts): Promise<Judgement> {
  const work = new MemoryObjects((name) => ports.people !== undefined || name.endsWith('.json'));
  const reports = new MemoryObjects(() => ports.keepsFiles ?? true);
  const outcome = await ingest(
    { kind: 'created', key, version: VERSION },
    {
      progress: () => {},
      ...ports,
      uploads: new Picked(key, content),
      work,
      reports,
      snapshots: new MemoryObjects(() => false),
      cipher: PLAIN,
      sha256: () => NO_HASH,
    },
  );
  if ('passedOver' in outcome) throw new Error(`${key} is passed over: ${outcome.passedOver}`);
  const run = outcome.run === null ? undefined : await readIfStored(work, outcome.run, Run);
  const reported = (kode: FileCode | null) =>
    compose({ ...outcome, kode }, run, { seen: outcome, accepted: null, held: null });
  const files = [...reports.objects].map(([name, blob]) => [name.slice(name.lastIndexOf('/') + 1), blob] as const);
  const recognised = run ? requiredColumns(run.jenis).length - (run.rincian.missing?.length ?? 0) : 0;
  return {
    checked: {
      ...{ key, report: reported(outcome.kode), files: new Map(files), refused: reported },
      repeated: await repeated(run, work, ports.people),
    },
    recognised,
  };
}

async function repeated(run: Run | undefined, work: MemoryObjects, people = new People()): Promise<Repeated> {
  people.begin();
  for (const { key } of run?.segments ?? []) {
    if (await work.head(key)) people.add(await (await Grouped.open(work, key, SHARDS, true)).read(0, SHARDS));
  }
  return people.repeated;
}

/** Pseudonyms protect what is kept, and nothing is. */
const PLAIN: Cipher = { keyId: 'none', encrypt: () => {} };

/** Hashes name what is stored, and nothing is. */
const NO_HASH = { update: () => {}, hex: () => '' };
