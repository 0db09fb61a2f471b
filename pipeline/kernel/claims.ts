/** Collects claims (see claim.ts) and lays them out as a segment: pseudonymised, grouped by shard. */
import { encrypt } from './asked.ts';
import { packed } from './cells.ts';
import { layOutGroups } from './grouped.ts';
import {
  BATCH,
  BLOCKS,
  CLAIM_BLOCKS_BYTES,
  CLAIM_WORDS,
  CLAIMS,
  RANK,
  REGION_SHIFT,
  REST,
  SAID,
  SAID_CLAIMS,
  SEGMENT,
  SEGMENT_CLAIMS,
  SHARD_OF,
  SHARDS,
  TAG,
  TMT_BITS,
} from './layout.ts';

const CLAIM_BYTES: i32 = CLAIM_WORDS * 4;
const TMT_EARLIEST: i32 = (1 << TMT_BITS) - 1;

let claims: i32 = 0;
/** Claims of which pseudonym and tag are there. */
let encrypted: i32 = 0;

export function beginClaims(): void {
  claims = encrypted = 0;
  store<i32>(SAID, 0, SAID_CLAIMS * 4);
}

export function isFull(): bool {
  return claims === SEGMENT_CLAIMS;
}

/**
 * Adds a claim.
 * @param nik where its 16 digits lie
 * @param tmt `yyyymmdd`, or 0
 */
export function claim(
  nik: i32,
  born: i32,
  gender: i32,
  status: i32,
  tmt: i32,
  kategori: i32,
  region: i32,
  details: i32,
): void {
  // Two blocks: the NIK, and what its tag is made of: the NIK again, so that the tags of people born on one day differ,
  // birth date and sex.
  const block = BLOCKS + (claims - encrypted) * CLAIM_BLOCKS_BYTES;
  v128.store(block, v128.load(nik));
  store<i32>(block, packed(load<i32>(nik)) | (packed(load<i32>(nik, 4)) << 16), 16);
  store<i32>(block, packed(load<i32>(nik, 8)) | (packed(load<i32>(nik, 12)) << 16), 20);
  store<i32>(block, born * 2 + gender, 24);
  store<i32>(block, 0, 28); // which keeps these blocks apart from those of NIKs, which are ASCII digits throughout
  const at = CLAIMS + claims * CLAIM_BYTES;
  store<i32>(at, (status << (TMT_BITS + 4)) | ((TMT_EARLIEST - dayNumber(tmt)) << 4) | kategori, RANK * 4);
  store<i32>(at, (region << REGION_SHIFT) | details, REST * 4);
  claims++;
  store<i32>(SAID, claims, SAID_CLAIMS * 4);
  if (claims - encrypted === BATCH) pseudonymise();
}

/** Lays out the claims so far as an object of groups (grouped.ts) and begins anew. @returns its bytes, from SEGMENT on */
export function layOut(): i32 {
  pseudonymise();
  const bytes = layOutGroups(CLAIMS, CLAIM_WORDS, claims, SHARDS, SHARD_OF, BLOCKS, SEGMENT);
  beginClaims();
  return bytes;
}

/** Makes blocks pseudonyms and tags. */
function pseudonymise(): void {
  const fresh = claims - encrypted;
  encrypt(fresh * CLAIM_BLOCKS_BYTES);
  for (let i = 0; i < fresh; i++) {
    const from = BLOCKS + i * CLAIM_BLOCKS_BYTES;
    const to = CLAIMS + (encrypted + i) * CLAIM_BYTES;
    v128.store(to, v128.load(from));
    store<i32>(to, load<i32>(from, 16), TAG * 4);
    store<u16>(SHARD_OF + (encrypted + i) * 2, load<u8>(from));
  }
  encrypted = claims;
}

/** A number that grows with the day, 1 at the earliest; 0 for none. 19 bits reach the year 3000. */
function dayNumber(day: i32): i32 {
  return day === 0 ? 0 : (day / 10000 - 1900) * 372 + ((day / 100) % 100) * 31 - 31 + (day % 100);
}
