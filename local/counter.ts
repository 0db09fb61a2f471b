/** Asks for a deed: done here, or by the program that serves the folder, over loopback and under the word in its lock file. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { Deed, type Done, perform } from './deeds.ts';
import { Engine } from './engine.ts';
import { Failure } from './failure.ts';
import { type Counter, counterOf } from './lock.ts';
import { noteUploads } from './place.ts';
import { type Places, stateFolder } from './ports.ts';
import type { Progress } from './progress.ts';

const PATH = '/_cakupan';

/** A deed is a few hundred bytes. */
const LONGEST_DEED = 64 * 1024;

const Asked = z.strictObject({ word: z.string(), deed: Deed });
const Refusal = z.object({ refused: z.object({ id: z.string(), en: z.string() }), exit: z.number() });

/** @throws Failure where it is refused, or somebody else works on the folder and serves nobody */
export async function ask(deed: Deed, places: Places, env: NodeJS.ProcessEnv, progress: Progress): Promise<Done> {
  const counter = await counterOf(join(stateFolder(places.out), 'lock.json'));
  if (counter) return send(deed, counter);
  const engine = await Engine.open(places, env, progress);
  try {
    if (deed.verb === 'rerun') await noteUploads(places);
    return await perform(deed, engine, places, progress);
  } finally {
    progress.end();
    await engine.close();
  }
}

export async function send(deed: Deed, { port, word }: Counter): Promise<Done> {
  const answer = await fetch(`http://127.0.0.1:${port}${PATH}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ word, deed }),
  });
  const said: unknown = await answer.json();
  const refusal = Refusal.safeParse(said);
  if (refusal.success) throw new Failure(refusal.data.refused, refusal.data.exit);
  if (!answer.ok) throw new Error(`the program that serves the folder failed (${answer.status})`);
  return z.custom<Done>((value) => typeof value === 'object' && value !== null).parse(said);
}

/** A word that only readers of the lock file know. */
export function newWord(): string {
  return randomBytes(24).toString('hex');
}

/** @returns whether the request was for the counter; then it is answered */
export async function serveCounter(
  request: IncomingMessage,
  response: ServerResponse,
  word: string,
  act: (deed: Deed) => Promise<Done>,
): Promise<boolean> {
  if (request.url !== PATH) return false;
  const answer = (status: number, value: unknown) => {
    response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.end(JSON.stringify(value));
  };
  // A page of another site may send a form here, but no JSON, and does not know the word.
  const asked = Asked.safeParse(request.method === 'POST' ? await bodyOf(request) : undefined);
  if (!asked.success || asked.data.word !== word) {
    answer(403, {});
    return true;
  }
  try {
    answer(200, await act(asked.data.deed));
  } catch (error) {
    if (error instanceof Failure) answer(409, { refused: error.sentence, exit: error.exit });
    else {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      answer(500, {});
    }
  }
  return true;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > LONGEST_DEED) return undefined;
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString());
  } catch {
    return undefined;
  }
}
