/** Looks again and again at work that goes on elsewhere, until it is done, or has stood still for too long. */
import type { Sentence } from '../../pipeline/rules/codes.ts';
import { EXIT, Failure } from '../failure.ts';

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

export const CLOCK: Clock = {
  now: Date.now,
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Between two looks. Reading a file takes seconds to minutes; ListExecutions is allowed five times a second. */
export const LOOK_MS = 2000;

/** Twice what a single attempt of the longest step may take. */
export const PATIENCE_MS = 30 * 60 * 1000;

export interface Look {
  readonly done: boolean;
  /** Changes whenever something moves of what is waited for. */
  readonly sign: string;
  /** What is waited for, and how to look at it. */
  readonly waitingFor: Sentence;
}

/** @throws Failure that says what was waited for, when nothing has moved for as long as patience lasts */
export async function until(look: () => Promise<Look>, clock: Clock): Promise<void> {
  let sign: string | undefined;
  let since = clock.now();
  for (;;) {
    const now = await look();
    if (now.done) return;
    if (now.sign !== sign) {
      sign = now.sign;
      since = clock.now();
    } else if (clock.now() - since > PATIENCE_MS) throw tooLong(now.waitingFor);
    await clock.pause(LOOK_MS);
  }
}

function tooLong(what: Sentence): Failure {
  const minutes = PATIENCE_MS / 60_000;
  return new Failure(
    {
      id: `Sudah ${minutes} menit tidak ada yang bergerak. ${what.id} Pekerjaan di AWS tidak dihentikan; jalankan perintah yang sama lagi untuk terus mengikutinya.`,
      en: `Nothing has moved for ${minutes} minutes. ${what.en} The work on AWS was not stopped; run the same command again to go on following it.`,
    },
    EXIT.fault,
  );
}
