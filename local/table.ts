/**
 * The table of one machine: DynamoDB's interface over a folder, within this process.
 *
 * What the package's server does for a request is done here for a call: no port is opened, and a call takes a tenth of the
 * time that a client, its signature and two ends of HTTP take.
 */
import { mkdir, rm } from 'node:fs/promises';
import type {
  CreateTableCommandInput,
  DescribeTableCommandInput,
  DescribeTableCommandOutput,
} from '@aws-sdk/client-dynamodb';
import batchWriteItem from 'dynalite/actions/batchWriteItem.js';
import createTable from 'dynalite/actions/createTable.js';
import describeTable from 'dynalite/actions/describeTable.js';
import getItem from 'dynalite/actions/getItem.js';
import putItem from 'dynalite/actions/putItem.js';
import query from 'dynalite/actions/query.js';
import updateItem from 'dynalite/actions/updateItem.js';
import db, { type Store } from 'dynalite/db/index.js';
import ofBatchWriteItem from 'dynalite/validations/batchWriteItem.js';
import ofCreateTable from 'dynalite/validations/createTable.js';
import ofDescribeTable from 'dynalite/validations/describeTable.js';
import ofGetItem from 'dynalite/validations/getItem.js';
import validations from 'dynalite/validations/index.js';
import ofPutItem from 'dynalite/validations/putItem.js';
import ofQuery from 'dynalite/validations/query.js';
import ofUpdateItem from 'dynalite/validations/updateItem.js';
import * as z from 'zod';
import type { Table } from '../platform/table.ts';

export const TABLE = 'cakupan';

/** The embedded table becomes active a moment after it is made, ms. */
const POLL_MS = 5;

export interface LocalTable {
  readonly client: Table;
  close(): Promise<void>;
}

/** @param folder where the table lies; one program at a time (see lock.ts) */
export async function openTable(folder: string): Promise<LocalTable> {
  let table = await open(folder);
  if ((await table.status()) === 'CREATING') {
    // A program died while it made the table, which stays so for ever. Nothing was ever written to it.
    await table.close();
    await rm(folder, { recursive: true });
    table = await open(folder);
  }
  if ((await table.status()) === undefined) await table.create();
  while ((await table.status()) !== 'ACTIVE') await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  table.isMade();
  return table;
}

interface OpenTable extends LocalTable {
  status(): Promise<string | undefined>;
  create(): Promise<void>;
  /** It is open, and from here on its description stays. */
  isMade(): void;
}

async function open(folder: string): Promise<OpenTable> {
  await mkdir(folder, { recursive: true });
  const store = db.create({ path: folder, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const describe = operation<DescribeTableCommandInput, DescribeTableCommandOutput>(
    store,
    describeTable,
    ofDescribeTable,
  );
  const make = operation<CreateTableCommandInput, unknown>(store, createTable, ofCreateTable);
  return {
    client: {
      getItem: operation(store, getItem, ofGetItem),
      putItem: operation(store, putItem, ofPutItem),
      updateItem: operation(store, updateItem, ofUpdateItem),
      query: operation(store, query, ofQuery),
      batchWriteItem: operation(store, batchWriteItem, ofBatchWriteItem),
    },
    async status() {
      try {
        return (await describe({ TableName: TABLE })).Table?.TableStatus;
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
        throw error;
      }
    },
    async create() {
      await make({
        TableName: TABLE,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
      });
    },
    isMade: () => {
      lookUpOnce(store);
      readAtOnce(store);
    },
    close: () =>
      new Promise((resolve, reject) => {
        store.lifecycleManager.gracefulClose((error) => (error ? reject(error) : resolve()));
      }),
  };
}

/**
 * Mostly a key is in memory and read in microseconds. To have another thread read it takes a hundred times as long, and every
 * upload asks for four.
 */
function readAtOnce({ db: level }: Store): void {
  level.get = (key, done) => {
    let found: unknown;
    try {
      found = level.getSync(key);
    } catch (error) {
      setImmediate(done, error);
      return;
    }
    setImmediate(done, null, found);
  };
}

/** Every operation begins with the description of its table, of which there is one here: half of what is read from disk. */
function lookUpOnce(store: Store): void {
  const lookUp = store.getTable;
  let known: unknown;
  store.getTable = (name, ...rest) => {
    const done = rest.length === 1 ? rest[0] : rest[1];
    if (known !== undefined) done(null, known);
    else
      lookUp(name, (error, table) => {
        known = table;
        done(error, table);
      });
  };
}

/** One operation as DynamoDB would do it: the input checked as a request's is, a refusal under DynamoDB's name for it. */
function operation<Input extends object, Answer>(
  store: Store,
  action: (store: Store, data: object, done: (error: unknown, answer: unknown) => void) => void,
  { types, custom }: { readonly types: object; readonly custom: unknown },
): (input: Input) => Promise<Answer> {
  const answer = z.custom<Answer>();
  return (input) =>
    new Promise((resolve, reject) => {
      try {
        // As it would arrive: checking takes out what is undefined.
        const data = validations.checkTypes(JSON.parse(JSON.stringify(input)), types);
        validations.checkValidations(data, types, custom, store);
        action(store, data, (error, found) => (error ? reject(refusal(error)) : resolve(answer.parse(found))));
      } catch (error) {
        reject(refusal(error));
      }
    });
}

/** What dynalite would answer a request with. */
const Refusal = z.object({ body: z.object({ __type: z.string(), message: z.string().default('') }) });

function refusal(error: unknown): Error {
  const { data } = Refusal.safeParse(error);
  if (!data) return error instanceof Error ? error : new Error(String(error));
  const { __type, message } = data.body;
  return Object.assign(new Error(message || __type), { name: __type.slice(__type.indexOf('#') + 1) });
}
