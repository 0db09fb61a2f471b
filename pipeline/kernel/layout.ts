/**
 * Where the kernel's memory holds what, bytes from its beginning; plain numbers, so that both sides of it read them here.
 * What is not used is never touched, and takes no memory.
 */

/** Words of a claim, and what they are: see claim.ts. */
export const CLAIM_WORDS = 7;
export const TAG = 4;
export const RANK = 5;
export const REST = 6;
export const SHARDS = 256;
export const TMT_BITS = 19;
export const REGION_SHIFT = 10;

/** Rejected rows are stored when there are so many bytes of them. */
export const REJECTED_DUE = 256 * 1024;

/** Bytes looked through at once for what ends cells: they and their marks stay in the processor's first cache. */
export const BLOCK = 8192;
/** Claims per segment: 3.6 MB, about what a processor's caches hold while it is sorted. */
export const SEGMENT_CLAIMS = 131_072;
/** Claims encrypted at once, two blocks of 16 bytes each. */
export const BATCH = 4096;
export const CLAIM_BLOCKS_BYTES = 32;
/** Words of an object of groups (grouped.ts) before its offsets, and the first of them. */
export const GROUPED_WORDS = 3;
export const GROUPED_MAGIC = 0x3150_4b43; // "CKP1"

/** Columns of participants that are read, and four of them at once. Each has its place here where its cell stands in a record. */
export const NIK = 0;
export const NAMA = 1;
export const TANGGAL_LAHIR = 2;
export const JENIS_KELAMIN = 3;
export const KODE_WILAYAH = 4;
export const KATEGORI = 5;
export const STATUS = 6;
export const PROGRAM = 7;
export const SUMBER_DANA = 8;
export const TMT = 9;
export const IURAN_SAMPAI = 10;
export const KPJ = 11;
export const MEMBERSHIP = 12;
export const COLUMNS = 12;

/** The place in `STATUS` of who is active (rules/vocabulary.ts), and the programmes that it takes for it; a test holds them to it. */
export const AKTIF = 0;
export const PROGRAM_OF_ACTIVE = 0b11;

/** A region as the kernel is told it: the first four digits of its code (or two) above these bits; or one of two that are none. */
export const REGION_BITS = 17;
export const REGION_UNKNOWN_HERE = -1;
export const REGION_OUTSIDE_HERE = -2;

/** What `read` answers. */
export const MORE_WANTED = 0; // the rest of the bytes is the beginning of a record, or nothing
export const ROW_FOUND = 1; // a row with findings was read
export const LOOK_WANTED = 2; // a record was split that may be no data, or has cells beyond the header
export const STORE_WANTED = 3; // the claims are to be laid out, or rejected rows stored

/** What both sides tell each other, words. */
export const SAID = 0x400;
export const SAID_CELLS = 0; // cells of the record last read
export const SAID_END = 1; // where its last byte ends, the line end excluded
export const SAID_NEXT = 2; // where the next one begins
export const SAID_STARTS = 3; // where the list of its cells' beginnings lies, and of their ends
export const SAID_ENDS = 4;
export const SAID_ROOM = 5; // how many cells the lists take
export const SAID_START = 6; // where the record begins
export const SAID_FINDINGS = 7; // of the row last judged
export const SAID_PASSED = 8; // rows accepted since `read` was called, but for the one that it stopped at
export const SAID_NIKS = 9; // whole NIKs since `begin`
export const SAID_NIKS_0 = 10; // and those that end in 0
export const SAID_CLAIMS = 11;
export const SAID_STOPPED = 12; // where `read` stopped
export const SAID_REJECTED = 13; // where rejected rows are gathered, and how many bytes
export const SAID_REJECTED_BYTES = 14;
export const SAID_REFUSED = 15; // rows rejected and gathered since `read` was called
export const SAID_CODES = 16; // how many rows have each finding since `beginParticipants`, by its bit
export const SAID_SETTLED = 48; // findings of which the other side wants to see no more rows
export const SAID_WORDS = 52;

/** The place of each column's cell in a record, words. */
export const AT = SAID + SAID_WORDS * 4;
/** For each number of two digits 1 where it is a province. */
export const PROVINCES = AT + COLUMNS * 4;
/** The digits of a NIK that was not written as 16 plain ones. */
export const NIK_ROOM = PROVINCES + 112;
/** Marked bytes of a block, and by their numbers those that end lines or are odd, words. */
export const MARKS = 0x1000;
export const LINES = MARKS + BLOCK * 4 + 16;
export const ODD = LINES + BLOCK * 4 + 16;
/** Here memory begins that is taken as it is needed (memory.ts), but for who reads lists of people: for them behind what follows. */
export const FREE = ODD + BLOCK * 4;

/** Blocks to be encrypted, claims, the shard of each, and where a segment is laid out. */
export const BLOCKS = FREE;
export const CLAIMS = BLOCKS + BATCH * CLAIM_BLOCKS_BYTES;
export const SHARD_OF = CLAIMS + SEGMENT_CLAIMS * CLAIM_WORDS * 4;
export const SEGMENT = SHARD_OF + SEGMENT_CLAIMS * 2;
const SEGMENT_BYTES = (GROUPED_WORDS + SHARDS + 1 + SEGMENT_CLAIMS * CLAIM_WORDS) * 4;
/** The memory of words: where each is, half of it at the most, and what is remembered: a nation's villages and all else that lists say. */
export const SLOT_COUNT = 262_144;
export const SLOTS = (SEGMENT + SEGMENT_BYTES + 15) & ~15;
export const ENTRIES = SLOTS + SLOT_COUNT * 4;
export const ENTRIES_BYTES = SLOT_COUNT * 16;
/** What is said of findings, each at one place of so many: the findings, how many bytes, and the bytes. */
export const PREFIXES = ENTRIES + ENTRIES_BYTES;
export const PREFIX_COUNT = 256;
export const PREFIX_ROOM = 1024;
export const PREFIX_BYTES = 8;
export const FREE_OF_LISTS = PREFIXES + PREFIX_COUNT * PREFIX_ROOM;

/** What a spreadsheet takes at most in a cell. */
export const MOST_CHARACTERS = 32_767;
/** More digits than these a browser may round. */
export const EXACT_DIGITS = 15;
/** Lines of a table that are of another region than the one before: how many are told at once, and numbers of each. */
export const MOST_RUNS = 65_536;
export const RUN = 2;

export const PAGE = 65_536;
export const PAGES = ((FREE + PAGE) / PAGE) | 0;
