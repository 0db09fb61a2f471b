/** A published table itself: fetched, its hash computed, its cells read. Not from a plain folder: browsers forbid it there. */
import { TABLES } from '../../pipeline/contracts/tables.ts';
import { readCsv } from '../export/csv.ts';
import type { Typed } from '../export/typed.ts';
import { folderOf, type Revision } from './revision.ts';
import { addressOf } from './source.ts';

/** @throws Error where it cannot be had */
export async function fetchTable(of: Revision, name: string): Promise<ArrayBuffer> {
  const response = await fetch(addressOf(`${folderOf(of)}/${name}.csv`));
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.arrayBuffer();
}

/** As the manifest writes it. @returns null where the browser computes none: over plain HTTP from another computer */
export async function sha256(bytes: ArrayBuffer): Promise<string | null> {
  if (!globalThis.isSecureContext) return null;
  const hash = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function typed(name: string, bytes: ArrayBuffer, tier: Revision['tier']): Typed {
  const { header, rows } = readCsv(new TextDecoder().decode(bytes));
  const columns = TABLES.find((table) => table.name === name)?.columns ?? [];
  return {
    name,
    rows,
    columns: header.map((column) => {
      const type = columns.find((one) => one.name === column)?.type ?? 'text';
      // Potensi is a sum, and never hidden.
      const hides = tier === 'public' && name === 'coverage' && (type === 'count' || type === 'percent');
      return { name: column, type, hides };
    }),
  };
}
