/** MiniStack, the emulator of AWS: its Python environment outside the repository, and its process while tests run. */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Programs of the repository's packages come first: the functions run on the Node.js that Lambda has. */
const PATH = `${here('../../node_modules/.bin')}:${process.env.PATH ?? ''}`;

/** Nobody else's machine: neither the emulator nor what it runs is to be reached from elsewhere. */
const LOOPBACK = '127.0.0.1';

const REGION = 'ap-southeast-3';

/** It starts within 2 s; a machine that does other things too is granted more. */
const START_MS = 60_000;

export interface Emulator {
  readonly endpoint: string;
  readonly region: string;
  /** What the clients and command lines of AWS need to find it, and nothing that would lead them to a real account. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the emulator and whoever works with it may write; gone when it stops. */
  readonly folder: string;
  stop(): void;
}

export async function startEmulator(): Promise<Emulator> {
  const python = await installed();
  const folder = mkdtempSync(join(tmpdir(), 'cakupan-aws-'));
  const port = await freePort();
  const log = join(folder, 'emulator.log');
  const child = spawn(python, [here('emulator.py')], {
    // A group of its own: the functions' processes belong to it and go with it. It ends itself when its input does.
    detached: true,
    stdio: ['pipe', openSync(log, 'a'), openSync(log, 'a')],
    env: {
      PATH,
      HOME: folder,
      TMPDIR: folder,
      STATE_DIR: join(folder, 'state'),
      S3_DATA_DIR: join(folder, 's3'),
      BIND_HOST: LOOPBACK,
      MINISTACK_HOST: LOOPBACK,
      MINISTACK_REGION: REGION,
      // Every call is checked against the policies of whoever makes it, the functions' own roles above all.
      AUTH: 'true',
      GATEWAY_PORT: String(port),
    },
  });
  const stop = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group is gone.
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', stop);
  const endpoint = `http://${LOOPBACK}:${port}`;
  try {
    await healthy(endpoint, () => child.exitCode !== null);
  } catch (error) {
    const said = existsSync(log) ? readFileSync(log, 'utf8') : '';
    stop();
    throw new Error(`the emulator did not start:\n${said}`, { cause: error });
  }
  const env = {
    PATH,
    HOME: folder,
    TMPDIR: folder,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return { endpoint, region: REGION, env, folder, stop };
}

/** @returns the interpreter of an environment that holds just what requirements.txt names; made once, then used again */
async function installed(): Promise<string> {
  const wanted = readFileSync(here('requirements.txt'));
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cakupan');
  const folder = join(cache, `ministack-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`);
  const python = join('bin', 'python');
  if (existsSync(folder)) return join(folder, python);
  mkdirSync(cache, { recursive: true });
  // It gets its name when it is complete: an installation that was cut short, or another's, is in nobody's way.
  const draft = mkdtempSync(`${folder}-`);
  try {
    await run('python3', ['-m', 'venv', draft]);
    const quiet = ['--quiet', '--no-input', '--disable-pip-version-check'];
    await run(join(draft, python), ['-m', 'pip', 'install', ...quiet, '--no-deps', '-r', here('requirements.txt')]);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return join(folder, python);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

async function healthy(endpoint: string, ended: () => boolean): Promise<void> {
  for (const until = Date.now() + START_MS; Date.now() < until; ) {
    if (ended()) throw new Error('it ended');
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`it does not answer within ${START_MS / 1000} s`);
}
