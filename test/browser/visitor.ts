/** Someone who looks at the page in a real browser, and notices everything that should not happen while they do. */
import AxeCore from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS });
}

export interface Visitor {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, and requests to anywhere else. */
  readonly faults: string[];
  /** Paths that were asked for. */
  readonly asked: string[];
  /** Goes to an address of the page and waits until it is drawn. */
  readonly go: (hash: string) => Promise<void>;
  readonly leave: () => Promise<void>;
}

interface Manner {
  readonly width?: number;
  readonly dark?: boolean;
}

export async function visit(browser: Browser, address: string, { width = 1280, dark }: Manner = {}): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: dark ? 'dark' : 'light',
    timezoneId: 'Asia/Jakarta',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const url = new URL(request.url());
    asked.push(url.pathname);
    if (url.protocol !== 'data:' && url.protocol !== 'blob:' && url.origin !== new URL(address).origin) {
      faults.push(`asked ${url.origin}`);
    }
  });
  let first = true;
  return {
    page,
    faults,
    asked,
    go: async (hash) => {
      if (first) await page.goto(`${address}${hash}`);
      else await page.evaluate((to) => void (location.hash = to), hash);
      first = false;
      await page.waitForFunction(
        () => document.querySelector('h1, [role=alert]') !== null && document.querySelector('.wait') === null,
      );
    },
    leave: () => context.close(),
  };
}

/** What axe finds that is serious or critical, in a few words each. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(AxeCore.source);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}

declare global {
  interface Window {
    axe: typeof AxeCore;
  }
}
