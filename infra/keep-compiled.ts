/** Imported before the program where what V8 compiles is to be kept: writes it beside each script that a thread runs. */
import { renameSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import vm from 'node:vm';
import { isMainThread, parentPort, threadId } from 'node:worker_threads';
import { compiledOf } from '../local/start.ts';

// V8 forgets what has not run for a while. Kept code is for a V8 with these flags, so they are as usual while it is handed out.
setFlagsFromString('--no-flush-bytecode');

function keep(script: vm.Script, filename: string): void {
  setFlagsFromString('--flush-bytecode');
  const compiled = script.createCachedData();
  setFlagsFromString('--no-flush-bytecode');
  const draft = `${compiledOf(filename)}-${threadId}`;
  writeFileSync(draft, compiled);
  renameSync(draft, compiledOf(filename));
}

class KeptScript extends vm.Script {
  constructor(code: string, options: vm.ScriptOptions & { filename: string }) {
    super(code, options);
    const keepThis = () => keep(this, options.filename);
    if (isMainThread) process.once('exit', keepThis);
    else keepWithAnswers(keepThis);
  }
}
Object.assign(vm, { Script: KeptScript });

/** A worker is stopped without being asked, so it keeps what it has with every answer that it gives. */
function keepWithAnswers(keepThis: () => void): void {
  if (!parentPort) return;
  const answer = parentPort.postMessage.bind(parentPort);
  parentPort.postMessage = (message: unknown) => {
    keepThis();
    answer(message);
  };
}
