/** What is known of a key does not depend on when, how often or in which order its events arrive. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../pipeline/contracts/steps.ts';
import { type HistoryEntry, isGone, revise } from '../../pipeline/history.ts';
import type { KeyRecord } from '../../pipeline/registry.ts';

type State = Pick<KeyRecord, 'seen' | 'accepted' | 'withdrawn'>;

/** What happened to a key, oldest first: a version that passes or not, or a deletion. */
const life = fc.array(fc.constantFrom('passes', 'fails', 'deleted'), { minLength: 1, maxLength: 8 });

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
      let state: State | undefined;
      // Each event is processed a few events late, when the bucket knows more already.
      const due = events.map((_, i) => ({ i, at: i + (delay.next().value ?? 0) })).sort((a, b) => a.at - b.at);
      for (const { i, at } of due) {
        const then = history.slice(Math.max(0, history.length - 1 - at));
        state = step(state, history[history.length - 1 - i], then, events);
      }
      expect(state).toEqual(play(history, history.toReversed(), events));
    }),
  );
});

describe('a version', () => {
  test('that passes supersedes the one before; one that does not leaves it in force', () => {
    expect(stateAfter('passes', 'passes')).toMatchObject({ seen: { version: 'v1' }, accepted: { version: 'v1' } });
    expect(stateAfter('passes', 'fails')).toMatchObject({ seen: { version: 'v1' }, accepted: { version: 'v0' } });
  });

  test('from before a deletion does not come back when its key is uploaded again', () => {
    expect(stateAfter('passes', 'deleted', 'fails')).toMatchObject({ accepted: null, withdrawn: false });
  });

  test('stays in force when the store has let it expire behind a newer one that was rejected', () => {
    const state = revise({ seen: judged('v0', null), accepted: judged('v0', null) }, judged('v1', 'UNREADABLE'), [
      { version: 'v1', deleted: false },
    ]);
    expect(state.accepted?.version).toBe('v0');
  });

  test('that passed once and is rejected by today’s rules is in force no more', () => {
    const passed = judged('v0', null);
    const history = [{ version: 'v0', deleted: false }];
    expect(revise({ seen: passed, accepted: passed }, judged('v0', 'TOO_MANY_REJECTED'), history).accepted).toBeNull();
  });

  test('whose judgement is known is not marked as failed by another execution that failed', () => {
    const passed = judged('v0', null);
    const history = [{ version: 'v0', deleted: false }];
    expect(revise({ seen: passed, accepted: passed }, judged('v0', 'PROCESSING_FAILED'), history)).toEqual({
      seen: passed,
      accepted: passed,
      withdrawn: false,
    });
  });
});

function stateAfter(...events: string[]): State | undefined {
  const history = historyOf(events);
  return play(history, history.toReversed(), events);
}

function historyOf(events: readonly string[]): HistoryEntry[] {
  return events.map((event, i) => ({ version: `v${i}`, deleted: event === 'deleted' })).toReversed();
}

/** Processes the events of these entries in this order, with this history. */
function play(history: readonly HistoryEntry[], order: readonly HistoryEntry[], events: readonly string[]) {
  return order.reduce<State | undefined>((state, entry) => step(state, entry, history, events), undefined);
}

/** As Register and Withdraw do. */
function step(
  state: State | undefined,
  entry: HistoryEntry | undefined,
  history: readonly HistoryEntry[],
  events: readonly string[],
): State | undefined {
  if (!entry) return state;
  if (entry.deleted) return state && isGone(history) ? { ...state, accepted: null, withdrawn: true } : state;
  const passes = events[Number(entry.version.slice(1))] === 'passes';
  return revise(state, judged(entry.version, passes ? null : 'UNREADABLE'), history);
}

function judged(version: string, kode: Outcome['kode']): Outcome {
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
    counts: { lolos: 0, ditolak: 0, dilewati: 0 },
    issues: {},
  };
}
