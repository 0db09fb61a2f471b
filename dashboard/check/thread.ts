/** The thread that checks a file, by the code that reads uploads. It has no address to send anything to, and asks for nothing. */
import '../data/jitless.ts';
import { aim } from '../../pipeline/aim.ts';
import { check } from '../../pipeline/check.ts';
import { reportPage } from '../../pipeline/ingest/report-page.ts';
import type { Regions } from '../../pipeline/rules/regions.ts';
import { readRegions, webPorts } from '../../platform/web.ts';
import type { FromThread, ToThread } from './messages.ts';

/** The kernel, in base64: what builds the page puts it here. */
declare const KERNEL: string;
const kernel = new WebAssembly.Module(Uint8Array.from(atob(KERNEL), (byte) => byte.charCodeAt(0)));

let regions: Promise<Regions> | undefined;

addEventListener('message', ({ data }: MessageEvent<ToThread>) => {
  act(data).catch((error: unknown) =>
    say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
});

async function act(message: ToThread): Promise<void> {
  if (message.kind === 'regions') {
    regions = readRegions(message.bytes);
    await regions;
    return say({ kind: 'ready' });
  }
  const reference = await regions;
  if (!reference) throw new Error('no reference of regions');
  const { file, given, today } = message;
  const { keys, guesses } = await aim(file.webkitRelativePath || file.name, file, given, today, reference);
  let rows = 0;
  const ports = webPorts(reference, kernel, (more) => {
    rows += more;
    say({ kind: 'progress', rows });
  });
  const { key, report, files } = await check(keys, file, ports);
  say({ kind: 'checked', name: file.name, key, guesses, report, html: reportPage(report), files: [...files] });
}

function say(message: FromThread): void {
  postMessage(message);
}
