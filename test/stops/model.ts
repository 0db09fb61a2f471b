/**
 * What a few periods come to, in a few lines: which version of each key counts, who holds which period, and how many people
 * there are. It knows nothing of events, leases, revisions or files.
 */

/** What a version holds: so many people, or so large a target; 0 for one that is rejected. */
export interface Version {
  readonly name: string;
  readonly rows: number;
}

export interface Known {
  readonly seen: Version;
  readonly accepted: Version | null;
  readonly held: Version | null;
  readonly withdrawn: boolean;
}

export class Model {
  readonly keys = new Map<string, Known>();
  /** Periods that nothing is published of. */
  readonly holds = new Set<string>();

  /** Each version that passes takes the place of the one before, unless it is a list of people less than half as long. */
  put(key: string, version: Version): void {
    const { accepted = null, held = null } = this.keys.get(key) ?? {};
    const isShort = jenisOf(key) === 'peserta' && accepted !== null && 2 * version.rows < accepted.rows;
    const next =
      version.rows === 0
        ? { accepted, held }
        : isShort
          ? { accepted, held: version }
          : { accepted: version, held: null };
    this.keys.set(key, { seen: version, ...next, withdrawn: false });
  }

  remove(key: string): void {
    const known = this.keys.get(key);
    if (known) this.keys.set(key, { seen: known.seen, accepted: null, held: null, withdrawn: true });
  }

  /** @returns whether something was held there */
  accept(slot: string): boolean {
    const [key, known] = this.#sorted().find(([key, { held }]) => held !== null && slotOf(key) === slot) ?? [];
    if (key === undefined || !known) return false;
    this.keys.set(key, { ...known, accepted: known.held, held: null });
    return true;
  }

  /** @returns whether the period was on hold */
  release(periode: string): boolean {
    return this.holds.delete(periode);
  }

  /** @param slot undefined for the whole period; @returns whether there is anything */
  purge(periode: string, slot: string | undefined): boolean {
    const keys = [...this.keys.keys()].filter((key) =>
      slot === undefined ? periodOf(key) === periode : slotOf(key) === slot,
    );
    for (const key of keys) this.remove(key);
    if (slot === undefined && keys.length > 0) this.holds.add(periode);
    return keys.length > 0;
  }

  isKnown(periode: string): boolean {
    return [...this.keys.keys()].some((key) => periodOf(key) === periode);
  }

  /** The rows in force of every slot of a period: of two keys the first in byte order that has any holds it. */
  slots(periode: string): Map<string, number> {
    const found = new Map<string, number>();
    for (const [key, { accepted }] of this.#sorted()) {
      if (periodOf(key) !== periode || accepted === null || found.has(slotOf(key))) continue;
      found.set(slotOf(key), accepted.rows);
    }
    return found;
  }

  /** Lists of one region hold the same people, numbered from 1. */
  people(periode: string, wilayah: string): { terdata: number; klaim: number } {
    const lists = [...this.slots(periode)]
      .filter(([slot]) => slot.split('/')[1] === wilayah && jenisOf(slot) === 'peserta')
      .map(([, rows]) => rows);
    return { terdata: Math.max(0, ...lists), klaim: lists.reduce((sum, rows) => sum + rows, 0) };
  }

  /** The target of the latest period, up to this one, that has any. */
  potensi(periode: string, wilayah: string): number | undefined {
    const periods = [...new Set([...this.keys.keys()].map(periodOf))].filter((one) => one <= periode).sort();
    return periods
      .map((one) => this.slots(one).get(`${one}/${wilayah}/target`))
      .findLast((potensi) => potensi !== undefined);
  }

  #sorted(): [string, Known][] {
    return [...this.keys].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

export function periodOf(key: string): string {
  return key.slice(0, '2023-08'.length);
}

/** `2023-08/81.71/peserta.csv` names the slot `2023-08/8171/peserta`. */
export function slotOf(key: string): string {
  const [periode = '', wilayah = '', name = ''] = key.split('/');
  return [periode, wilayah.replace('.', ''), name.replace('.csv', '')].join('/');
}

export function jenisOf(key: string): string {
  return /(peserta|target|komitmen)/.exec(key)?.[0] ?? '';
}
