/** Runs one command and says what its whole process tree took: wall and processor time, and peak resident memory. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measure {
  /** Seconds. */
  wall: number;
  /** Seconds, user and system; NaN where there is no /proc. */
  cpu: number;
  /** Bytes, highest sum over the tree; NaN likewise. Pages that processes share count in each of them. */
  memory: number;
}

/** Fails when the command does, with what it wrote to standard error. */
export async function measure(command: readonly string[], environment: Record<string, string> = {}): Promise<Measure> {
  const [program = '', ...options] = command;
  const before = cpuOfChildren();
  const started = performance.now();
  const child = spawn(program, options, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let memory = hasProc ? 0 : Number.NaN;
  let tree: number[] = [];
  let samples = 0;
  const sampler = setInterval(() => {
    if (!hasProc || !child.pid) return;
    if (samples++ % LOOK_EVERY === 0) tree = treeOf(child.pid);
    memory = Math.max(
      memory,
      tree.map(residentOf).reduce((sum, bytes) => sum + bytes, 0),
    );
  }, SAMPLE_MS);
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  // The clock stops when the process has ended, not when its pipes are drained.
  const ended = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    let at = 0;
    child.once('exit', () => {
      at = performance.now();
    });
    child.once('close', (code) => {
      if (code === 0) resolve(at);
      else reject(new Error(`${command.join(' ')} ended with ${code}:\n${Buffer.concat(errors).toString()}`));
    });
  }).finally(() => clearInterval(sampler));
  return { wall: (ended - started) / 1000, cpu: cpuOfChildren() - before, memory };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Short enough to see a peak. */
const SAMPLE_MS = 20;
/** New processes are looked for in one of so many samples: going through all that the machine has would cost 4 % of a core. */
const LOOK_EVERY = 10;
const hasProc = process.platform === 'linux';
/** Linux has no other on the machines that Node.js runs on. */
const PAGE_BYTES = 4096;
const TICKS_PER_SECOND = 100;

/** What all children that have ended took, with those that they waited for: exact, unlike samples. */
function cpuOfChildren(): number {
  if (!hasProc) return Number.NaN;
  const fields = statOf('self');
  return (Number(fields[CUTIME]) + Number(fields[CUTIME + 1])) / TICKS_PER_SECOND;
}

/** A process and all below it; a process's threads are in it. */
function treeOf(root: number): number[] {
  const children = Map.groupBy(processes(), ({ parent }) => parent);
  const found: number[] = [];
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    found.push(pid);
    for (const child of children.get(pid) ?? []) open.push(child.pid);
  }
  return found;
}

function processes(): { pid: number; parent: number }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d/.test(name))
    .map((name) => ({ pid: Number(name), parent: Number(statOf(name)[PPID] ?? 0) }));
}

/** Places in /proc/PID/stat after the process's name, which is in brackets and may hold anything. */
const PPID = 1;
const CUTIME = 13;

function statOf(pid: string): string[] {
  return read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
}

function residentOf(pid: number): number {
  return Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0) * PAGE_BYTES;
}

/** Empty when the process has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
