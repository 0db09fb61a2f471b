/** What a line of the log is about: slot, version, periode. No key is among it, for a file's name may hold anything. */
import * as z from 'zod';
import { readKey } from '../pipeline/rules/keys.ts';
import { reference } from './environment.ts';

/** What the input or answer of any step may say of its subject. */
const Said = z.object({
  slot: z.string().nullish(),
  key: z.string().optional(),
  version: z.string().optional(),
  periode: z.string().nullish(),
  plan: z.string().optional(),
});

export type Subject = Partial<Record<'slot' | 'version' | 'periode', string>>;

/** Slot, version and periode, as far as they are known. */
export function subjectOf(value: unknown): Subject {
  const { slot, key, version, periode, plan } = Said.safeParse(value).data ?? {};
  const read = key !== undefined && slot === undefined ? readKey(key, reference()) : undefined;
  const subject = {
    slot: slot ?? (read?.jenis ? read.slot : undefined),
    version,
    periode: periode ?? read?.periode ?? plan?.split('/')[1],
  };
  return Object.fromEntries(Object.entries(subject).flatMap(([name, text]) => (text ? [[name, text]] : [])));
}
