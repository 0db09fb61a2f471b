/** When a period is published, by whom, and when there is nothing to publish. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Planned } from '../../pipeline/contracts/steps.ts';
import type { RegisterPorts } from '../../pipeline/register.ts';
import { aggregate } from '../../pipeline/snapshot/aggregate.ts';
import { deduplicate } from '../../pipeline/snapshot/deduplicate.ts';
import { plan } from '../../pipeline/snapshot/plan.ts';
import { publish } from '../../pipeline/snapshot/publish.ts';
import { type MemoryPorts, memoryPorts, memoryRegistry, tablesOf, upload } from '../memory.ts';

const periode = '2023-08';
const TARGET = 'kode_wilayah;kategori;potensi\n8171;PEKERJA_RENTAN;';
const QUIET = 60_000;
const LONGEST = 600_000;

let now: number;
let ports: MemoryPorts;
beforeEach(() => {
  now = 1_000_000;
  const clock = () => now;
  ports = { ...memoryPorts(memoryRegistry(clock, 3_600_000)), clock };
});

describe('while uploads arrive', () => {
  const patient = (execution: string): RegisterPorts => ({
    ...ports,
    execution,
    patience: { quiet: QUIET, longest: LONGEST },
  });

  test('one publisher waits for all, until the period has rested', async () => {
    await drop('8171', 100);
    expect(await plan({ periode }, patient('a'))).toMatchObject({ decision: 'wait', seconds: 60 });
    now += 40_000;
    await drop('8172', 100);
    expect(await plan({ periode }, patient('b'))).toMatchObject({ decision: 'busy' });
    now += 20_000;
    expect(await plan({ periode }, patient('a'))).toMatchObject({ decision: 'wait', seconds: 40 });
    now += 40_000;
    expect(await plan({ periode }, patient('a'))).toMatchObject({ decision: 'publish', generation: 2 });
  });

  test('a burst that does not end is published all the same', async () => {
    let planned: Planned | undefined;
    const first = now;
    for (let i = 0; planned?.decision !== 'publish'; i++) {
      await drop('8171', i);
      planned = await plan({ periode }, patient('a'));
      if (planned.decision === 'wait') now += Math.min(planned.seconds * 1000, 30_000);
    }
    expect(now - first).toBe(LONGEST);
  });
});

test('of a period without any key nothing is published', async () => {
  await ports.registry.bump(periode);
  expect(await plan({ periode }, ports)).toMatchObject({ decision: 'unchanged' });
  expect(await ports.snapshots.list('')).toEqual([]);
});

describe('nothing is published', () => {
  beforeEach(async () => {
    await drop('8171', 100);
    await tablesOf(ports, periode);
  });

  test('when nothing has changed', async () => {
    await ports.registry.bump(periode);
    expect(await plan({ periode }, ports)).toMatchObject({ decision: 'unchanged' });
    expect(await current()).toEqual({ revision: 'r1', generation: 2 });
  });

  test('when the same bytes were uploaded again', async () => {
    const [record] = await ports.registry.keys(periode);
    if (!record) throw new Error('nothing was registered');
    const again = { ...record.seen, version: 'another version of the same bytes' };
    await ports.registry.save({ ...record, seen: again, accepted: again, edition: record.edition + 1 });
    expect(await plan({ periode }, ports)).toMatchObject({ decision: 'unchanged' });
  });

  test('when a new run that was asked for comes to the same tables', async () => {
    await ports.registry.askRerun(periode);
    const planned = await plan({ periode }, ports);
    expect(planned.decision).toBe('publish');
    expect(await build(planned, ports)).toMatchObject({ revision: 'r1', again: false });
    expect(await current()).toEqual({ revision: 'r1', generation: planned.generation });
    expect(await ports.snapshots.list(`${periode}/r2/`)).toEqual([]);
    expect(await plan({ periode }, ports)).toMatchObject({ decision: 'unchanged' });
  });
});

describe('a publisher', () => {
  test('that was overtaken publishes nothing', async () => {
    await drop('8171', 100);
    const stale = { ...ports, execution: 'stale' };
    const planned = await plan({ periode }, stale);
    now += 3_600_000;
    expect(await plan({ periode }, { ...ports, execution: 'fresh' })).toMatchObject({ decision: 'publish' });
    expect(await build(planned, stale)).toEqual({ periode, revision: null, again: false });
    expect(await ports.snapshots.list('')).toEqual([]);
  });

  test('that died, gave its lease back and is taken up again goes on where it was', async () => {
    await drop('8171', 100);
    const planned = await plan({ periode }, ports);
    await ports.registry.release(periode, ports.execution);
    expect(await build(planned, ports)).toMatchObject({ revision: 'r1' });
  });

  test('sees to those who came while it found nothing to do', async () => {
    await drop('8171', 100);
    await tablesOf(ports, periode);
    await ports.registry.bump(periode);
    const { settle } = ports.registry;
    ports.registry.settle = async (...given) => {
      await ports.registry.bump(periode); // and was told that the period is busy
      await settle(...given);
    };
    expect(await plan({ periode }, ports)).toMatchObject({ decision: 'wait', seconds: 1 });
  });

  test('goes round again when something has come while it built', async () => {
    await drop('8171', 100);
    const planned = await plan({ periode }, ports);
    await drop('8171', 200);
    expect(await build(planned, ports)).toMatchObject({ revision: 'r1', again: true });
    expect((await tablesOf(ports, periode))['exact/targets.csv']).toContain('8171,PEKERJA_RENTAN,200,');
    expect(await current()).toMatchObject({ revision: 'r2' });
  });
});

async function drop(wilayah: string, potensi: number): Promise<void> {
  await upload(ports, [[`${periode}/${wilayah}/target.csv`, `${TARGET.replace('8171', wilayah)}${potensi}\n`]]);
}

async function build(planned: Planned, given: RegisterPorts) {
  for (const task of planned.tasks) await deduplicate(task, given);
  await aggregate(planned, given);
  return publish(planned, given);
}

async function current() {
  const { revision, generation } = (await ports.registry.period(periode))?.current ?? {};
  return { revision, generation };
}
