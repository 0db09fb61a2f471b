/** Tells how things stand, in words or as JSON. */
import type { Sentence } from '../pipeline/rules/codes.ts';
import { EXIT } from './failure.ts';
import { type Language, numbers } from './language.ts';
import type { KeyStatus, PeriodStatus, Status } from './status.ts';

/** Executions at work on a stack. */
export interface Running {
  readonly upload: number;
  readonly publish: number;
}

/** @returns the exit code */
export function tellStatus(status: Status, running: Running | undefined, json: boolean, language: Language): number {
  process.stdout.write(
    json ? `${JSON.stringify({ ...status, running: running ?? null })}\n` : statusText(status, running, language),
  );
  return EXIT.done;
}

function statusText({ periods, pathless }: Status, running: Running | undefined, language: Language): string {
  const say = (sentence: Sentence) => sentence[language];
  const lines: string[] = [];
  if (periods.length === 0 && pathless.length === 0) {
    lines.push(say({ id: 'Belum ada berkas yang diperiksa.', en: 'No file has been checked yet.' }));
  }
  for (const period of periods) {
    lines.push(`${period.periode}  ${say(standing(period, language))}`, ...keyLines(period.keys, language), '');
  }
  if (pathless.length > 0) {
    lines.push(
      say({ id: 'Berkas tanpa periode:', en: 'Files without a period:' }),
      ...keyLines(pathless, language),
      '',
    );
  }
  if (running) {
    lines.push(
      say({
        id: `Eksekusi berjalan: ${running.upload} unggahan, ${running.publish} penerbitan.`,
        en: `Executions running: ${running.upload} uploads, ${running.publish} publishing.`,
      }),
    );
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function standing(
  { revision, generation, published, publishing, hold, keys }: PeriodStatus,
  language: Language,
): Sentence {
  const number = (value: number) => numbers(language).format(value);
  const count = (state: KeyStatus['state']) => number(keys.filter((key) => key.state === state).length);
  const counts = {
    id: `${count('accepted')} diterima, ${count('rejected')} ditolak, ${count('withdrawn')} ditarik`,
    en: `${count('accepted')} accepted, ${count('rejected')} rejected, ${count('withdrawn')} withdrawn`,
  };
  const current = revision
    ? { id: `${revision} berlaku`, en: `${revision} is current` }
    : { id: 'belum terbit', en: 'not published yet' };
  const waiting =
    generation > published
      ? { id: '; ada perubahan yang menunggu terbit', en: '; there are changes that wait to be published' }
      : NOTHING;
  const held = hold
    ? {
        id: `; ditahan oleh ${hold.who} sejak ${hold.at.slice(0, 10)} ("${hold.reason}")`,
        en: `; on hold by ${hold.who} since ${hold.at.slice(0, 10)} ("${hold.reason}")`,
      }
    : NOTHING;
  const busy = publishing ? { id: '; sedang diterbitkan', en: '; being published' } : NOTHING;
  return {
    id: `${current.id}: ${counts.id}${held.id}${waiting.id}${busy.id}.`,
    en: `${current.en}: ${counts.en}${held.en}${waiting.en}${busy.en}.`,
  };
}

const NOTHING: Sentence = { id: '', en: '' };

const STATES: Record<KeyStatus['state'], Sentence> = {
  accepted: { id: 'diterima', en: 'accepted' },
  rejected: { id: 'ditolak', en: 'rejected' },
  withdrawn: { id: 'ditarik', en: 'withdrawn' },
};

function keyLines(keys: readonly KeyStatus[], language: Language): string[] {
  const width = Math.max(0, ...keys.map(({ key }) => key.length));
  const stateWidth = Math.max(...Object.values(STATES).map((state) => state[language].length));
  return keys.map((status) => {
    const about = aboutOf(status, language).join('; ');
    return `  ${status.key.padEnd(width)}  ${STATES[status.state][language].padEnd(stateWidth)}  ${about}`.trimEnd();
  });
}

function aboutOf({ state, code, inForce, late, rows }: KeyStatus, language: Language): string[] {
  const say = (sentence: Sentence) => sentence[language];
  const number = (value: number) => numbers(language).format(value);
  const about: string[] = [];
  if (code !== null) about.push(code);
  if (state === 'rejected' && inForce === 'earlier') {
    about.push(say({ id: 'versi sebelumnya tetap berlaku', en: 'the version before stays in force' }));
  }
  if (state !== 'withdrawn' && rows.accepted + rows.rejected > 0) {
    about.push(say({ id: `${number(rows.accepted)} baris`, en: `${number(rows.accepted)} rows` }));
    if (rows.rejected > 0)
      about.push(say({ id: `${number(rows.rejected)} ditolak`, en: `${number(rows.rejected)} rejected` }));
  }
  if (late) about.push(say({ id: 'terlambat: baru masuk revisi berikutnya', en: 'late: in the next revision only' }));
  return about;
}
