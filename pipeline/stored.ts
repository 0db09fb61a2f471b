/** What a step stored as JSON, read back and held to its contract. */
import type { z } from 'zod';
import { NotFound, type ObjectStore } from './ports.ts';

/** Undefined when there is no such object. @throws ZodError when it does not fit */
export async function readIfStored<T>(store: ObjectStore, key: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const bytes = await store.read(key);
  return bytes && schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** @throws NotFound when there is no such object; ZodError when it does not fit */
export async function readStored<T>(store: ObjectStore, key: string, schema: z.ZodType<T>): Promise<T> {
  const stored = await readIfStored(store, key, schema);
  if (stored === undefined) throw new NotFound(`there is no ${key}`);
  return stored;
}
