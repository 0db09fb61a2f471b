/**
 * Loaded before the program (`--import`), in each of its threads: writes down every object that is read or written and every
 * request to the table, a line each into the file `COUNT_LOG`.
 */
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { DiskStore } from '../local/disk.ts';
import { STARTED } from '../local/start.ts';

/** One thing that was done. */
export interface Done {
  /** The folder of the store, or the table. */
  readonly where: string;
  readonly what: 'read' | 'write' | 'delete' | 'look' | 'list';
  /** Items of the table, or 1. */
  readonly items: number;
  readonly bytes: number;
}

const { COUNT_LOG = '' } = process.env;

const NOTED = new Set(['getItem', 'putItem', 'updateItem', 'query', 'batchWriteItem']);

function note(where: string, what: Done['what'], items: number, bytes: number): void {
  const done: Done = { where, what, items, bytes };
  appendFileSync(COUNT_LOG, `${JSON.stringify(done)}\n`);
}

const { read, stream, exists, head, write, create, list, delete: remove } = DiskStore.prototype;
const at = (store: DiskStore) => basename(store.root);

Object.assign(DiskStore.prototype, {
  async read(this: DiskStore, ...given: Parameters<typeof read>) {
    const bytes = await read.apply(this, given);
    if (bytes) note(at(this), 'read', 1, bytes.length);
    return bytes;
  },
  async *stream(this: DiskStore, key: string) {
    let bytes = 0;
    for await (const piece of stream.call(this, key)) {
      bytes += piece.length;
      yield piece;
    }
    note(at(this), 'read', 1, bytes);
  },
  async exists(this: DiskStore, key: string) {
    note(at(this), 'look', 1, 0);
    return exists.call(this, key);
  },
  // On one machine it reads the object, and counts as that.
  head,
  async write(this: DiskStore, ...given: Parameters<typeof write>) {
    await write.apply(this, given);
    note(at(this), 'write', 1, given[1].length);
  },
  async create(this: DiskStore, key: string) {
    const sink = await create.call(this, key);
    let bytes = 0;
    return {
      ...sink,
      write: async (piece: Uint8Array) => {
        bytes += piece.length;
        await sink.write(piece);
      },
      close: async () => {
        await sink.close();
        note(at(this), 'write', 1, bytes);
      },
    };
  },
  async list(this: DiskStore, prefix: string) {
    const keys = await list.call(this, prefix);
    note(at(this), 'list', keys.length, 0);
    return keys;
  },
  async delete(this: DiskStore, key: string) {
    note(at(this), 'delete', 1, 0);
    await remove.call(this, key);
  },
});

/** The sources run: the joined program has a store of its own. */
const SOURCES = new Map(Object.entries(STARTED));
registerHooks({
  resolve: (name, context, next) => {
    const source = SOURCES.get(/\.generated\/(\w+)\.mjs$/.exec(name)?.[1] ?? '');
    return source ? next(new URL(`../local/${source}.ts`, import.meta.url).href, context) : next(name, context);
  },
});

/** The table belongs to the main thread. What it loads as an operation of dynalite is that operation, and a note of it. */
if (isMainThread) {
  Object.assign(globalThis, { noteRequest });
  registerHooks({
    resolve: (name, context, next) => {
      const found = next(name, context);
      const [, operation] = /^dynalite\/actions\/(\w+)\.js$/.exec(name) ?? [];
      if (!operation || !NOTED.has(operation)) return found;
      const source = `import act from ${JSON.stringify(found.url)};
        export default (store, data, done) =>
          act(store, data, (error, answer) => {
            if (!error) noteRequest(${JSON.stringify(operation)}, data, Object(answer));
            done(error, answer);
          });`;
      return { url: `data:text/javascript,${encodeURIComponent(source)}`, format: 'module', shortCircuit: true };
    },
  });
}

function noteRequest(name: string, input: Record<string, unknown>, answer: Record<string, unknown>): void {
  const bytes = JSON.stringify(answer.Items ?? answer.Item ?? null).length;
  if (name === 'query') note('table', 'read', Array.isArray(answer.Items) ? answer.Items.length : 0, bytes);
  if (name === 'getItem') note('table', 'read', answer.Item ? 1 : 0, bytes);
  if (name === 'putItem' || name === 'updateItem') {
    note('table', 'write', 1, JSON.stringify(input.Item ?? input.ExpressionAttributeValues).length);
  }
  if (name === 'batchWriteItem') {
    const items = Object.values(Object(input.RequestItems)).flat();
    note('table', 'write', items.length, JSON.stringify(items).length);
  }
}
