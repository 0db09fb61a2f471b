/** What a run and a revision were made with: a change of any of these makes cached work stale. */

/** Raised whenever a rule of this folder, or the layout of a run, changes what an upload yields. */
export const RULES_VERSION = '3';

/** The reference of regions, as published on npm. */
export const REFERENCE_VERSION = 'idn-area-data@4.0.1';

/** Of this program; the same as in package.json (a test holds them together). */
export const CODE_VERSION = '0.1.0';
