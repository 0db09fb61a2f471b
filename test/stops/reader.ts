/** The snapshots as their readers hold them to their word: a revision never changes, and a pointer leads to a whole one. */
import { createHash } from 'node:crypto';
import { Latest, Manifest } from '../../pipeline/contracts/published.ts';
import type { Condition } from '../../pipeline/ports.ts';
import { MemoryStore } from '../memory.ts';

const OF_A_REVISION = /^[^/]+\/r\d+\//;

export class ReadSnapshots extends MemoryStore {
  /** What readers were shown that was not whole, or changed. */
  readonly broken: string[] = [];

  override async write(key: string, body: Uint8Array, condition?: Condition): Promise<void> {
    const before = this.objects.get(key);
    await super.write(key, body, condition);
    if (OF_A_REVISION.test(key) && before && hash(before) !== hash(body)) this.broken.push(`${key} has changed`);
    if (key.endsWith('/latest.json')) this.#follow(Latest.parse(JSON.parse(new TextDecoder().decode(body))));
  }

  override async delete(key: string): Promise<void> {
    if (this.objects.has(key)) this.broken.push(`${key} is gone`);
    await super.delete(key);
  }

  #follow({ periode, revision, manifest, publicManifest }: Latest): void {
    const at = `${periode}/${revision}`;
    const [exact, open] = ['exact', 'public'].map((tier) => this.objects.get(`${at}/${tier}/manifest.json`));
    if (!exact || hash(exact) !== manifest) this.broken.push(`the pointer to ${at} names another manifest`);
    if (!open || hash(open) !== publicManifest) this.broken.push(`the pointer to ${at} names another public manifest`);
    const { files } = Manifest.parse(JSON.parse(new TextDecoder().decode(exact)));
    for (const { path, sha256 } of files) {
      const bytes = this.objects.get(`${at}/${path}`);
      if (!bytes || hash(bytes) !== sha256) this.broken.push(`${at}/${path} is not what its manifest says`);
    }
  }
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
