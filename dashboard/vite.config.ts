/** How the page is built: classic scripts, since a browser loads no module from a folder. Built by build.ts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin } from 'vite';
import { GENERATED } from '../infra/generated.ts';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** @param lazy where the scripts lie that are loaded on demand, by their names, relative to index.html */
export function pageConfig(outDir: string, lazy: Readonly<Record<string, string>>): InlineConfig {
  return {
    ...shared,
    define: { LAZY: JSON.stringify(lazy) },
    build: {
      ...output(outDir),
      rolldownOptions: { output: { format: 'iife', codeSplitting: false, ...names } },
    },
    plugins: [classic()],
  };
}

/** The scripts that the page loads on demand; the exports of each become a global. */
export const LAZY_SCRIPTS = {
  export: { entry: 'export/export.ts', global: 'cakupanEkspor' },
  thread: { entry: 'check/thread.ts', global: 'cakupanPeriksa' },
} as const;

export function lazyConfig(outDir: string, name: keyof typeof LAZY_SCRIPTS): InlineConfig {
  const { entry, global } = LAZY_SCRIPTS[name];
  return {
    ...shared,
    define: { KERNEL: JSON.stringify(readFileSync(join(GENERATED, 'kernel.wasm'), 'base64')) },
    build: {
      ...output(outDir),
      rolldownOptions: {
        input: { [name]: fileURLToPath(new URL(entry, import.meta.url)) },
        preserveEntrySignatures: 'strict',
        output: { format: 'iife', name: global, codeSplitting: false, ...names },
      },
    },
  };
}

const names = { entryFileNames: 'assets/[name]-[hash].js', assetFileNames: 'assets/[name]-[hash][extname]' };

const shared: InlineConfig = {
  root: ROOT,
  configFile: false,
  base: './',
  logLevel: 'warn',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
};

function output(outDir: string) {
  return {
    outDir,
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false as const,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  };
}

/** `type="module"` and `crossorigin` are refused on file://; `defer` waits for the document as a module does. */
function classic(): Plugin {
  return {
    name: 'classic',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replaceAll(/ type="module"/g, ' defer').replaceAll(' crossorigin', ''),
    },
  };
}
