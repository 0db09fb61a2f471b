/** The table of one machine: DynamoDB's interface over a folder, for this process alone. */
import { mkdir, rm } from 'node:fs/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';

export const TABLE = 'cakupan';

/** The embedded table becomes active a moment after it is made, ms. */
const POLL_MS = 5;

export interface LocalTable {
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

/** @param folder where the table lies; one program at a time (see lock.ts) */
export async function openTable(folder: string): Promise<LocalTable> {
  let table = await serve(folder);
  if ((await status(table.client)) === 'CREATING') {
    // A program died while it made the table, which stays so for ever. Nothing was ever written to it.
    await table.close();
    await rm(folder, { recursive: true });
    table = await serve(folder);
  }
  if ((await status(table.client)) === undefined) await create(table.client);
  return table;
}

async function serve(folder: string): Promise<LocalTable> {
  await mkdir(folder, { recursive: true });
  const server = dynalite({ path: folder, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the table listens on no port');
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${address.port}`,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    client,
    close: async () => {
      client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function status(client: DynamoDBClient): Promise<string | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: TABLE }))).Table?.TableStatus;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function create(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
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
    }),
  );
  while ((await status(client)) !== 'ACTIVE') await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
