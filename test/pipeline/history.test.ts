/** What is known of a key does not depend on when, how often or in which order its events arrive. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../pipeline/contracts/steps.ts';
import { type HistoryEntry, isGone, revise, type Versions, vouch, withdrawal } from '../../pipeline/history.ts';

/** What happened to a key, oldest first: a version with so many rows that pass, one that is rejected, or a deletion. */
const life = fc.array(fc.constantFrom('10', '20', '30', '60', '90', 'fails', 'deleted'), {
  minLength: 1,
  maxLength: 8,
});

test('whatever the order of events, and however often they come, the record is that of a calm life', () => {
  fc.assert(
    fc.property(life, fc.infiniteStream(fc.nat()), (events, chance) => {
      const history = historyOf(events);
      const calm = play(history, history.toReversed(), events);
      // Every event at least once, in any order, with the bucket as it is at the end.
      const delivered = [...history, ...history.filter((_, i) => i % 2 === 0)];
      const shuffled = delivered
        .map((entry) => ({ entry, at: chance.next().value ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ entry }) => entry);
      expect(play(history, shuffled, events)).toEqual(calm);
    }),
  );
});

test('events that arrive while the key still changes lead to the same record', () => {
  fc.assert(
    fc.property(life, fc.infiniteStream(fc.nat({ max: 3 })), (events, delay) => {
      const history = historyOf(events);
      let state: Versions | undefined;
      // Each event is processed a few events late, when the bucket knows more already.
      const due = events.map((_, i) => ({ i, at: i + (delay.next().value ?? 0) })).sort((a, b) => a.at - b.at);
      for (const { i, at } of due) {
        const then = history.slice(Math.max(0, history.length - 1 - at)); // what the bucket knew when it was processed
        state = step(state, history[history.length - 1 - i], then, events);
      }
      expect(state).toEqual(play(history, history.toReversed(), events));
    }),
  );
});

describe('a version', () => {
  test('that passes supersedes the one before; one that does not leaves it in force', () => {
    expect(stateAfter('90', '60')).toMatchObject({ seen: { version: 'v1' }, accepted: { version: 'v1' } });
    expect(stateAfter('90', 'fails')).toMatchObject({ seen: { version: 'v1' }, accepted: { version: 'v0' } });
  });

  test('from before a deletion does not come back when its key is uploaded again', () => {
    expect(stateAfter('90', 'deleted', 'fails')).toMatchObject({ accepted: null, withdrawn: false });
  });

  test('stays in force when the store has let it expire behind a newer one that was rejected', () => {
    const state = revise(stateAfter('90'), judged('v1', 'UNREADABLE'), [{ version: 'v1', deleted: false }]);
    expect(state.accepted?.version).toBe('v0');
  });

  test('that passed once and is rejected by today’s rules is in force no more, nor is what it had superseded', () => {
    const again = revise(stateAfter('90', '60'), judged('v1', 'TOO_MANY_REJECTED'), historyOf(['90', '60']));
    expect(again).toMatchObject({ accepted: null, passed: [], seen: { kode: 'TOO_MANY_REJECTED' } });
  });

  test('whose judgement is known is not marked as failed by another execution that failed', () => {
    const known = stateAfter('90');
    expect(revise(known, judged('v0', 'PROCESSING_FAILED'), historyOf(['90']))).toEqual(known);
  });
});

describe('a correction with fewer than half the rows', () => {
  test('is held, and the version before stays in force', () => {
    const state = stateAfter('90', '30');
    expect(state).toMatchObject({ seen: { version: 'v1' }, accepted: { version: 'v0' }, held: { version: 'v1' } });
    expect(stateAfter('60', '30')).toMatchObject({ accepted: { version: 'v1' }, held: null });
  });

  test('takes its place once somebody has vouched for it', () => {
    const state = stateAfter('90', '30');
    if (!state) throw new Error('there is no state');
    expect(vouch(state, 'v1')).toMatchObject({ accepted: { version: 'v1' }, held: null });
  });

  test('is forgotten when the whole file follows', () => {
    expect(stateAfter('90', '10', '60')).toMatchObject({ accepted: { version: 'v2' }, held: null });
  });

  test('of targets or commitments is none: they may well be few', () => {
    const known = stateAfter('90');
    const target = { ...judged('v1', null, 1), jenis: 'target' as const };
    expect(revise(known, target, historyOf(['90', '1']))).toMatchObject({ accepted: { version: 'v1' }, held: null });
  });

  test('of a key that was deleted in between is its first version again', () => {
    expect(stateAfter('90', 'deleted', '10')).toMatchObject({ accepted: { version: 'v2' }, held: null });
  });
});

function stateAfter(...events: string[]): Versions | undefined {
  const history = historyOf(events);
  return play(history, history.toReversed(), events);
}

function historyOf(events: readonly string[]): HistoryEntry[] {
  return events.map((event, i) => ({ version: `v${i}`, deleted: event === 'deleted' })).toReversed();
}

/** Processes the events of these entries in this order, with this history. */
function play(history: readonly HistoryEntry[], order: readonly HistoryEntry[], events: readonly string[]) {
  return order.reduce<Versions | undefined>((state, entry) => step(state, entry, history, events), undefined);
}

/** As Register and Withdraw do. */
function step(
  state: Versions | undefined,
  entry: HistoryEntry | undefined,
  history: readonly HistoryEntry[],
  events: readonly string[],
): Versions | undefined {
  if (!entry) return state;
  if (entry.deleted) return state && isGone(history) ? withdrawal(state) : state;
  const rows = Number(events[Number(entry.version.slice(1))]);
  return revise(state, judged(entry.version, rows > 0 ? null : 'UNREADABLE', rows || 0), history);
}

function judged(version: string, kode: Outcome['kode'], lolos = 0): Outcome {
  return {
    key: '2023-08/8171/peserta.csv',
    version,
    content: null,
    periode: '2023-08',
    slot: '2023-08/8171/peserta',
    wilayah: '8171',
    jenis: 'peserta',
    kode,
    run: null,
    rules: '2',
    keyId: 'k',
    counts: { lolos, ditolak: 0, dilewati: 0 },
    issues: {},
  };
}
