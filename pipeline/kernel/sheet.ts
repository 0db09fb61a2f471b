/** Gathers cells as a sheet of a workbook holds texts, where XML holds their bytes as they are. */
import { MOST_CHARACTERS } from './layout.ts';
import { ends, starts } from './records.ts';
import { reserve } from './rejected.ts';

/** `<c t="str"><v>`, `</v></c>` and `<c/>`, their bytes as words. */
const TEXT_8: u64 = 0x7473_223d_7420_633c;
const TEXT_4: u32 = 0x3c3e_2272;
const TEXT_2: u16 = 0x3e76;
const TEXT_BYTES: i32 = 14;
const END: u64 = 0x3e63_2f3c_3e76_2f3c;
const END_BYTES: i32 = 8;
const EMPTY: u32 = 0x3e2f_633c;
const EMPTY_BYTES: i32 = 4;

/** Gathers cells of the record last split, from one to before another. @returns the first that the other side must write, or `to` */
export function gatherCells(from: i32, to: i32): i32 {
  for (let i = from; i < to; i++) {
    const start = load<i32>(starts + i * 4);
    const end = load<i32>(ends + i * 4);
    if (start === end) store<u32>(reserve(EMPTY_BYTES), EMPTY);
    else if (!isPlain(start, end)) return i;
    else {
      const length = end - start;
      const at = reserve(TEXT_BYTES + length + END_BYTES);
      store<u64>(at, TEXT_8);
      store<u32>(at, TEXT_4, 8);
      store<u16>(at, TEXT_2, 12);
      memory.copy(at + TEXT_BYTES, start, length);
      store<u64>(at + TEXT_BYTES + length, END);
    }
  }
  return to;
}

/** Whether XML holds these bytes as they are; of what is rare nothing is said. */
function isPlain(start: i32, end: i32): bool {
  if (end - start > MOST_CHARACTERS || !isInk(load<u8>(start)) || !isInk(load<u8>(end - 1))) return false;
  for (let at = start; at < end; at++) {
    const byte: i32 = load<u8>(at);
    // Control characters, `&`, `<`, `>`, and what begins a character that XML does not know
    if (byte < 0x20 || byte === 0x26 || byte === 0x3c || byte === 0x3e || byte === 0xef) return false;
    if (byte === 0x5f && at + 1 < end && load<u8>(at, 1) === 0x78) return false; // _x begins what stands for another character
  }
  return true;
}

/** ASCII that is to be seen. */
function isInk(byte: i32): bool {
  return byte > 0x20 && byte < 0x7f;
}
