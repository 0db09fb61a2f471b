/** Stores and a table that count what is asked of them, as S3 and DynamoDB would charge for it. */
import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Bytes, Condition, ObjectStore, Sink, UploadStore } from '../../pipeline/ports.ts';

/** What was asked, in the units of the bill. */
export interface Asked {
  /** Requests of S3's dearer class (PUT, POST, and every part of a large object), of the cheaper one (GET, HEAD), and lists. */
  put: number;
  get: number;
  list: number;
  /** Bytes that came from the stores, and that went to them. */
  bytesIn: number;
  bytesOut: number;
  /** Requests to the table. */
  reads: number;
  writes: number;
  /** Request units of the table: 4 kB read consistently, 1 kB written. */
  readUnits: number;
  writeUnits: number;
}

export function nothing(): Asked {
  return { put: 0, get: 0, list: 0, bytesIn: 0, bytesOut: 0, reads: 0, writes: 0, readUnits: 0, writeUnits: 0 };
}

/** Keys in one answer to a list; a limit of S3. */
export const KEYS_PER_LIST = 1000;

/** As platform/s3.ts sends a large object. */
const PART_BYTES = 8 * 1024 * 1024;

/** One request for an object that fits into a part; else to begin, for each part, and to complete. */
export function putsOf(bytes: number): number {
  return bytes <= PART_BYTES ? 1 : 2 + Math.ceil(bytes / PART_BYTES);
}

export class CountedStore implements ObjectStore {
  readonly #store: ObjectStore;
  readonly #asked: Asked;

  constructor(store: ObjectStore, asked: Asked) {
    this.#store = store;
    this.#asked = asked;
  }

  async read(key: string, range?: { start: number; end: number }): Promise<Bytes | undefined> {
    const bytes = await this.#store.read(key, range);
    this.#asked.get++;
    this.#asked.bytesIn += bytes?.length ?? 0;
    return bytes;
  }

  async *stream(key: string): AsyncGenerator<Uint8Array> {
    this.#asked.get++;
    for await (const piece of this.#store.stream(key)) {
      this.#asked.bytesIn += piece.length;
      yield piece;
    }
  }

  async head(key: string): Promise<{ size: number; tag: string } | undefined> {
    this.#asked.get++;
    return this.#store.head(key);
  }

  async write(key: string, body: Uint8Array, condition?: Condition): Promise<void> {
    await this.#store.write(key, body, condition);
    this.#asked.put++;
    this.#asked.bytesOut += body.length;
  }

  async create(key: string): Promise<Sink> {
    const sink = await this.#store.create(key);
    let size = 0;
    return {
      write: async (piece) => {
        await sink.write(piece);
        size += piece.length;
      },
      close: async () => {
        await sink.close();
        this.#asked.put += putsOf(size);
        this.#asked.bytesOut += size;
      },
      abort: () => sink.abort(),
    };
  }

  async list(prefix: string): Promise<string[]> {
    const keys = await this.#store.list(prefix);
    this.#asked.list += Math.max(1, Math.ceil(keys.length / KEYS_PER_LIST));
    return keys;
  }

  /** S3 charges nothing for a deletion. */
  delete(key: string): Promise<void> {
    return this.#store.delete(key);
  }
}

/** Hashes what it streams, as the upload bucket does: that is part of what reading costs. */
export class CountedUploads extends CountedStore implements UploadStore {
  #content: string | null = null;

  override async *stream(key: string): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    this.#content = null;
    for await (const piece of super.stream(key)) {
      hash.update(piece);
      yield piece;
    }
    this.#content = hash.digest('hex');
  }

  contentOf(): string | null {
    return this.#content;
  }

  erase(): Promise<number> {
    return Promise.reject(new Error('no step removes an upload'));
  }
}

const READS = ['GetItemCommand', 'QueryCommand', 'ScanCommand'];

const Units = z.object({ CapacityUnits: z.number() });
const Consumed = z.object({
  output: z.object({ ConsumedCapacity: z.union([Units.transform((one) => [one]), z.array(Units)]).optional() }),
});

/** A client of the embedded table that has it say what every request costs. A condition that fails is the smallest write. */
export function countedTable(endpoint: string, asked: Asked): DynamoDBClient {
  const client = new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const isRead = READS.includes(commandName);
        asked[isRead ? 'reads' : 'writes']++;
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        let units = 1;
        try {
          const answer = await next(args);
          const told = Consumed.parse(answer).output.ConsumedCapacity;
          units = told?.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0) ?? 1;
          return answer;
        } finally {
          asked[isRead ? 'readUnits' : 'writeUnits'] += units;
        }
      },
    { step: 'initialize', name: 'countedTable' },
  );
  return client;
}
