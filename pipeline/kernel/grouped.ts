/** Lays out records of fixed width in groups, as one object (pipeline/grouped.ts). */
import { GROUPED_MAGIC, GROUPED_WORDS } from './layout.ts';

/** Bytes of an object of so many records. */
export function groupedBytes(width: i32, records: i32, groups: i32): i32 {
  return (GROUPED_WORDS + groups + 1 + records * width) * 4;
}

/**
 * Sorts records into groups. Records of one group keep their order.
 * @param from where the records lie
 * @param width words of each
 * @param groupsOf where the group of each lies, 16 bits
 * @param places room for a word for each group
 * @param to where the object goes
 * @returns its bytes
 */
export function layOutGroups(
  from: i32,
  width: i32,
  records: i32,
  groups: i32,
  groupsOf: i32,
  places: i32,
  to: i32,
): i32 {
  const offsets = to + GROUPED_WORDS * 4;
  const first = offsets + (groups + 1) * 4;
  const bytes = width * 4;
  store<i32>(to, GROUPED_MAGIC);
  store<i32>(to, width, 4);
  store<i32>(to, groups, 8);
  memory.fill(offsets, 0, (groups + 1) * 4);
  for (let i = 0; i < records; i++) {
    const offset = offsets + <i32>load<u16>(groupsOf + i * 2) * 4;
    store<i32>(offset, load<i32>(offset, 4) + 1, 4);
  }
  for (let group = 0; group < groups; group++) {
    const offset = offsets + group * 4;
    store<i32>(places + group * 4, first + load<i32>(offset) * bytes); // where its next record goes
    store<i32>(offset, load<i32>(offset) + load<i32>(offset, 4), 4);
  }
  let record = from;
  for (let i = 0; i < records; i++) {
    const place = places + <i32>load<u16>(groupsOf + i * 2) * 4;
    const at = load<i32>(place);
    store<i32>(place, at + bytes);
    for (let w = 0; w < bytes; w += 4) store<i32>(at + w, load<i32>(record + w));
    record += bytes;
  }
  return first - to + records * bytes;
}
