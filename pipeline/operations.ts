/**
 * What a person may do to a period or a slot: vouch for a held correction, take a revision back, release the period, ask for
 * a new run. Each decides in the table alone; the publisher that is started afterwards does the rest.
 */
import { Manifest } from './contracts/published.ts';
import type { Outcome } from './contracts/steps.ts';
import { hashOf } from './hash.ts';
import { vouch, withdrawal } from './history.ts';
import { inTurn } from './in-turn.ts';
import { reportRoot, writeReport } from './ingest/report.ts';
import { Conflict, type ObjectStore } from './ports.ts';
import { announce, keepReport, type RegisterPorts } from './register.ts';
import type { KeyRecord, LogEntry, PeriodRecord, Settled } from './registry.ts';
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

/** What a person's deed may use: no key of the pseudonyms is among it. */
export type OperationPorts = Pick<
  RegisterPorts,
  'registry' | 'uploads' | 'work' | 'reports' | 'snapshots' | 'sha256' | 'execution' | 'now'
>;

/** Who asks, and why. */
export interface Asked {
  readonly who: string;
  readonly reason: string;
}

/**
 * The held version of a slot takes the place of the one in force.
 * @returns the periods to publish
 * @throws Refused when nothing is held there, or something newer comes in that very moment
 */
export async function accept(slot: string, ports: OperationPorts): Promise<string[]> {
  const { registry } = ports;
  const meant = await heldAt(slot, ports);
  for (let known = meant; known.held.version === meant.held.version; known = await heldAt(slot, ports)) {
    const state = vouch(known, known.held.version);
    await writeReport(known.held, state, ports);
    const next: KeyRecord = { ...known, ...state, changed: ports.now(), edition: known.edition + 1 };
    try {
      await registry.save(next);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      await keepReport(known, undefined, ports, known.held); // not in force after all, or by another's deed
      continue;
    }
    await keepReport(next, next.edition, ports, known.held);
    return (await announce(known.held, next, registry)).periods;
  }
  throw refused(HELD_ANEW(slot));
}

async function heldAt(slot: string, { registry }: OperationPorts): Promise<KeyRecord & { held: Outcome }> {
  const records = (await registry.keys(slot.split('/')[0] ?? ''))
    .filter((one) => one.slot === slot || one.key === slot)
    .sort((a, b) => byBytes(a.key, b.key)); // of two keys of a slot the first one holds it
  for (const record of records) if (record.held) return { ...record, held: record.held };
  throw refused(records.length === 0 ? NO_SLOT(slot) : NOTHING_HELD(slot));
}

/**
 * Makes an earlier revision current again and holds the period: uploads are accepted, but nothing is published.
 * @throws Refused when there is no such revision, it is current already, or a publisher is at work
 */
export async function rollback(periode: string, revision: string, asked: Asked, ports: OperationPorts): Promise<void> {
  if (asked.reason.trim() === '') throw refused(NO_REASON);
  const { snapshots } = ports;
  const known = await knownPeriod(periode, ports);
  const exact = await snapshots.read(`${periode}/${revision}/exact/manifest.json`);
  const open = await snapshots.read(`${periode}/${revision}/public/manifest.json`);
  const manifest = await readIfStored(snapshots, `${periode}/${revision}/exact/manifest.json`, Manifest);
  if (!exact || !open || !manifest || !known.current) throw refused(NO_REVISION(periode, revision, known));
  await under(periode, ports, async ({ token, current, last }) => {
    if (!current || current.revision === revision) throw refused(IS_CURRENT(periode, revision));
    const at = ports.now();
    const entry: LogEntry = {
      ...{ token, at, kind: 'kembali', revision, previous: current.revision, manifest: hashOf(exact, ports) },
      ...by(asked),
    };
    return {
      current: {
        ...{
          revision,
          inputs: manifest.inputs,
          manifest: hashOf(exact, ports),
          publicManifest: hashOf(open, ports),
          publishedAt: at,
        },
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
export async function release(periode: string, asked: Asked, ports: OperationPorts): Promise<void> {
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
export async function askRerun(periode: string, ports: OperationPorts): Promise<KeyRecord[]> {
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
  /** What is to be published anew: its own period, and every later one for which a target or commitment of it stood. */
  readonly periods: readonly string[];
}

/**
 * Removes everything that holds or derives from personal data of a slot, or of a whole period; published counts stay. A slot
 * leaves the numbers at the next revision. A period is held, so that none is made of what is left.
 * @param slot undefined for the whole period
 * @param strays upload keys of it that the table may not know: passed over, or still to be registered
 * @throws Refused when there is no such slot or period, or a publisher is at work
 */
export async function purge(
  periode: string,
  slot: string | undefined,
  asked: Asked,
  ports: OperationPorts,
  strays: readonly string[] = [],
): Promise<Purged> {
  if (asked.reason.trim() === '') throw refused(NO_REASON);
  const { registry, uploads, work, reports, execution } = ports;
  await knownPeriod(periode, ports);
  const records = (await registry.keys(periode)).filter((record) => slot === undefined || record.slot === slot);
  if (slot !== undefined && records.length + strays.length === 0) throw refused(NO_SLOT(slot));
  const keys = [...new Set([...records.map(({ key }) => key), ...strays])];
  let [versions, runs, reported] = [0, 0, 0];
  const remove = async (token: number) => {
    // Nobody may compute with what goes. The lease is taken anew for every key: there may be much to remove.
    const go = async () => {
      if (!(await registry.renew(periode, token, execution))) throw new Conflict(`another has taken over ${periode}`);
    };
    for (const known of records) await withdrawIn(known, ports);
    for (const key of keys) {
      await go();
      versions += await uploads.erase(key);
    }
    await go();
    const folder = slot === undefined ? `${periode}/` : `${slot}/`;
    const roots = records.filter((known) => known.slot === null).map((known) => `${reportRoot(known, ports)}/`);
    for (const one of [folder, ...roots]) reported += await removeAll(reports, one);
    runs += await removeAll(work, `runs/${folder}`);
    runs += await removeAll(work, `plans/${periode}/`);
  };
  const decide = async ({ token, current, last, hold }: PeriodRecord): Promise<Settled> => {
    if (slot !== undefined) await remove(token);
    const at = ports.now();
    const revision = current?.revision ?? null;
    const entry: LogEntry = {
      ...{ token, at, kind: 'hapus', revision, previous: revision, manifest: current?.manifest ?? null },
      ...by(asked),
    };
    const isWhole = slot === undefined;
    return { current, last, hold: isWhole ? { ...by(asked), at } : hold, entry, changed: !isWhole };
  };
  await under(periode, ports, decide, slot === undefined ? BUSY : CUT_SHORT);
  if (slot === undefined) await alone(periode, ports, ({ token }) => remove(token));
  const standing = records.filter(({ jenis, withdrawn }) => !withdrawn && jenis !== null && jenis !== 'peserta');
  const told: string[] = [];
  for (const known of standing) told.push(...(await announce(known.seen, known, registry)).periods);
  return { keys, versions, runs, reports: reported, periods: [...new Set([periode, ...told])].sort() };
}

/** A period is held before anything of it goes: should this die half-way, nothing is made of what is left. */
async function alone(
  periode: string,
  { registry, execution }: OperationPorts,
  act: (period: PeriodRecord) => Promise<void>,
): Promise<void> {
  const leased = await registry.lease(periode, execution);
  if (!leased) throw refused(CUT_SHORT(periode));
  try {
    await act(leased);
  } catch (error) {
    throw error instanceof Conflict ? refused(CUT_SHORT(periode)) : error;
  } finally {
    await registry.release(periode, execution);
  }
}

/** Withdraws a key, whoever else changes its record meanwhile. */
async function withdrawIn(known: KeyRecord, { registry, now }: OperationPorts): Promise<void> {
  for (let is: KeyRecord | undefined = known; is && !is.withdrawn; is = await registry.key(known.periode, known.key)) {
    try {
      return await registry.save({ ...is, ...withdrawal(is), changed: now(), edition: is.edition + 1 });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
}

async function removeAll(store: ObjectStore, prefix: string): Promise<number> {
  const keys = await store.list(prefix);
  await inTurn(keys, (key) => store.delete(key));
  return keys.length;
}

/**
 * Does something as the only one at work on a period; whatever goes wrong, the lease is given back.
 * @param overtaken what is said when somebody else has taken over meanwhile
 */
async function under(
  periode: string,
  ports: OperationPorts,
  decide: (period: PeriodRecord) => Promise<Settled>,
  overtaken: (periode: string) => Sentence = BUSY,
): Promise<void> {
  const { registry, execution } = ports;
  const leased = await registry.lease(periode, execution);
  if (!leased) throw refused(BUSY(periode));
  try {
    await catchUp(periode, ports); // what was done last may not be in the changelog yet
    await registry.settle(periode, leased.token, await decide(leased));
  } catch (error) {
    await registry.release(periode, execution);
    throw error instanceof Conflict ? refused(overtaken(periode)) : error;
  }
  await catchUp(periode, ports);
}

async function knownPeriod(periode: string, { registry }: OperationPorts): Promise<PeriodRecord> {
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
const HELD_ANEW = (slot: string): Sentence => ({
  id: `Baru saja datang unggahan lain di ${slot}; belum ada yang diberlakukan. Lihat laporannya, lalu ulangi bila masih ditahan.`,
  en: `Another upload has just come at ${slot}; nothing was accepted. See its report, and try again if it is held too.`,
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
const CUT_SHORT = (periode: string): Sentence => ({
  id: `Penghapusan di ${periode} terhenti di tengah jalan: periode itu diambil alih penerbit lain. Tunggu sampai selesai (lihat cakupan status), lalu ulangi untuk menghapus sisanya.`,
  en: `The removal in ${periode} stopped half-way: another publisher has taken the period over. Wait until that is done (see cakupan status) and try again, to remove what is left.`,
});
