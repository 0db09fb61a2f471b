/** The records of a peserta file: judged one by one, the accepted ones kept as segments of claims. */
import type { Run } from '../contracts/run.ts';
import type { Cipher, ObjectStore } from '../ports.ts';
import { ERRORS } from '../rules/codes.ts';
import type { UploadKey } from '../rules/keys.ts';
import type { Regions } from '../rules/regions.ts';
import { ClaimSegments } from './claims.ts';
import type { Header } from './header.ts';
import { Participants } from './participants.ts';
import type { Rows } from './read.ts';
import type { Records } from './records.ts';
import type { Tally } from './tally.ts';

const ZERO = 0x30;

export class PesertaRows implements Rows {
  readonly #participants: Participants;
  readonly #claims: ClaimSegments;
  readonly #store: ObjectStore;
  readonly #folder: string;
  readonly #tally: Tally;
  readonly #segments: Run['segments'] = [];

  constructor(
    regions: Regions,
    key: UploadKey,
    header: Header,
    cipher: Cipher,
    store: ObjectStore,
    folder: string,
    tally: Tally,
  ) {
    this.#participants = new Participants(regions, key, header);
    this.#claims = ClaimSegments.borrow(cipher);
    this.#store = store;
    this.#folder = folder;
    this.#tally = tally;
  }

  judge(bytes: Uint8Array, records: Records): number {
    const participants = this.#participants;
    const findings = participants.judge(bytes, records);
    if (participants.nikWhole) this.#tally.addNik(participants.nik[15] === ZERO);
    if ((findings & ERRORS) === 0) this.#claims.add(participants);
    return findings;
  }

  get full(): boolean {
    return this.#claims.full;
  }

  async flush(): Promise<void> {
    const claims = this.#claims.count;
    if (claims === 0) return;
    const bytes = this.#claims.take();
    const key = `${this.#folder}/${String(this.#segments.length).padStart(5, '0')}.claims`;
    this.#segments.push({ key, claims, bytes: bytes.length });
    await this.#store.write(key, bytes);
  }

  async finish(): Promise<Pick<Run, 'segments' | 'targets' | 'komitmen'>> {
    await this.flush();
    this.#claims.release();
    return { segments: this.#segments, targets: [], komitmen: [] };
  }

  async discard(): Promise<void> {
    this.#claims.release();
    for (const { key } of this.#segments) await this.#store.delete(key);
  }
}
