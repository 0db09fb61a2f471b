/** Runs in the work bucket that nothing refers to any more. */
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { KeyRecord } from '../pipeline/registry.ts';

export interface AgedObject {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Keys of runs of versions that are neither the newest nor in force, and have not been for a while: a publisher that began
 * before may still read them, and an execution that failed may be taken up again.
 * @param before milliseconds since 1970
 */
export function disusedRuns(objects: readonly AgedObject[], records: readonly KeyRecord[], before: number): string[] {
  const referred = new Set<string>();
  const changing = new Set<string>();
  for (const { slot, seen, accepted, held, withdrawn, changed } of records) {
    if (slot !== null && Date.parse(changed) > before) changing.add(slot);
    if (withdrawn) continue;
    for (const run of [seen.run, accepted?.run, held?.run]) if (run) referred.add(folderOf(run));
  }
  return objects
    .filter(({ key, at }) => at <= before && !referred.has(folderOf(key)) && !changing.has(slotOf(key)))
    .map(({ key }) => key);
}

/** Objects under a prefix, with their ages. */
export async function listAged(client: S3Client, Bucket: string, Prefix: string): Promise<AgedObject[]> {
  const found: AgedObject[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
    for (const { Key = '', LastModified } of page.Contents ?? [])
      found.push({ key: Key, at: LastModified?.getTime() ?? 0 });
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return found;
}

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}

/** `runs/<periode>/<wilayah>/<stem>/…` → the slot. */
function slotOf(key: string): string {
  return key.split('/').slice(1, 4).join('/');
}
