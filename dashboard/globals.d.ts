/** What the build puts in: style sheets, and where the scripts lie that are loaded on demand. */
declare module '*.css';
declare const LAZY: Readonly<Record<string, string>>;
