/** How the page is built: classic scripts, since a browser loads no module from a folder. Built by build.ts. */
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** @param lazy where the scripts lie that are loaded on demand, by their names, relative to index.html */
export function pageConfig(outDir: string, lazy: Readonly<Record<string, string>>): InlineConfig {
  return {
    ...shared(outDir),
    define: { LAZY: JSON.stringify(lazy) },
    build: {
      ...output(outDir),
      rolldownOptions: { output: { format: 'iife', codeSplitting: false, ...names } },
    },
    plugins: [classic()],
  };
}

/** A script that the page loads on demand: its exports become the global `name`. */
export function lazyConfig(outDir: string, entry: string, name: string): InlineConfig {
  return {
    ...shared(outDir),
    build: {
      ...output(outDir),
      rolldownOptions: {
        input: fileURLToPath(new URL(entry, import.meta.url)),
        preserveEntrySignatures: 'strict',
        output: { format: 'iife', name, codeSplitting: false, ...names },
      },
    },
  };
}

const names = { entryFileNames: 'assets/[name]-[hash].js', assetFileNames: 'assets/[name]-[hash][extname]' };

function shared(_outDir: string): InlineConfig {
  return {
    root: ROOT,
    configFile: false,
    base: './',
    logLevel: 'warn',
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  };
}

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
