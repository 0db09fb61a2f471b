/** What the page costs over a published folder, in a real browser: `node bench/page.ts OUT`. Prints Markdown. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { writeAddress } from '../dashboard/address.ts';
import { contentOf } from '../dashboard/data/content.ts';
import { DiskStore } from '../local/disk.ts';
import { officialPage } from '../local/page.ts';
import { site } from '../local/site.ts';
import { Index } from '../pipeline/contracts/published.ts';
import { SummaryView } from '../pipeline/contracts/view.ts';
import { median } from './measure.ts';

const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];
const ROUNDS = 5;

async function bench(out: string): Promise<void> {
  const snapshots = new DiskStore(join(out, 'snapshots'));
  const text = async (path: string) =>
    new TextDecoder().decode((await snapshots.read(`${path}.js`)) ?? new Uint8Array());
  const { periods } = Index.parse(contentOf('index', await text('index')));
  const newest = periods.toSorted((a, b) => (a.periode < b.periode ? -1 : 1)).at(-1);
  if (!newest) throw new Error('nothing is published there');
  const path = `${newest.periode}/${newest.revision}/exact/view/ringkas`;
  const { wilayah } = SummaryView.parse(contentOf(path, await text(path)));

  const server = createServer((request, response) => void show(request, response));
  const show = site({
    ...{ page: officialPage(), snapshots, reports: new DiskStore(join(out, 'reports')), title: out, source: out },
    explain: (error) => ({ id: String(error), en: String(error) }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/`;
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS });
  try {
    const first: { bytes: number; drawn: number; busy: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      first.push(await firstView(page, await context.newCDPSession(page), address));
      await context.close();
    }
    console.log(
      `| first view: bytes over the wire, median of ${ROUNDS} | ${kilobytes(median(first.map(({ bytes }) => bytes)))} |`,
    );
    console.log(`| ... drawn after | ${Math.round(median(first.map(({ drawn }) => drawn)))} ms |`);
    console.log(
      `| ... of that the page's own thread was busy | ${Math.round(median(first.map(({ busy }) => busy)))} ms |`,
    );

    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await page.goto(address);
    await page.waitForFunction(
      () => document.querySelector('.tile') !== null && document.querySelector('.wait') === null,
    );
    console.log(`| memory of the page after its first view | ${kilobytes(await heap(devtools))} |`);
    for (const [name, length] of [
      ['province', 2],
      ['kabupaten/kota', 4],
    ] as const) {
      const regions = wilayah.filter(({ kode }) => kode.length === length && kode !== '00').map(({ kode }) => kode);
      const times: number[] = [];
      for (const kode of regions) times.push(await open(page, kode));
      times.sort((a, b) => a - b);
      console.log(
        `| to open each ${name} (${regions.length}): median, slowest | ${Math.round(median(times))} ms, ${Math.round(times.at(-1) ?? 0)} ms |`,
      );
    }
    console.log(`| memory after all of them | ${kilobytes(await heap(devtools))} |`);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

/** On a fresh browser that has nothing kept. Drawn: the tile map stands, by the page's own clock since it was asked for. */
async function firstView(page: Page, devtools: CDPSession, address: string) {
  let bytes = 0;
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await devtools.send('Network.enable');
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (document.querySelectorAll('.tile').length < 38) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => performance.mark('drawn')));
    });
    watch.observe(document, { childList: true, subtree: true });
  });
  await page.goto(address);
  await page.waitForFunction(() => performance.getEntriesByName('drawn').length > 0);
  await page.waitForLoadState('networkidle');
  const drawn = await page.evaluate(() => performance.getEntriesByName('drawn')[0]?.startTime ?? 0);
  const { metrics } = await devtools.send('Performance.getMetrics');
  const busy = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  return { bytes, drawn, busy };
}

/** From the change of the address to the first frame that shows the region, by the page's own clock. */
function open(page: Page, kode: string): Promise<number> {
  const hash = writeAddress({ view: 'wilayah', rule: null, periode: null, revision: null, kode, query: {} });
  return page.evaluate(
    ({ to, code }) =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        location.hash = to;
        const look = () => {
          const shown = document.querySelector('[data-wilayah]');
          if (shown instanceof HTMLElement && shown.dataset.wilayah === code) resolve(performance.now() - began);
          else requestAnimationFrame(look);
        };
        look();
      }),
    { to: hash, code: kode },
  );
}

async function heap(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize;
}

function kilobytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

await bench(process.argv[2] ?? 'cakupan-out');
