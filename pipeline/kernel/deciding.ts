/**
 * One person, one claim: decides how each claim of a task counts (data contract, section 4).
 *
 * A NIK's claims all lie in one shard, so shards are decided one by one, each small enough for a processor's cache.
 */
import {
  BLOCK_BITS,
  BLOCK_REGIONS,
  CONFLICT_KATEGORI,
  CONFLICT_SEMUA,
  COUNTS_KATEGORI,
  COUNTS_SEMUA,
  DETAILS_SHIFT,
  DISAGREE_KATEGORI,
  DISAGREE_SEMUA,
  KATEGORI_SHIFT,
  STATUS_SHIFT,
} from './decisions.ts';
import { groupedBytes, layOutGroups } from './grouped.ts';
import { CLAIM_WORDS, RANK, REGION_SHIFT, REST, TAG, TMT_BITS } from './layout.ts';
import { take } from './memory.ts';

const CLAIM_BYTES: i32 = CLAIM_WORDS * 4;
/** Stands for every kategori. */
const ANY_KATEGORI: i32 = -1;

/** Of the task: where its claims lie, and how many there is room for; how many were decided. */
let claims: i32 = 0;
let claimsRoom: i32 = 0;
let decided: i32 = 0;
/** Its decisions and their blocks, and the object that they become. */
let words: i32 = 0;
let blocks: i32 = 0;
let object: i32 = 0;
/** Of each segment the territory that sent it; how many of its rows another one counts, of the same territory and of others. */
let segments: i32 = 0;
let segmentsRoom: i32 = 0;

/** Of the shard: its claims in the order of reading, the segment of each, the next one of its person. */
let shard: i32 = 0;
let segmentOf: i32 = 0;
let nextOf: i32 = 0;
let shardRoom: i32 = 0;
/** Open addressing by pseudonym: 1 + the number of a person's first claim read. */
let slots: i32 = 0;
let slotsRoom: i32 = 0;

/** Of the person: its claims by their numbers, and how each is counted. */
let members: i32 = 0;
let flags: i32 = 0;
let membersRoom: i32 = 0;
let count: i32 = 0;

/** Room for the claims of a task. @returns where they are to lie */
export function roomForClaims(number: i32, blockCount: i32): i32 {
  if (number > claimsRoom) {
    claimsRoom = number + (number >> 3);
    claims = take(claimsRoom * CLAIM_BYTES);
    words = take(claimsRoom * 4);
    blocks = take(claimsRoom * 2);
    object = take(groupedBytes(1, claimsRoom, blockCount) + blockCount * 4);
  }
  decided = 0;
  return claims;
}

/** Room for so many segments. @returns where they are to lie: territory, and two counts that begin at nothing */
export function roomForSegments(number: i32): i32 {
  if (number > segmentsRoom) {
    segmentsRoom = number;
    segments = take(number * 12);
  }
  memory.fill(segments, 0, number * 12);
  return segments;
}

/**
 * Decides the shards of a task.
 * @param pieces where the claims of each segment lie, and behind it where each of its shards begins and the last one ends, claims
 *   from its first on
 * @returns people
 */
export function decide(pieces: i32, segmentCount: i32, shards: i32): i32 {
  const width = (shards + 2) * 4;
  let people = 0;
  for (let s = 0; s < shards; s++) {
    let total = 0;
    for (let i = 0; i < segmentCount; i++) {
      const offset = pieces + i * width + (s + 1) * 4;
      total += load<i32>(offset, 4) - load<i32>(offset);
    }
    makeShard(total);
    let at = 0;
    for (let i = 0; i < segmentCount; i++) {
      const piece = pieces + i * width;
      const offset = piece + (s + 1) * 4;
      const some = load<i32>(offset, 4) - load<i32>(offset);
      const from = load<i32>(piece) + (load<i32>(offset) - load<i32>(piece, 4)) * CLAIM_BYTES;
      memory.copy(shard + at * CLAIM_BYTES, from, some * CLAIM_BYTES);
      for (let end = at + some; at < end; at++) store<i32>(segmentOf + at * 4, i);
    }
    people += decideShard(total);
  }
  return people;
}

/** Lays out the decisions by block of regions. @returns the bytes of the object, which `decisions` says where to find */
export function layOutDecisions(blockCount: i32): i32 {
  const places = object + groupedBytes(1, claimsRoom, blockCount);
  return layOutGroups(words, 1, decided, blockCount, blocks, places, object);
}

export function decisions(): i32 {
  return object;
}

function makeShard(number: i32): void {
  if (number > shardRoom) {
    shardRoom = number + (number >> 2);
    shard = take(shardRoom * CLAIM_BYTES);
    segmentOf = take(shardRoom * 4);
    nextOf = take(shardRoom * 4);
  }
}

function decideShard(number: i32): i32 {
  link(number);
  let people = 0;
  for (let i = 0; i < number; i++) {
    const next = load<i32>(nextOf + i * 4);
    if (next < 0) continue;
    people++;
    if (next === 0) add(i, COUNTS_KATEGORI | COUNTS_SEMUA);
    else decidePerson(i);
  }
  return people;
}

/**
 * Links the claims of each person from the first read on. Afterwards the next one is 0 for a person's only claim, the next claim's
 * number (1 up) for the first of several, and below zero for the others, whose turn comes with the first.
 */
function link(number: i32): void {
  const size = max(16, 1 << (32 - clz(number * 2 - 1)));
  if (size > slotsRoom) {
    slotsRoom = size;
    slots = take(size * 4);
  }
  memory.fill(slots, 0, size * 4);
  memory.fill(nextOf, 0, number * 4);
  for (let i = 0; i < number; i++) {
    const at = shard + i * CLAIM_BYTES;
    let slot = slots + (load<i32>(at, 4) & (size - 1)) * 4;
    let first = load<i32>(slot);
    while (first !== 0 && !isSamePerson(shard + (first - 1) * CLAIM_BYTES, at)) {
      slot += 4;
      if (slot === slots + size * 4) slot = slots;
      first = load<i32>(slot);
    }
    if (first === 0) store<i32>(slot, i + 1);
    else {
      const next = nextOf + (first - 1) * 4;
      store<i32>(nextOf + i * 4, -1 - max(0, load<i32>(next))); // in front of those already behind the first
      store<i32>(next, i + 1);
    }
  }
}

/** A person of several claims: the winner of all, and the winner within each kategori. */
function decidePerson(first: i32): void {
  gather(first);
  const winner = markWinner(ANY_KATEGORI, COUNTS_SEMUA, CONFLICT_SEMUA, DISAGREE_SEMUA);
  const counting = load<i32>(segmentOf + winner * 4);
  let kategori = 0; // a bit for each that there is
  for (let i = 0; i < count; i++) {
    const member = load<i32>(members + i * 4);
    kategori |= 1 << kategoriOf(member);
    if (member !== winner) overlaps(load<i32>(segmentOf + member * 4), counting);
  }
  for (; kategori !== 0; kategori &= kategori - 1) {
    markWinner(ctz(kategori), COUNTS_KATEGORI, CONFLICT_KATEGORI, DISAGREE_KATEGORI);
  }
  for (let i = 0; i < count; i++) add(load<i32>(members + i * 4), load<i32>(flags + i * 4));
}

/** Puts the claims of a person side by side, as read, with no flag yet. */
function gather(first: i32): void {
  const second = load<i32>(nextOf + first * 4);
  count = 1;
  for (let i = second; i > 0; i = -1 - load<i32>(nextOf + (i - 1) * 4)) count++;
  if (count > membersRoom) {
    membersRoom = count * 2;
    members = take(membersRoom * 4);
    flags = take(membersRoom * 4);
  }
  memory.fill(flags, 0, count * 4);
  store<i32>(members, first);
  // Behind the first they are linked from the last read to the second.
  let at = count;
  for (let i = second; i > 0; i = -1 - load<i32>(nextOf + (i - 1) * 4)) store<i32>(members + --at * 4, i - 1);
}

/** Flags the winner among the gathered claims of one kategori, or of any. @returns its number */
function markWinner(kategori: i32, counts: i32, conflict: i32, disagree: i32): i32 {
  let best = -1;
  for (let i = 0; i < count; i++) {
    const member = load<i32>(members + i * 4);
    if (kategori !== ANY_KATEGORI && kategoriOf(member) !== kategori) continue;
    if (best < 0 || !comesFirst(load<i32>(members + best * 4), member)) best = i;
  }
  const winner = load<i32>(members + best * 4);
  let flag = counts;
  for (let i = 0; i < count; i++) {
    const member = load<i32>(members + i * 4);
    if (kategori !== ANY_KATEGORI && kategoriOf(member) !== kategori) continue;
    if (word(member, TAG) !== word(winner, TAG)) flag |= conflict;
    if (statusOf(member) !== statusOf(winner)) flag |= disagree;
  }
  store<i32>(flags + best * 4, load<i32>(flags + best * 4) | flag);
  return winner;
}

function add(claim: i32, flag: i32): void {
  const rest = word(claim, REST);
  const region = rest >>> REGION_SHIFT;
  const details = rest & ((1 << REGION_SHIFT) - 1);
  store<u16>(blocks + decided * 2, region >>> BLOCK_BITS);
  store<i32>(
    words + decided * 4,
    (region & (BLOCK_REGIONS - 1)) |
      flag |
      (details << DETAILS_SHIFT) |
      (kategoriOf(claim) << KATEGORI_SHIFT) |
      (statusOf(claim) << STATUS_SHIFT),
  );
  decided++;
}

/** A row of one segment does not count, since its person is counted by a row of another, or of the same. */
function overlaps(segment: i32, by: i32): void {
  const counts = segments + segment * 12;
  const isOwn = load<i32>(counts) === load<i32>(segments + by * 12);
  const place = counts + (isOwn ? 4 : 8);
  store<i32>(place, load<i32>(place) + 1);
}

/** Whether a claim comes before another, which was read later. Equal ones keep the order of reading. */
function comesFirst(claim: i32, other: i32): bool {
  const rank: u32 = word(claim, RANK);
  const otherRank: u32 = word(other, RANK);
  if (rank !== otherRank) return rank < otherRank;
  return word(claim, REST) >>> REGION_SHIFT <= word(other, REST) >>> REGION_SHIFT;
}

function isSamePerson(a: i32, b: i32): bool {
  return !v128.any_true(v128.xor(v128.load(a), v128.load(b)));
}

function kategoriOf(claim: i32): i32 {
  return word(claim, RANK) & 15;
}

function statusOf(claim: i32): i32 {
  return word(claim, RANK) >>> (TMT_BITS + 4);
}

function word(claim: i32, which: i32): i32 {
  return load<i32>(shard + claim * CLAIM_BYTES + which * 4);
}
