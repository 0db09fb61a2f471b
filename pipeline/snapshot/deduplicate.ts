/**
 * One person, one claim: decides which claims count (data contract, section 4). The step `Deduplicate`, for some shards.
 *
 * A NIK's claims all lie in one shard, so shards are decided one by one, each small enough for a processor's cache.
 */
import {
  CLAIM_WORDS,
  comesFirst,
  detailsOf,
  kategoriOf,
  regionOf,
  SHARDS,
  samePerson,
  statusOf,
  TAG,
} from '../claim.ts';
import type { Deduplicated, Task } from '../contracts/steps.ts';
import {
  BLOCK_BITS,
  blocksOf,
  CONFLICT_KATEGORI,
  CONFLICT_SEMUA,
  COUNTS_KATEGORI,
  COUNTS_SEMUA,
  DISAGREE_KATEGORI,
  DISAGREE_SEMUA,
  decided,
} from '../decided.ts';
import { Grouped, group, SideBySide } from '../grouped.ts';
import { inTurn } from '../in-turn.ts';
import type { Bytes, ObjectStore, Ports } from '../ports.ts';
import { Spare } from '../spare.ts';
import { OverlapCount, overlapsKey } from './overlaps.ts';
import { readPlan } from './plan.ts';

/** Stands for every kategori. */
const ANY_KATEGORI = -1;

/** Where a task's decisions lie. */
export const partKey = (plan: string, part: number) => `${plan}/part-${String(part).padStart(3, '0')}.decided`;

export async function deduplicate(task: Task, ports: Ports): Promise<Deduplicated> {
  const { slots, opened } = await openSegments(task, ports.work);
  const desk = DESKS.take() ?? new Desk();
  try {
    const pieces = await desk.claims.read(opened, task.from, task.to);
    const claims = pieces.reduce((sum, piece) => sum + piece.length, 0) / CLAIM_WORDS;
    const { shard, decisions } = desk;
    decisions.clear(claims);
    const overlaps = new OverlapCount(slots);
    let people = 0;
    for (let s = task.from; s < task.to; s++) {
      shard.clear();
      opened.forEach((segment, i) => {
        const from = segment.words(task.from, s);
        const to = segment.words(task.from, s + 1);
        if (to > from) shard.add(pieces[i]!.subarray(from, to), i);
      });
      people += shard.decide(decisions, overlaps);
    }
    await ports.work.write(partKey(task.plan, task.part), desk.layOut(claims, blocksOf(ports.regions.count)));
    await ports.work.write(overlapsKey(task.plan, task.part), overlaps.bytes());
    return { part: task.part, claims, people };
  } finally {
    DESKS.give(desk);
  }
}

/** The segments of a plan, by the slots that they are of. */
interface Segments {
  readonly slots: readonly string[];
  readonly opened: readonly Grouped[];
}

/** Those of the plan last opened in a store: its next task, in the same process, asks for none of it again. */
const OPENED = new WeakMap<ObjectStore, Segments & { readonly plan: string }>();

async function openSegments({ plan, from, to }: Task, work: ObjectStore): Promise<Segments> {
  const known = OPENED.get(work);
  if (known?.plan === plan) return known;
  const { segments } = await readPlan(plan, { work });
  const whole = from === 0 && to === SHARDS;
  const found = {
    plan,
    slots: segments.map(({ slot }) => slot),
    opened: await inTurn(segments, ({ key }) => Grouped.open(work, key, SHARDS, whole)),
  };
  if (!whole) OPENED.set(work, found); // else it holds every claim
  return found;
}

/** Memory of tasks that are done: the next one works in it. */
const DESKS = new Spare<Desk>();

/** What one task needs memory for. */
class Desk {
  readonly shard = new Shard();
  readonly decisions = new Decisions();
  readonly claims = new SideBySide();
  #out = new Uint32Array(0);

  /** The decisions as one object, good until the next task. */
  layOut(claims: number, blocks: number): Bytes {
    const words = claims + blocks + 8;
    if (this.#out.length < words) this.#out = new Uint32Array(words);
    return group(this.decisions.words, 1, claims, blocks, this.decisions.blocks, this.#out);
  }
}

/** How each claim is counted, and the block of its region. */
class Decisions {
  blocks = new Uint16Array(0);
  words = new Uint32Array(0);
  #count = 0;

  /** @param claims how many will be added at the most */
  clear(claims: number): void {
    this.#count = 0;
    if (this.words.length >= claims) return;
    this.blocks = new Uint16Array(claims);
    this.words = new Uint32Array(claims);
  }

  add(claims: Uint32Array, at: number, flags: number): void {
    const region = regionOf(claims, at);
    this.blocks[this.#count] = region >>> BLOCK_BITS;
    this.words[this.#count++] = decided(
      region,
      flags,
      detailsOf(claims, at),
      kategoriOf(claims, at),
      statusOf(claims, at),
    );
  }
}

/** The claims of one shard, in the order in which they were read: slot by slot, record by record. */
class Shard {
  #claims = new Uint32Array(0);
  #words = 0;
  /** Open addressing by pseudonym: 1 + the number of a person's first claim read. */
  #slots = new Int32Array(0);
  /** Per claim the next one of the same person, 1 + its number; 0 at the end. */
  #next = new Int32Array(0);
  /** The claims of the person at hand, by their words, and how each is counted. */
  #members = new Int32Array(16);
  #flags = new Int32Array(16);
  #count = 0;
  /** Where the claims of each segment end, words, and which one it is. */
  readonly #ends: { readonly word: number; readonly segment: number }[] = [];

  clear(): void {
    this.#words = 0;
    this.#ends.length = 0;
  }

  add(claims: Uint32Array, segment: number): void {
    if (this.#words + claims.length > this.#claims.length) {
      const larger = new Uint32Array((this.#words + claims.length) * 2);
      larger.set(this.#claims.subarray(0, this.#words));
      this.#claims = larger;
    }
    this.#claims.set(claims, this.#words);
    this.#words += claims.length;
    this.#ends.push({ word: this.#words, segment });
  }

  /** Decides of every claim how it is counted; returns the number of people. */
  decide(decisions: Decisions, overlaps: OverlapCount): number {
    const claims = this.#claims;
    const count = this.#words / CLAIM_WORDS;
    this.#link(count);
    const next = this.#next;
    let people = 0;
    for (let i = 0; i < count; i++) {
      const at = i * CLAIM_WORDS;
      if (next[i] === 0) {
        people++;
        decisions.add(claims, at, COUNTS_KATEGORI | COUNTS_SEMUA);
      } else if (next[i]! > 0) {
        people++;
        this.#decidePerson(at, decisions, overlaps);
      }
    }
    return people;
  }

  /**
   * Links the claims of each person from the first read on. Afterwards `next` is 0 for a person's only claim, the next
   * claim's number (1 up) for the first of several, and below zero for the others, whose turn comes with the first.
   */
  #link(count: number): void {
    const size = tableSize(count);
    if (this.#slots.length < size) this.#slots = new Int32Array(size);
    if (this.#next.length < count) this.#next = new Int32Array(count + (count >> 2));
    const slots = this.#slots.fill(0, 0, size);
    const next = this.#next.fill(0, 0, count);
    const claims = this.#claims;
    const mask = size - 1;
    for (let i = 0; i < count; i++) {
      const at = i * CLAIM_WORDS;
      let slot = claims[at + 1]! & mask;
      let first = slots[slot]!;
      while (first !== 0 && !samePerson(claims, (first - 1) * CLAIM_WORDS, at)) {
        slot = (slot + 1) & mask;
        first = slots[slot]!;
      }
      if (first === 0) slots[slot] = i + 1;
      else {
        next[i] = -1 - Math.max(0, next[first - 1]!); // in front of those already behind the first
        next[first - 1] = i + 1;
      }
    }
  }

  /** A person of several claims: the winner of all, and the winner within each kategori. */
  #decidePerson(first: number, decisions: Decisions, overlaps: OverlapCount): void {
    const claims = this.#claims;
    this.#gather(first);
    const winner = this.#mark(ANY_KATEGORI, COUNTS_SEMUA, CONFLICT_SEMUA, DISAGREE_SEMUA);
    const counting = this.#segmentOf(winner);
    let kategori = 0; // a bit for each that there is
    for (let i = 0; i < this.#count; i++) {
      const at = this.#members[i]!;
      kategori |= 1 << kategoriOf(claims, at);
      if (at !== winner) overlaps.add(this.#segmentOf(at), counting);
    }
    for (; kategori !== 0; kategori &= kategori - 1) {
      this.#mark(31 - Math.clz32(kategori & -kategori), COUNTS_KATEGORI, CONFLICT_KATEGORI, DISAGREE_KATEGORI);
    }
    for (let i = 0; i < this.#count; i++) decisions.add(claims, this.#members[i]!, this.#flags[i]!);
  }

  /** Puts the claims of a person side by side, as read, with no flag yet. */
  #gather(first: number): void {
    let members = 1;
    for (let i = this.#next[first / CLAIM_WORDS]!; i > 0; i = -1 - this.#next[i - 1]!) members++;
    if (members > this.#members.length) {
      this.#members = new Int32Array(members * 2);
      this.#flags = new Int32Array(members * 2);
    }
    this.#count = members;
    this.#flags.fill(0, 0, members);
    this.#members[0] = first;
    // Behind the first they are linked from the last read to the second.
    for (let i = this.#next[first / CLAIM_WORDS]!, at = members; i > 0; i = -1 - this.#next[i - 1]!) {
      this.#members[--at] = (i - 1) * CLAIM_WORDS;
    }
  }

  /** Flags the winner among the gathered claims of one kategori, or of any; returns where it lies. */
  #mark(kategori: number, counts: number, conflict: number, disagree: number): number {
    const claims = this.#claims;
    const members = this.#members;
    let best = -1;
    for (let i = 0; i < this.#count; i++) {
      if (kategori !== ANY_KATEGORI && kategoriOf(claims, members[i]!) !== kategori) continue;
      if (best < 0 || !comesFirst(claims, members[best]!, members[i]!)) best = i;
    }
    const winner = members[best]!;
    let flag = counts;
    for (let i = 0; i < this.#count; i++) {
      const at = members[i]!;
      if (kategori !== ANY_KATEGORI && kategoriOf(claims, at) !== kategori) continue;
      if (claims[at + TAG] !== claims[winner + TAG]) flag |= conflict;
      if (statusOf(claims, at) !== statusOf(claims, winner)) flag |= disagree;
    }
    this.#flags[best]! |= flag;
    return winner;
  }

  /** The segment that the claim at a word is of. */
  #segmentOf(at: number): number {
    let [from, to] = [0, this.#ends.length - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#ends[middle]!.word > at) to = middle;
      else from = middle + 1;
    }
    return this.#ends[from]!.segment;
  }
}

/** A power of two, at least twice the claims. */
function tableSize(claims: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(16, claims * 2)));
}
