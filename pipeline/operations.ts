/**
 * What a person may do to a period or a slot: vouch for a held correction, take a revision back, release the period, ask for
 * a new run. Each decides in the table alone; the publisher that is started afterwards does the rest.
 */
import { Manifest } from './contracts/published.ts';
import { vouch, withdrawal } from './history.ts';
import { inTurn } from './in-turn.ts';
import { reportRoot, writeReport } from './ingest/report.ts';
import type { ObjectStore } from './ports.ts';
import { announce, type RegisterPorts } from './register.ts';
import type { KeyRecord, LogEntry, PeriodRecord } from './registry.ts';
import type { Sentence } from './rules/codes.ts';
import { byBytes } from './rules/keys.ts';
import { catchUp } from './snapshot/pointers.ts';
import { readIfStored } from './stored.ts';

/** What was asked for cannot be done, in words for whoever asked; nothing was changed. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly sentence: Sentence;

  constructor(sentence: Sentence) {
    super(sentence.en);
    this.sentence = sentence;
  }
}

/** Who asks, and why. */
export interface Asked {
  readonly who: string;
  readonly reason: string;
}

/**
 * The held version of a slot takes the place of the one in force.
 * @returns the periods to publish
 * @throws Refused when nothing is held there
 */
export async function accept(slot: string, ports: RegisterPorts): Promise<string[]> {
  const { registry } = ports;
  const periode = slot.split('/')[0] ?? '';
  const records = (await registry.keys(periode))
    .filter((record) => record.slot === slot || record.key === slot)
    .sort((a, b) => byBytes(a.key, b.key)); // of two keys of a slot the first one holds it
  const known = records.find(({ held }) => held !== null);
  if (!known?.held) throw refused(records.length === 0 ? NO_SLOT(slot) : NOTHING_HELD(slot));
  const state = vouch(known, known.held.version);
  await writeReport(known.held, state, ports);
  const next: KeyRecord = { ...known, ...state, changed: ports.now(), edition: known.edition + 1 };
  await registry.save(next);
  return (await announce(known.held, next, registry)).periods;
}

/**
 * Makes an earlier revision current again and holds the period: uploads are accepted, but nothing is published.
 * @throws Refused when there is no such revision, it is current already, or a publisher is at work
 */
export async function rollback(periode: string, revision: string, asked: Asked, ports: RegisterPorts): Promise<void> {
  if (asked.reason.trim() === '') throw refused(NO_REASON);
  const { snapshots, sha256 } = ports;
  const known = await knownPeriod(periode, ports);
  const exact = await snapshots.read(`${periode}/${revision}/exact/manifest.json`);
  const open = await snapshots.read(`${periode}/${revision}/public/manifest.json`);
  const manifest = await readIfStored(snapshots, `${periode}/${revision}/exact/manifest.json`, Manifest);
  if (!exact || !open || !manifest || !known.current) throw refused(NO_REVISION(periode, revision, known));
  await under(periode, ports, async ({ token, current, last }) => {
    if (!current || current.revision === revision) throw refused(IS_CURRENT(periode, revision));
    const hash = (bytes: Uint8Array) => {
      const one = sha256();
      one.update(bytes);
      return one.hex();
    };
    const at = ports.now();
    const entry: LogEntry = {
      ...{ token, at, kind: 'kembali', revision, previous: current.revision, manifest: hash(exact) },
      ...by(asked),
    };
    return {
      current: {
        ...{ revision, inputs: manifest.inputs, manifest: hash(exact), publicManifest: hash(open), publishedAt: at },
        generation: current.generation,
      },
      ...{ last, hold: { ...by(asked), at }, entry, changed: false },
    };
  });
}

/**
 * Lifts the hold: what came meanwhile is published.
 * @throws Refused when the period is not on hold, or a publisher is at work
 */
export async function release(periode: string, asked: Asked, ports: RegisterPorts): Promise<void> {
  await knownPeriod(periode, ports);
  await under(periode, ports, async ({ token, current, last, hold }) => {
    if (!hold) throw refused(NOT_HELD(periode));
    const revision = current?.revision ?? null;
    const entry: LogEntry = {
      ...{ token, at: ports.now(), kind: 'lepas', revision, previous: revision, manifest: current?.manifest ?? null },
      ...by(asked),
    };
    return { current, last, hold: null, entry, changed: true };
  });
}

/** @throws Refused when the period is not known */
export async function askRerun(periode: string, ports: RegisterPorts): Promise<KeyRecord[]> {
  await knownPeriod(periode, ports);
  await ports.registry.askRerun(periode);
  return ports.registry.keys(periode);
}

/** What a purge removed. */
export interface Purged {
  readonly keys: readonly string[];
  readonly versions: number;
  /** Objects of runs and plans, and of reports with the rejected rows. */
  readonly runs: number;
  readonly reports: number;
}

/**
 * Removes everything that holds or derives from personal data of a slot, or of a whole period; published counts stay. A slot
 * leaves the numbers at the next revision. A period is held, so that none is made of what is left.
 * @param slot undefined for the whole period
 * @throws Refused when there is no such slot or period, or a publisher is at work
 */
export async function purge(
  periode: string,
  slot: string | undefined,
  asked: Asked,
  ports: RegisterPorts,
): Promise<Purged> {
  const { registry, uploads, work, reports } = ports;
  await knownPeriod(periode, ports);
  const records = (await registry.keys(periode)).filter((record) => slot === undefined || record.slot === slot);
  if (slot !== undefined && records.length === 0) throw refused(NO_SLOT(slot));
  let [versions, runs, reported] = [0, 0, 0];
  const remove = async () => {
    for (const known of records) {
      const next = { ...known, ...withdrawal(known), changed: ports.now(), edition: known.edition + 1 };
      if (!known.withdrawn) await registry.save(next);
      versions += await uploads.erase(known.key);
      reported += await removeAll(reports, `${reportRoot(known, ports)}/`);
    }
    const slots = slot === undefined ? [`${periode}/`] : [`${slot}/`];
    for (const one of slots) runs += await removeAll(work, `runs/${one}`);
    runs += await removeAll(work, `plans/${periode}/`);
  };
  await under(periode, ports, async ({ token, current, last, hold }) => {
    if (slot !== undefined) await remove();
    const at = ports.now();
    const revision = current?.revision ?? null;
    const entry: LogEntry = {
      ...{ token, at, kind: 'hapus', revision, previous: revision, manifest: current?.manifest ?? null },
      ...by(asked),
    };
    return {
      current,
      last,
      hold: slot === undefined ? { ...by(asked), at } : hold,
      entry,
      changed: slot !== undefined,
    };
  });
  // A period is held before anything of it goes: should this die half-way, nothing is made of what is left.
  if (slot === undefined) await remove();
  return { keys: records.map(({ key }) => key), versions, runs, reports: reported };
}

async function removeAll(store: ObjectStore, prefix: string): Promise<number> {
  const keys = await store.list(prefix);
  await inTurn(keys, (key) => store.delete(key));
  return keys.length;
}

/** Does something as the only one at work on a period; whatever goes wrong, the lease is given back. */
async function under(
  periode: string,
  ports: RegisterPorts,
  decide: (period: PeriodRecord) => Promise<Parameters<RegisterPorts['registry']['settle']>[2]>,
): Promise<void> {
  const { registry, execution } = ports;
  const leased = await registry.lease(periode, execution);
  if (!leased) throw refused(BUSY(periode));
  try {
    await catchUp(periode, ports); // what was done last may not be in the changelog yet
    await registry.settle(periode, leased.token, await decide(leased));
  } catch (error) {
    await registry.release(periode, execution);
    throw error;
  }
  await catchUp(periode, ports);
}

async function knownPeriod(periode: string, { registry }: RegisterPorts): Promise<PeriodRecord> {
  const known = await registry.period(periode);
  if (!known) throw refused(NO_PERIOD(periode));
  return known;
}

/** Nothing else that comes with it. */
function by({ who, reason }: Asked): Asked {
  return { who, reason };
}

function refused(sentence: Sentence): Refused {
  return new Refused(sentence);
}

const NO_SLOT = (slot: string): Sentence => ({
  id: `Tidak ada slot ${slot}. Lihat daftarnya dengan cakupan status.`,
  en: `There is no slot ${slot}. See the list with cakupan status.`,
});
const NOTHING_HELD = (slot: string): Sentence => ({
  id: `Tidak ada yang ditahan di ${slot}: versi terbarunya sudah berlaku, atau ditolak karena sebab lain (lihat laporannya).`,
  en: `Nothing is held at ${slot}: its newest version is in force already, or was rejected for another reason (see its report).`,
});
const NO_PERIOD = (periode: string): Sentence => ({
  id: `Periode ${periode} tidak dikenal: belum ada unggahan untuknya.`,
  en: `Period ${periode} is not known: nothing was ever uploaded for it.`,
});
const NO_REVISION = (periode: string, revision: string, { current, last }: PeriodRecord): Sentence => ({
  id: `Revisi ${revision} dari ${periode} tidak ada. ${current ? `Yang berlaku ${current.revision}, yang terbaru r${last}.` : 'Belum ada yang terbit.'}`,
  en: `There is no revision ${revision} of ${periode}. ${current ? `${current.revision} is current, r${last} the newest.` : 'Nothing is published yet.'}`,
});
const NO_REASON: Sentence = {
  id: 'Sebutkan alasannya dengan --reason: ia tercatat dalam riwayat perubahan.',
  en: 'Say why with --reason: it is kept in the changelog.',
};
const IS_CURRENT = (periode: string, revision: string): Sentence => ({
  id: `${revision} dari ${periode} sudah berlaku; tidak ada yang diubah.`,
  en: `${revision} of ${periode} is current already; nothing was changed.`,
});
const NOT_HELD = (periode: string): Sentence => ({
  id: `Periode ${periode} tidak sedang ditahan; tidak ada yang perlu dilepas.`,
  en: `Period ${periode} is not on hold; there is nothing to release.`,
});
const BUSY = (periode: string): Sentence => ({
  id: `Periode ${periode} sedang diterbitkan. Tunggu sampai selesai (lihat cakupan status), lalu ulangi; belum ada yang diubah.`,
  en: `Period ${periode} is being published. Wait until that is done (see cakupan status) and try again; nothing was changed.`,
});
