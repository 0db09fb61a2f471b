/**
 * The registry in one DynamoDB table. Every invariant is a condition on a single item (the embedded table knows no transactions).
 *
 * | pk | sk | what |
 * |---|---|---|
 * | `KEYS#<periode>` (`KEYS#-` without one) | upload key | what is known of the key |
 * | `PERIODS` | periode | generation, lease, current revision |
 * | `LOG#<periode>` | token, ten digits | one line of its changelog |
 * | `REGIONS#<periode>#<revision>` | region code | published numbers of one region |
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { inTurn } from '../pipeline/in-turn.ts';
import { Conflict } from '../pipeline/ports.ts';
import { KeyRecord, LogEntry, PeriodRecord, type RegionRecord, type Registry } from '../pipeline/registry.ts';
import type { Table } from './table.ts';

type Item = Record<string, AttributeValue>;

export interface RegistrySettings {
  readonly table: string;
  /** How long a publisher that says nothing keeps the lease. 0 where a lock already keeps others out. */
  readonly leaseMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const Decided = PeriodRecord.pick({ current: true, hold: true, entry: true });

/** Items per BatchWriteItem; a limit of DynamoDB. */
const BATCH = 25;

export function dynamoRegistry(client: Table, { table, leaseMs, now }: RegistrySettings): Registry {
  const TableName = table;
  const periodKey = (periode: string): Item => ({ pk: { S: 'PERIODS' }, sk: { S: periode } });
  /** Periods that are known to have an item. */
  const there = new Set<string>();
  const keysOf = (periode: string | null) => `KEYS#${periode ?? '-'}`;

  const leaseOf = (at: number, holder: string): Item => ({
    ':until': { N: String(at + leaseMs) },
    ':now': { N: String(at) },
    ':holder': { S: holder },
  });

  async function* query(pk: string): AsyncGenerator<Item> {
    let from: Item | undefined;
    do {
      const page = await client.query({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      });
      yield* page.Items ?? [];
      from = page.LastEvaluatedKey;
    } while (from);
  }

  async function update(
    periode: string,
    expression: string,
    values: Item,
    condition?: string,
  ): Promise<Item | undefined> {
    try {
      const { Attributes } = await client.updateItem({
        TableName,
        Key: periodKey(periode),
        UpdateExpression: expression,
        ExpressionAttributeNames: names(`${expression} ${condition ?? ''}`),
        ExpressionAttributeValues: values,
        ConditionExpression: condition,
        ReturnValues: 'ALL_NEW',
      });
      return Attributes;
    } catch (error) {
      if (isRefused(error)) return undefined;
      throw error;
    }
  }

  async function period(periode: string): Promise<PeriodRecord | undefined> {
    const { Item } = await client.getItem({ TableName, Key: periodKey(periode), ConsistentRead: true });
    return Item && periodOf(Item);
  }

  return {
    async key(periode, key) {
      const { Item } = await client.getItem({
        TableName,
        Key: { pk: { S: keysOf(periode) }, sk: { S: key } },
        ConsistentRead: true,
      });
      return Item && recordOf(Item);
    },
    async keys(periode) {
      const found: KeyRecord[] = [];
      for await (const item of query(keysOf(periode))) found.push(recordOf(item));
      return found;
    },
    async *allKeys() {
      // Period by period: a scan would read the regions of every revision ever published.
      const periods: (string | null)[] = [null];
      for await (const item of query('PERIODS')) periods.push(periodOf(item).periode);
      for (const periode of periods) for await (const item of query(keysOf(periode))) yield recordOf(item);
    },
    async save(record) {
      const { edition } = record;
      try {
        await client.putItem({
          TableName,
          Item: {
            pk: { S: keysOf(record.periode) },
            sk: { S: record.key },
            edition: { N: String(edition) },
            record: { S: JSON.stringify(record) },
          },
          ConditionExpression: edition === 1 ? 'attribute_not_exists(pk)' : 'edition = :before',
          ExpressionAttributeValues: edition === 1 ? undefined : { ':before': { N: String(edition - 1) } },
        });
      } catch (error) {
        if (isRefused(error))
          // The key may hold anything: it is not said.
          throw new Conflict(`the record of a key of ${record.slot ?? 'no slot'} has changed`);
        throw error;
      }
    },
    async periods() {
      const found: PeriodRecord[] = [];
      for await (const item of query('PERIODS')) found.push(periodOf(item));
      return found;
    },
    period,
    async bump(periode) {
      await update(
        periode,
        'SET #changedAt = :now, #pendingSince = if_not_exists(#pendingSince, :now) ADD #generation :one',
        { ':one': { N: '1' }, ':now': { N: String(now()) } },
      );
      there.add(periode);
    },
    async askRerun(periode) {
      await this.bump(periode);
      const generation = (await period(periode))?.generation ?? 0;
      await update(periode, 'SET #rerun = :generation', { ':generation': { N: String(generation) } });
    },
    async enter(periode) {
      if (!there.has(periode)) await this.bump(periode);
    },
    async lease(periode, holder) {
      const at = now();
      const item = await update(
        periode,
        'SET #leaseUntil = :until, #holder = :holder ADD #token :one',
        { ...leaseOf(at, holder), ':one': { N: '1' } },
        'attribute_not_exists(#leaseUntil) OR #leaseUntil <= :now OR #holder = :holder',
      );
      return item && periodOf(item);
    },
    async renew(periode, token, holder) {
      const item = await update(
        periode,
        'SET #leaseUntil = :until, #holder = :holder',
        { ...leaseOf(now(), holder), ':token': { N: String(token) } },
        '#token = :token AND (#leaseUntil <= :now OR #holder = :holder)',
      );
      return item !== undefined;
    },
    async release(periode, holder) {
      await update(
        periode,
        'SET #leaseUntil = :none',
        { ':none': { N: '0' }, ':holder': { S: holder } },
        '#holder = :holder',
      );
    },
    async settle(periode, token, { current, last, hold, entry, changed }) {
      const done = changed ? 'SET #changedAt = :now, ' : 'SET ';
      const item = await update(
        periode,
        `${done}#leaseUntil = :none, #last = :last, #settled = :settled ${changed ? 'ADD #generation :one' : 'REMOVE #pendingSince'}`,
        {
          ...{ ':none': { N: '0' }, ':token': { N: String(token) }, ':last': { N: String(last) } },
          // Nothing that could not be read again.
          ':settled': { S: JSON.stringify(Decided.parse({ current, hold, entry })) },
          ...(changed && { ':now': { N: String(now()) }, ':one': { N: '1' } }),
        },
        '#token = :token',
      );
      if (!item) throw new Conflict(`another publisher has taken over ${periode}`);
    },
    async log(periode, entry) {
      await client.putItem({
        TableName,
        Item: {
          pk: { S: `LOG#${periode}` },
          sk: { S: String(entry.token).padStart(10, '0') },
          entry: { S: JSON.stringify(entry) },
        },
      });
    },
    async logOf(periode) {
      const found: LogEntry[] = [];
      for await (const item of query(`LOG#${periode}`)) found.push(LogEntry.parse(JSON.parse(item.entry?.S ?? '')));
      return found;
    },
    async keepRegions(periode, revision, regions) {
      const batches = Array.from({ length: Math.ceil(regions.length / BATCH) }, (_, i) =>
        regions.slice(i * BATCH, (i + 1) * BATCH),
      );
      await inTurn(batches, (batch) =>
        writeBatch(
          client,
          table,
          batch.map((region) => regionItem(periode, revision, region)),
        ),
      );
    },
  };
}

/** Writes all items; DynamoDB may take a part of them at a time. */
async function writeBatch(client: Table, table: string, items: readonly Item[]): Promise<void> {
  let requests = items.map((Item) => ({ PutRequest: { Item } }));
  for (let pause = 50; requests.length > 0; pause *= 2) {
    const { UnprocessedItems } = await client.batchWriteItem({ RequestItems: { [table]: requests } });
    requests = (UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) =>
      PutRequest?.Item ? [{ PutRequest: { Item: PutRequest.Item } }] : [],
    );
    if (requests.length > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function regionItem(periode: string, revision: string, region: RegionRecord): Item {
  return {
    pk: { S: `REGIONS#${periode}#${revision}` },
    sk: { S: region.wilayah },
    record: { S: JSON.stringify(region) },
  };
}

function recordOf(item: Item): KeyRecord {
  return KeyRecord.parse(JSON.parse(item.record?.S ?? ''));
}

function periodOf(item: Item): PeriodRecord {
  const settled = item.settled?.S;
  return PeriodRecord.parse({
    periode: item.sk?.S,
    generation: Number(item.generation?.N ?? 0),
    changedAt: Number(item.changedAt?.N ?? 0),
    pendingSince: Number(item.pendingSince?.N ?? item.changedAt?.N ?? 0),
    rerun: Number(item.rerun?.N ?? 0),
    token: Number(item.token?.N ?? 0),
    leaseUntil: Number(item.leaseUntil?.N ?? 0),
    last: Number(item.last?.N ?? 0),
    ...(settled === undefined ? { current: null, hold: null, entry: null } : JSON.parse(settled)),
  });
}

/** The condition of a write does not hold. */
function isRefused(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

/** `#name` stands for `name`: some names are reserved words. */
function names(expression: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(expression.matchAll(/#(\w+)/g), ([placeholder, name = '']) => [placeholder, name]),
  );
}
