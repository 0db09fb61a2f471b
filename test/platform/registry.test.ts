/** The embedded table through DynamoDB's interface, and the registry in the memory of tests, keep to the contract. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type LocalTable, openTable, TABLE } from '../../local/table.ts';
import { dynamoRegistry } from '../../platform/registry.ts';
import { memoryRegistry } from '../memory.ts';
import { registryContract } from './registry-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'cakupan-table-'));
let table: LocalTable;
beforeAll(async () => {
  table = await openTable(folder);
});
afterAll(async () => {
  await table.close();
  rmSync(folder, { recursive: true, force: true });
});

registryContract('the embedded table', (leaseMs, now) => dynamoRegistry(table.client, { table: TABLE, leaseMs, now }));
registryContract('the memory of a test', (leaseMs, now) => memoryRegistry(now, leaseMs));
