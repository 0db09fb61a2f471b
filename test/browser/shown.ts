/** Output folders as the page is given them: served as `cakupan serve` does, for officials, or as the public site has them. */
import { cpSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { DiskStore } from '../../local/disk.ts';
import { officialPage } from '../../local/page.ts';
import { site } from '../../local/site.ts';
import { type Page, readPage } from '../../platform/page.ts';

const BUILT = new URL('../../.generated/dashboard', import.meta.url).pathname;

export interface Served {
  readonly address: string;
  readonly close: () => Promise<void>;
}

export function serveOfficial(out: string): Promise<Served> {
  return served(out, officialPage());
}

/** @param copy a folder that does not exist yet: what only officials may see is not copied there */
export function servePublic(out: string, copy: string): Promise<Served> {
  cpSync(join(out, 'snapshots'), join(copy, 'snapshots'), {
    recursive: true,
    filter: (path) => !/(^|\/)(exact|changelog\.js(on)?)($|\/)/.test(relative(out, path)),
  });
  return served(copy, readPage(BUILT));
}

async function served(out: string, page: Page | undefined): Promise<Served> {
  const show = site({
    page,
    snapshots: new DiskStore(join(out, 'snapshots')),
    reports: new DiskStore(join(out, 'reports')),
    title: 'test',
    source: out,
    explain: (error) => ({ id: String(error), en: String(error) }),
  });
  const server = createServer((request, response) => void show(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
