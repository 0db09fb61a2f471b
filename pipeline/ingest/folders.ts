/** Where runs and reports lie in their stores. */
import type { UploadKey } from '../rules/keys.ts';
import { RULES_VERSION } from '../rules/versions.ts';

/** A run is made from a version, read as its extension says, by these rules, with this key. */
export function runFolder(key: UploadKey, version: string, keyId: string): string {
  return `runs/${key.slot}/${version}-${key.extension}-v${RULES_VERSION}-${keyId}`;
}

/** @param slot the slot, or for a key without one `_path/<hash of the key>` */
export function reportFolder(slot: string, version: string): string {
  return `${slot}/${version}`;
}

/** From a report to the page (`index.html`), which lies beside the folder `reports`: in a plain folder as where it is served. */
export function pageFrom(folder: string): string {
  return `${'../'.repeat(folder.split('/').length + 1)}index.html`;
}
