import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { CODE_VERSION, REFERENCE_VERSION } from '../../pipeline/rules/versions.ts';

test('manifests name the version of the program and of the reference that are installed', () => {
  const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
  const Package = z.object({ name: z.string(), version: z.string() });
  expect(CODE_VERSION).toBe(Package.parse(read('package.json')).version);
  const { name, version } = Package.parse(read('node_modules/idn-area-data/package.json'));
  expect(REFERENCE_VERSION).toBe(`${name}@${version}`);
});
