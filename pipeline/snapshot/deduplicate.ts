/**
 * One person, one claim: decides which claims count (data contract, section 4). The step `Deduplicate`, for some shards.
 * The kernel decides (kernel/deciding.ts); here it is given its claims.
 */
import { CLAIM_WORDS, SHARDS } from '../claim.ts';
import type { Overlaps } from '../contracts/plan.ts';
import type { Deduplicated, Task } from '../contracts/steps.ts';
import { blocksOf } from '../decided.ts';
import { Grouped, SideBySide } from '../grouped.ts';
import { inTurn } from '../in-turn.ts';
import { instantiate, type Memory } from '../kernels.ts';
import type { Bytes, ObjectStore, Ports } from '../ports.ts';
import { Spare } from '../spare.ts';
import { overlapsBytes, overlapsKey } from './overlaps.ts';
import { readPlan } from './plan.ts';

/** Where a task's decisions lie. */
export const partKey = (plan: string, part: number) => `${plan}/part-${String(part).padStart(3, '0')}.decided`;

export async function deduplicate(task: Task, ports: Ports): Promise<Deduplicated> {
  const { slots, opened } = await openSegments(task, ports.work);
  const desk = Desk.borrow(ports);
  try {
    const { claims, people, overlaps } = await desk.decide(task, slots, opened);
    await ports.work.write(partKey(task.plan, task.part), desk.layOut());
    await ports.work.write(overlapsKey(task.plan, task.part), overlapsBytes(overlaps));
    return { part: task.part, claims, people };
  } finally {
    desk.release();
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

/** The functions of kernel/deciding.ts. */
interface Exports extends Memory {
  roomForClaims(claims: number, blocks: number): number;
  roomForSegments(segments: number): number;
  take(bytes: number): number;
  decide(pieces: number, segments: number, shards: number): number;
  layOutDecisions(blocks: number): number;
  decisions(): number;
}

const FUNCTIONS = ['roomForClaims', 'roomForSegments', 'take', 'decide', 'layOutDecisions', 'decisions'] as const;

/** What one task works with. */
class Desk {
  readonly #module: WebAssembly.Module;
  readonly #kernel: Exports;
  readonly #blocks: number;
  readonly #claims = new SideBySide((words) => this.#roomForClaims(words));
  /** Where the claims lie; where it stands where those of each segment do, and for how many bytes there is room. */
  #claimsAt = 0;
  #pieces = 0;
  #piecesRoom = 0;

  private constructor({ kernel, regions }: Pick<Ports, 'kernel' | 'regions'>) {
    this.#module = kernel;
    this.#blocks = blocksOf(regions.count);
    this.#kernel = instantiate<Exports>(kernel, FUNCTIONS, { moved: () => {} });
  }

  static readonly #spare = new WeakMap<WebAssembly.Module, Spare<Desk>>();

  /** One that nobody uses. Give it back with `release`: the next task works in its memory. */
  static borrow(ports: Pick<Ports, 'kernel' | 'regions'>): Desk {
    return Desk.#spare.get(ports.kernel)?.take() ?? new Desk(ports);
  }

  release(): void {
    const spare = Desk.#spare.get(this.#module) ?? new Spare<Desk>();
    Desk.#spare.set(this.#module, spare);
    spare.give(this);
  }

  /** Decides of every claim of a task how it is counted. @param slots of the segments, which are opened in the order of reading */
  async decide(
    { from, to }: Task,
    slots: readonly string[],
    opened: readonly Grouped[],
  ): Promise<{ claims: number; people: number; overlaps: Overlaps[] }> {
    await this.#claims.read(opened, from, to);
    const width = to - from + 2;
    const bytes = opened.length * width * 4;
    if (bytes > this.#piecesRoom) {
      this.#pieces = this.#kernel.take(bytes);
      this.#piecesRoom = bytes;
    }
    const segments = this.#kernel.roomForSegments(opened.length);
    const words = new Int32Array(this.#kernel.memory.buffer);
    const territories = new Map<string | undefined, number>();
    let claims = 0;
    opened.forEach(({ offsets }, i) => {
      const place = (this.#pieces >> 2) + i * width;
      words[place] = this.#claimsAt + claims * CLAIM_WORDS * 4; // one segment's behind the other's
      words.set(offsets.subarray(from, to + 1), place + 1);
      claims += offsets[to]! - offsets[from]!;
      const territory = slots[i]!.split('/')[1];
      if (!territories.has(territory)) territories.set(territory, territories.size);
      words[(segments >> 2) + i * 3] = territories.get(territory)!;
    });
    const people = this.#kernel.decide(this.#pieces, opened.length, to - from);
    const counted = new Int32Array(this.#kernel.memory.buffer, segments, opened.length * 3);
    const overlaps = slots.map((slot, i) => ({ [slot]: { sendiri: counted[i * 3 + 1]!, lain: counted[i * 3 + 2]! } }));
    return { claims, people, overlaps };
  }

  /** The decisions as one object, good until the next task. */
  layOut(): Bytes {
    const bytes = this.#kernel.layOutDecisions(this.#blocks);
    return new Uint8Array(this.#kernel.memory.buffer, this.#kernel.decisions(), bytes);
  }

  #roomForClaims(words: number): Uint32Array<ArrayBuffer> {
    this.#claimsAt = this.#kernel.roomForClaims(words / CLAIM_WORDS, this.#blocks);
    return new Uint32Array(this.#kernel.memory.buffer, this.#claimsAt, words);
  }
}
