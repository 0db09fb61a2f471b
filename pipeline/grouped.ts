/**
 * Fixed-width records in groups, as one object: a header that says where each group begins, then the records.
 *
 * Runs are grouped by shard and what deduplication decided by block of regions; a later step reads only the groups
 * that it needs, by byte range. The kernel lays them out (kernel/grouped.ts). All numbers are 32-bit, little-endian (as every
 * platform that runs this is).
 */
import { inTurn } from './in-turn.ts';
import { GROUPED_MAGIC, GROUPED_WORDS } from './kernel/layout.ts';
import type { ObjectStore } from './ports.ts';
import { NotFound } from './ports.ts';

/** An object of groups, opened: its header is at hand, its records are read when asked for. */
export class Grouped {
  /** Group g holds the records `offsets[g]` to `offsets[g + 1]` - 1. */
  readonly offsets: Uint32Array;
  readonly width: number;
  readonly #store: ObjectStore;
  readonly #key: string;
  /** The records, where the whole object was read at once. */
  readonly #words: Uint32Array | undefined;

  private constructor(store: ObjectStore, key: string, head: Uint32Array, words: Uint32Array | undefined) {
    this.#store = store;
    this.#key = key;
    this.width = head[1]!;
    this.offsets = head.subarray(GROUPED_WORDS);
    this.#words = words;
  }

  /**
   * @param whole whether to read everything at once: fewer requests where most of it is wanted
   * @throws NotFound when there is no such object; Error when it is no such object
   */
  static async open(store: ObjectStore, key: string, groups: number, whole: boolean): Promise<Grouped> {
    const headBytes = (GROUPED_WORDS + groups + 1) * 4;
    const bytes = await store.read(key, whole ? undefined : { start: 0, end: headBytes });
    if (!bytes) throw new NotFound(`there is no ${key}`);
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
    if (words[0] !== GROUPED_MAGIC || words[2] !== groups)
      throw new Error(`${key} is not an object of ${groups} groups`);
    const head = words.subarray(0, GROUPED_WORDS + groups + 1);
    return new Grouped(store, key, head, whole ? words.subarray(head.length) : undefined);
  }

  /** How many words the groups `from` to `to` - 1 have. */
  words(from: number, to: number): number {
    return (this.offsets[to]! - this.offsets[from]!) * this.width;
  }

  /**
   * The records of the groups `from` to `to` - 1, in order.
   * @param room where to put them; as long as they are
   */
  async read(from: number, to: number, room?: Uint32Array<ArrayBuffer>): Promise<Uint32Array> {
    const start = this.offsets[from]! * this.width;
    const end = this.offsets[to]! * this.width;
    if (this.#words) return put(this.#words.subarray(start, end), room);
    if (start === end) return new Uint32Array(0);
    const head = (GROUPED_WORDS + this.offsets.length) * 4;
    const bytes = await this.#store.read(
      this.#key,
      { start: head + start * 4, end: head + end * 4 },
      room && new Uint8Array(room.buffer, room.byteOffset, room.byteLength),
    );
    if (bytes?.byteLength !== (end - start) * 4) throw new NotFound(`${this.#key} is gone or cut off`);
    return put(new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2), room);
  }
}

/** Not every store can read to where it is told. */
function put(words: Uint32Array, room: Uint32Array | undefined): Uint32Array {
  if (!room || words.buffer === room.buffer) return words;
  room.set(words);
  return room;
}

/** Reads the same groups of several objects, one reading after another into the same memory. */
export class SideBySide {
  readonly #roomFor: (words: number) => Uint32Array<ArrayBuffer>;

  /** @param roomFor where so many words go */
  constructor(roomFor: (words: number) => Uint32Array<ArrayBuffer>) {
    this.#roomFor = roomFor;
  }

  /** The records of the groups `from` to `to` - 1, by object; good until the next reading. */
  async read(objects: readonly Grouped[], from: number, to: number): Promise<Uint32Array[]> {
    const words = objects.reduce((sum, one) => sum + one.words(from, to), 0);
    const all = this.#roomFor(words);
    let next = 0;
    const rooms = objects.map((object) => {
      const start = next;
      next += object.words(from, to);
      return { object, room: all.subarray(start, next) };
    });
    return inTurn(rooms, ({ object, room }) => object.read(from, to, room));
  }
}
