/** What the kernel asks of the side that knows the rules on text: functions that its maker hands in. */

/** What the bytes between two places mean in a column, a number; remembered by the kernel. The bytes are UTF-8. */
export declare function meaning(column: i32, start: i32, end: i32): i32;

/** Of a cell whose NIK is not 16 plain digits: writes those it has to `to`, and gives 0; or the finding that it has none. */
export declare function nikDigits(start: i32, end: i32, to: i32): i32;

/** 1 when a cell without ASCII letters (or digits) has one of another script, else 0. */
export declare function otherLetter(start: i32, end: i32): i32;
export declare function otherDigit(start: i32, end: i32): i32;

/** Throws when bytes beyond ASCII are no UTF-8. */
export declare function assertUtf8(start: i32, end: i32): void;

/** Throws: a NUL; a quoted cell still open at the very end. */
export declare function refuseNul(): void;
export declare function refuseOpenQuote(): void;

/** Says that memory has moved: it was grown, or the lists of cells lie elsewhere. */
export declare function moved(): void;

/** Encrypts so many bytes of blocks in place. */
export declare function encrypt(bytes: i32): void;
