/** Asks for a deed: done here, or by the program that serves the folder, over loopback and under the word in its lock file. */
import { randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import type { Sentence } from '../pipeline/rules/codes.ts';
import { Deed, type Done, perform } from './deeds.ts';
import { Engine } from './engine.ts';
import { EXIT, Failure } from './failure.ts';
import { type Counter, counterOf } from './lock.ts';
import { expectResults, noteUploads } from './place.ts';
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
  await expectResults(places.out);
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
  const [status, said] = await post(port, JSON.stringify({ word, deed })).catch((): never => {
    throw new Failure(NO_ANSWER, EXIT.fault);
  });
  const refusal = Refusal.safeParse(said);
  if (refusal.success) throw new Failure(refusal.data.refused, refusal.data.exit);
  if (status !== 200) throw new Error(`the program that serves the folder failed (${status})`);
  return z.custom<Done>((value) => typeof value === 'object' && value !== null).parse(said);
}

/** Waits as long as it takes: what is asked for has its turn when nothing else is being done, and may read a whole period. */
async function post(port: number, body: string): Promise<[status: number, said: unknown]> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: PATH, method: 'POST' };
    const asked = httpRequest({ ...options, headers: { 'Content-Type': 'application/json' } }, resolve);
    asked.once('error', reject);
    asked.end(body);
  });
  return [answer.statusCode ?? 0, await json(answer)];
}

const NO_ANSWER: Sentence = {
  id: 'Program yang melayani folder ini (cakupan serve) berhenti sebelum menjawab. Lihat keadaannya dengan cakupan status, lalu ulangi bila belum dilakukan.',
  en: 'The program that serves this folder (cakupan serve) ended before it answered. See how things stand with cakupan status, and try again if it has not been done.',
};

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
