/** What a person asks of an output folder or a stack, from the command line; and what came of it, in words. */
import type { Sentence } from '../pipeline/rules/codes.ts';
import { isPeriode } from '../pipeline/rules/keys.ts';
import { changelogKey } from '../pipeline/snapshot/pointers.ts';
import type { Deed, Done } from './deeds.ts';
import { Failure } from './failure.ts';
import type { Language } from './language.ts';
import { type Results, summary } from './summary.ts';

export interface AskedFlags {
  readonly periode?: string | undefined;
  readonly reason?: string | undefined;
  readonly yes: boolean;
}

/**
 * What is asked for. @param who asks, as the changelog names them
 * @throws Failure for what is incomplete, or not meant seriously enough
 */
export function deedOf(verb: string, operand: string | undefined, flags: AskedFlags, who: string): Deed {
  const asked = { who, reason: flags.reason ?? '' };
  switch (verb) {
    case 'accept':
      return { verb, slot: needed(operand, SLOT) };
    case 'rollback': {
      const [periode, revision] = revisionOf(needed(operand, REVISION), flags.periode);
      return { verb, periode, revision, ...asked };
    }
    case 'release':
      return { verb, periode: periodeOf(needed(operand ?? flags.periode, PERIODE)), ...asked };
    case 'rerun':
      return { verb, periode: periodeOf(needed(operand, PERIODE)) };
    case 'purge': {
      const what = needed(operand, SLOT_OR_PERIODE);
      if (asked.reason.trim() === '' || !flags.yes) throw new Failure(PURGE(what));
      const periode = periodeOf(what.split('/')[0] ?? '');
      return { verb, periode, ...(what.includes('/') && { slot: what }), ...asked };
    }
    default:
      throw new Error(`${verb} is no deed`);
  }
}

/** `2023-08/r2`, or `r2` with --periode. */
export function revisionOf(text: string, periode: string | undefined): [periode: string, revision: string] {
  const [first = '', second] = text.split('/');
  const [of, revision] = second === undefined ? [periode, first] : [first, second];
  if (of === undefined || !isPeriode(of) || !/^r[1-9]\d*$/.test(revision)) throw new Failure(REVISION);
  return [of, revision];
}

function periodeOf(text: string): string {
  if (!isPeriode(text)) throw new Failure(PERIODE);
  return text;
}

function needed(operand: string | undefined, how: Sentence): string {
  if (operand === undefined) throw new Failure(how);
  return operand;
}

/** @param place how a verb is typed there, beyond its operands */
export async function told(
  deed: Deed,
  done: Done,
  { results, place }: { results: Results; place: string },
  language: Language,
): Promise<string> {
  if (done.run) return summary(done.run, results, language);
  const lines = done.periods.map(({ periode, decision, revision }) => {
    const at = revision ?? '-';
    const sentences: Record<typeof decision, Sentence> = {
      publish: { id: `${at} terbit`, en: `${at} published` },
      unchanged: { id: `tidak ada yang berubah; ${at} tetap berlaku`, en: `nothing has changed; ${at} stays current` },
      held: {
        id: `ditahan pada ${at}: berkas diterima, tetapi tidak ada yang terbit sampai cakupan release ${periode}${place}`,
        en: `on hold at ${at}: files are accepted, but nothing is published until cakupan release ${periode}${place}`,
      },
      busy: { id: 'sedang diterbitkan', en: 'is being published' },
    };
    return `${periode}  ${sentences[decision][language]}.`;
  });
  const { purged } = done;
  if (purged) {
    const { versions, runs, reports, keys } = purged;
    lines.unshift(
      {
        id: `Dihapus: ${keys.length} kunci, ${versions} versi, ${runs} berkas kerja, ${reports} berkas laporan. Angka yang sudah terbit tetap.`,
        en: `Removed: ${keys.length} keys, ${versions} versions, ${runs} working files, ${reports} report files. Published counts stay.`,
      }[language],
    );
  }
  if (deed.verb === 'rollback') lines.push(results.path('snapshots', changelogKey(deed.periode)));
  return `${lines.join('\n')}\n`;
}

const SLOT: Sentence = {
  id: 'Sebutkan satu slot, misalnya: cakupan accept 2023-08/8171/peserta.',
  en: 'Name one slot, such as: cakupan accept 2023-08/8171/peserta.',
};
const SLOT_OR_PERIODE: Sentence = {
  id: 'Sebutkan satu slot atau satu periode, misalnya: cakupan purge 2023-08/8171/peserta --reason "..." --yes.',
  en: 'Name one slot or one period, such as: cakupan purge 2023-08/8171/peserta --reason "..." --yes.',
};
const PERIODE: Sentence = {
  id: 'Sebutkan satu periode: tahun dan bulan, misalnya 2023-08.',
  en: 'Name one period: year and month, such as 2023-08.',
};
const REVISION: Sentence = {
  id: 'Sebutkan satu revisi, misalnya: cakupan rollback 2023-08/r2 --reason "...".',
  en: 'Name one revision, such as: cakupan rollback 2023-08/r2 --reason "...".',
};
const PURGE = (what: string): Sentence => ({
  id: `Ini menghapus semua versi, hasil baca, dan laporan dari ${what} untuk selamanya; angka yang sudah terbit tetap. Sebutkan alasannya dengan --reason "..." dan tambahkan --yes.`,
  en: `This removes every version, run and report of ${what} for good; published counts stay. Say why with --reason "..." and add --yes.`,
});
