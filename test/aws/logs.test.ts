/** What the functions say of their work in the logs: enough to follow an upload, and nothing of whom it is about. */
import { beforeAll, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { executions, put, putAll, reset, settled, start } from './deployed.ts';
import { CASES, uploadsOf } from './published.ts';

const { endpoint, region } = inject('emulator');

const NIK = '8171011708809876';
const NAME = 'Kasihan Terbuka';
/** A name that tells too much, of a list that does. */
const KEY = `2023-08/8171/peserta ${NAME} ${NIK}.csv`;
const LIST = '2023-08/8171/peserta-daftar.csv';
const ROW = `${NIK},${NAME},1980-08-17,L,8171012001,PEKERJA_RENTAN,AKTIF,JKK+JKM,DANA_DESA`;
const COLUMNS = 'nik,nama,tanggal_lahir,jenis_kelamin,kode_wilayah,kategori,status,program,sumber_dana';

const Line = z.looseObject({ level: z.enum(['INFO', 'WARN', 'ERROR']), message: z.string(), step: z.string() });
const Metrics = z.looseObject({ _aws: z.object({}), step: z.string().optional() });

const logged: string[] = [];

beforeAll(async () => {
  await reset();
  await putAll(uploadsOf('rows'));
  await put(KEY, ROW);
  await put(LIST, `${COLUMNS}\n${ROW}\n${ROW.replace('AKTIF', 'entah')}\n`);
  await start('Upload', { kind: 'moved', key: KEY, version: 'v' });
  await settled();
  // What was said of the cases too, where they have been through.
  for (const group of await groups()) logged.push(...(await messages(group)));
});

test('no NIK, no name and no name of a file is among them', () => {
  const uploads = CASES.flatMap((name) => [...uploadsOf(name).values()]);
  const niks = new Set([NIK, ...uploads.flatMap((bytes) => digitsIn(Buffer.from(bytes).toString('latin1')))]);
  expect(niks.size).toBeGreaterThan(1000);
  expect(logged.length).toBeGreaterThan(100);
  const tells = (line: string) => /Kasihan|Terbuka/.test(line) || digitsIn(line).some((digits) => niks.has(digits));
  expect(logged.filter(tells)).toEqual([]);
});

test('every line of a step names the step, its execution and the period, and those of an upload its slot and version', async () => {
  const lines = logged.flatMap((text) => Line.safeParse(json(text)).data ?? []);
  const known = new Set((await executions('Upload')).map(({ executionArn }) => executionArn));
  const read = lines.filter(({ step, slot }) => step === 'Ingest' && slot === '2023-08/8171/peserta-daftar');
  expect(read).toMatchObject([{ level: 'INFO', periode: '2023-08', version: expect.any(String), rows: 2 }]);
  for (const { execution } of read) expect(known).toContain(execution);
  for (const step of ['Register', 'Plan', 'Deduplicate', 'Aggregate', 'Publish']) {
    expect(
      lines.filter((line) => line.step === step && line.periode === '2023-08'),
      step,
    ).not.toEqual([]);
  }
});

test('what is measured stands in them as metrics', () => {
  const measured = logged.flatMap((text) => Metrics.safeParse(json(text)).data ?? []);
  const names = (step: string) => Object.keys(Object.assign({}, ...measured.filter((one) => one.step === step)));
  expect(names('Ingest')).toEqual(
    expect.arrayContaining(['Seconds', 'Bytes', 'RowsRead', 'RowsAccepted', 'RowsRejected']),
  );
  expect(names('Deduplicate')).toEqual(expect.arrayContaining(['Seconds', 'Duplicates']));
});

/** Everything that is as long as a NIK. */
function digitsIn(text: string): string[] {
  return text.match(/\d{16}/g) ?? [];
}

async function groups(): Promise<string[]> {
  const Groups = z.object({ logGroups: z.array(z.object({ logGroupName: z.string() })) });
  const { logGroups } = Groups.parse(await ask('DescribeLogGroups', {}));
  return logGroups.map(({ logGroupName }) => logGroupName);
}

async function messages(logGroupName: string): Promise<string[]> {
  const Page = z.object({ events: z.array(z.object({ message: z.string() })), nextToken: z.string().optional() });
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = Page.parse(await ask('FilterLogEvents', { logGroupName, nextToken }));
    found.push(...page.events.map(({ message }) => message));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

/** As the account's owner, whose signature the emulator takes for granted. */
async function ask(action: string, body: object): Promise<unknown> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${action}`,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/logs/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`);
  return answer.json();
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
