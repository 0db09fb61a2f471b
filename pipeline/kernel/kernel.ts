/**
 * The innermost loops of the product, compiled to WebAssembly at `npm ci`: lists of people are read, who counts is decided, people are
 * counted, rows of coverage.csv written, and tables read.
 *
 * The dialect is AssemblyScript: TypeScript whose numbers are a processor's words. Every thread would compile JavaScript anew, and
 * slowly at first; this is compiled once for all of them. Each instance has a memory of its own and does one of these things.
 */
import { layOut } from './claims.ts';
import { addRegion, sumUp, tally } from './counting.ts';
import { coverageRows, roomForRows } from './coverage.ts';
import { decide, decisions, layOutDecisions, roomForClaims, roomForSegments } from './deciding.ts';
import { beginLists, take } from './memory.ts';
import { beginParticipants } from './participants.ts';
import { isData, judge, read, readOne } from './reading.ts';
import { beginText, forget, split } from './records.ts';
import { beginRejected, gatherAnew, isAsSent, placeOfPrefix, reserve } from './rejected.ts';
import { gatherCells } from './sheet.ts';
import { jsonAt, roomForTable, rowsAsJson, runsAt, runsIn } from './tables.ts';
import { forgetWords } from './words.ts';

// One by one: exported straight from where they are, their modules would be there twice.
export {
  addRegion,
  beginLists,
  beginParticipants,
  beginRejected,
  beginText,
  coverageRows,
  decide,
  decisions,
  forget,
  forgetWords,
  gatherAnew,
  gatherCells,
  isAsSent,
  isData,
  jsonAt,
  judge,
  layOut,
  layOutDecisions,
  placeOfPrefix,
  read,
  readOne,
  reserve,
  roomForClaims,
  roomForRows,
  roomForSegments,
  roomForTable,
  rowsAsJson,
  runsAt,
  runsIn,
  split,
  sumUp,
  take,
  tally,
};
