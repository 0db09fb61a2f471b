/** The page over data that are missing, cut off, of another format, or odd: it says what is wrong and what still works. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cakupan, temporaryFolder } from '../cakupan.ts';
import { serveOfficial, servePublic } from './shown.ts';
import { startBrowser, visit } from './visitor.ts';

const CASES = new URL('../journeys/', import.meta.url).pathname;
const scratch = temporaryFolder();
const whole = join(scratch, 'whole');
let browser: Browser;

beforeAll(async () => {
  await publish('handmade', whole);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  rmSync(scratch, { recursive: true, force: true });
});

const REGION = '#/2023-08/r1/81';
const VIEW = 'snapshots/2023-08/r1/exact/view';

interface Damage {
  readonly file: string;
  readonly hash: string;
  readonly change: (text: string) => string | null;
  readonly says: string;
}

const DAMAGES: Readonly<Record<string, Damage>> = {
  'an index that is missing': { file: 'snapshots/index.js', hash: '', change: () => null, says: 'index.js tidak ada' },
  'a pointer that is cut off': {
    file: 'snapshots/2023-08/latest.js',
    hash: '',
    change: (text) => text.slice(0, 60),
    says: 'latest.js tidak utuh',
  },
  'a summary that is missing': {
    file: `${VIEW}/ringkas.js`,
    hash: '',
    change: () => null,
    says: 'ringkas.js tidak ada',
  },
  'a region whose file is cut off': {
    file: `${VIEW}/81.js`,
    hash: REGION,
    change: (text) => text.slice(0, text.length / 2),
    says: '81.js tidak utuh',
  },
  'a region of another name': {
    file: `${VIEW}/81.js`,
    hash: REGION,
    change: (text) => text.replace('view/81', 'view/82'),
    says: '81.js tidak utuh',
  },
  'a region of an older format': {
    file: `${VIEW}/81.js`,
    hash: REGION,
    change: (text) => text.replace('"format":1', '"format":0'),
    says: 'lebih lama daripada halaman ini',
  },
  'a region of a newer format': {
    file: `${VIEW}/81.js`,
    hash: REGION,
    change: (text) => text.replace('"format":1', '"format":2'),
    says: 'lebih baru daripada halaman ini',
  },
  'a region that holds something else': {
    file: `${VIEW}/81.js`,
    hash: REGION,
    change: (text) => text.replace(/"coverage":\{/, '"coverage":{"ENTAH":[1],'),
    says: 'tidak seperti yang seharusnya',
  },
  'monitoring that is missing': {
    file: `${VIEW}/monev.js`,
    hash: '#/monev',
    change: () => null,
    says: 'monev.js tidak ada',
  },
  'metadata that are cut off': {
    file: `${VIEW}/metadata.js`,
    hash: '#/unduh',
    change: (text) => text.slice(0, 100),
    says: 'metadata.js tidak utuh',
  },
};

describe.each(Object.entries(DAMAGES))('%s', (name, { file, hash, change, says }) => {
  const out = join(scratch, name.replaceAll(' ', '-'));

  test('is told, with the way back; what is whole can be seen', async () => {
    damage(out, file, change);
    const served = await serveOfficial(out);
    const { page, go, leave } = await visit(browser, served.address);
    await go(hash);
    await expect.poll(() => page.getByRole('alert').first().innerText()).toContain(says);
    expect(await page.getByRole('link', { name: 'Ke halaman awal' }).count()).toBeGreaterThan(0);
    if (file !== 'snapshots/index.js') {
      expect(await page.getByRole('link', { name: 'coverage.csv' }).getAttribute('href')).toContain(
        'r1/exact/coverage.csv',
      );
    }
    await leave();
    await served.close();
  });

  test('is told in a folder too', async () => {
    damage(out, file, change);
    const { page, go, leave } = await visit(browser, `file://${out}/index.html`);
    await go(hash);
    await expect.poll(() => page.getByRole('alert').first().innerText()).toMatch(/tidak|lebih/);
    await leave();
  });
});

test('an address that leads nowhere, and a region, revision or period that is not there, are told', async () => {
  const served = await serveOfficial(whole);
  const { page, go, leave } = await visit(browser, served.address);
  for (const [hash, says] of [
    ['#/entah/apa', 'tidak menunjuk ke apa pun'],
    ['#/2023-08/99', 'Tidak ada wilayah dengan kode 99'],
    ['#/2023-08/r9', 'tidak ada'],
    ['#/1999-01', 'belum terbit'],
  ] as const) {
    await go(hash);
    await expect.poll(() => page.getByRole('alert').first().innerText()).toContain(says);
  }
  await leave();
  await served.close();
});

describe.each(readdirSync(CASES).filter((name) => !name.endsWith('.ts')))('the shared case %s', (name) => {
  test('opens without an error, every period, every view, both tiers', async () => {
    const out = join(scratch, `case-${name}`);
    await publish(name, out);
    const all = await Promise.all([serveOfficial(out), servePublic(out, join(scratch, `public-${name}`))]);
    for (const { address } of all) {
      const { page, faults, go, leave } = await visit(browser, address);
      for (const periode of readdirSync(join(CASES, name, 'expected'))) {
        for (const view of ['', 'monev/', 'banding/', 'catatan/', 'unduh/']) {
          await go(`#/${view}${periode}/81`);
          expect(await page.getByRole('alert').allInnerTexts(), `${view}${periode}`).toEqual([]);
        }
      }
      expect(faults).toEqual([]);
      await leave();
    }
    await Promise.all(all.map(({ close }) => close()));
  });
});

async function publish(name: string, out: string): Promise<void> {
  const uploads = `${out}-uploads`;
  cpSync(join(CASES, name, 'uploads'), uploads, { recursive: true });
  const { code, stderr } = await cakupan(['run', uploads, '--out', out, '--quiet']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

function damage(out: string, file: string, change: (text: string) => string | null): void {
  rmSync(out, { recursive: true, force: true });
  cpSync(whole, out, { recursive: true });
  const text = change(readFileSync(join(out, file), 'utf8'));
  if (text === null) rmSync(join(out, file));
  else writeFileSync(join(out, file), text);
}
