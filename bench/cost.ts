/**
 * Predicts what Cakupan takes and costs on AWS, from what `bench/invocations.ts` measured: `node bench/cost.ts`.
 * With `--write` the tables of docs/aws.md become these.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ASSUMED } from './aws/assumed.ts';
import { type Bill, billOf, kept, monthly, totalOf } from './aws/bill.ts';
import { deployed } from './aws/deployed.ts';
import { dollars, gigabytes, number, percent, table, time } from './aws/markdown.ts';
import { MEASURED, readMeasured } from './aws/measured.ts';
import { type Prediction, predict } from './aws/predict.ts';
import { PRICES, type Price } from './aws/prices.ts';
import { largestFile, type Quota, quotasOf, withFew } from './aws/quotas.ts';
import { type Facts, referenceOf } from './aws/works.ts';

const PAGE = new URL('../docs/aws.md', import.meta.url);

/** Rows of a period; the page shows these. */
const SIZES = [1e6, 1e7, 1e8, 1e9];

/** Every kabupaten and kota sends one. */
const FILES = 514;

/** Functions at once that an account may begin with. */
const NEW_ACCOUNT = 10;

/** What a month is taken for: all files, then so many corrections, each published by itself. */
const CORRECTIONS = 20;

interface Sized {
  /** All files at once, and one of them again. */
  readonly all: Prediction;
  readonly correction: Prediction;
}

function costs(sized: readonly Sized[], facts: Facts): string {
  const { assumed } = facts;
  const head = ['US dollars', ...sized.map(({ all }) => `${number(all.rows / 1e6)} million rows`)];
  const services = (bills: readonly Bill[]) =>
    [...(bills[0]?.keys() ?? [])].map((name) => [name, ...bills.map((bill) => dollars(bill.get(name) ?? 0))]);
  const total = (label: string, bills: readonly Bill[]) => [
    `**${label}**`,
    ...bills.map((bill) => `**${dollars(totalOf(bill))}**`),
  ];
  const all = sized.map((one) => billOf(one.all, facts));
  const corrections = sized.map((one) => billOf(one.correction, facts));
  const alone = corrections.map((bill) => FILES * totalOf(bill));
  const storage = sized.map(({ all }) => sum(kept(all, facts).values()) * PRICES.s3GbMonth.usd * assumed.periods);
  const fixed = sized.map(({ all }) => monthly(all, facts));
  const month = sized.map(
    (_, i) => totalOf(all[i]!) + CORRECTIONS * totalOf(corrections[i]!) + totalOf(fixed[i]!) + storage[i]!,
  );
  const [first] = sized;
  return [
    `${number(FILES)} files of a period, all at once, one revision:\n`,
    table(head, [...services(all), total('all files, one revision', all)]),
    'One file corrected, the next revision (all runs are counted again, none is read again):\n',
    table(head, [
      ...services(corrections),
      total('one correction', corrections),
      [`${number(FILES)} files, each alone: as many revisions`, ...alone.map(dollars)],
    ]),
    'Every month, whether anything happens or not:\n',
    table(head, [
      ...services(fixed),
      [`storage of ${assumed.periods} periods`, ...storage.map(dollars)],
      [
        `**a month: all files, ${CORRECTIONS} corrections, storage, the rest**`,
        ...month.map((usd) => `**${dollars(usd)}**`),
      ],
    ]),
    'GB that one period keeps:\n',
    table(
      ['', ...head.slice(1)],
      [...(first ? kept(first.all, facts).keys() : [])].map((name) => [
        name,
        ...sized.map(({ all }) => gigabytes(kept(all, facts).get(name) ?? 0)),
      ]),
    ),
  ].join('\n');
}

function times(sized: readonly Sized[], facts: Facts): string {
  const head = ['', ...sized.map(({ all }) => `${number(all.rows / 1e6)} million rows`)];
  const row = (name: string, show: (one: Prediction) => string) => [name, ...sized.map(({ all }) => show(all))];
  const parts = [...(sized[0]?.all.wall.keys() ?? [])];
  const each = (one: Prediction, step: string) => one.works.findLast((work) => work.step === step)?.seconds ?? 0;
  return table(head, [
    ...parts.map((part) =>
      row(part === 'rest' ? 'the period rests (`quiet`)' : part, (one) => time(one.wall.get(part) ?? 0)),
    ),
    row('**from the last upload to the revision**', (one) => `**${time(sum(one.wall.values()))}**`),
    row('one function: Ingest', (one) => time(each(one, 'Ingest'))),
    row('one function: Deduplicate', (one) => time(each(one, 'Deduplicate'))),
    row('tasks of Deduplicate', (one) => number(one.tasks)),
    row('functions at once, at the most', (one) =>
      number(Math.max(one.arriving, Math.min(one.tasks, facts.deployed.deduplicating))),
    ),
    row('with 10 functions at once: Ingest of all', (one) => {
      const { seconds, holds } = withFew(NEW_ACCOUNT, one, facts);
      return `${time(seconds)}${holds ? '' : ': too long, some fail'}`;
    }),
    row('state transitions', (one) => number(one.transitions.uploads + one.transitions.publishing)),
    row('S3 requests', (one) =>
      number(
        one.works.reduce((all, { invocations, asked }) => all + invocations * (asked.get + asked.put + asked.list), 0),
      ),
    ),
  ]);
}

function quotas(sized: readonly Sized[], facts: Facts): string {
  const at = sized.map(({ all }) => quotasOf(all, facts));
  const names = at.at(-1) ?? [];
  const head = [
    'quota',
    'default',
    ...sized.map(({ all }) => `${number(all.rows / 1e6)} M`),
    'beyond it',
    'what to do',
  ];
  const rows = names.map(({ name, limit, happens, remedy }, i) => [
    name,
    limit,
    ...at.map((quotas) => shareOf(quotas[i])),
    happens,
    remedy,
  ]);
  const first = (beyond: string) =>
    at.map((quotas) => {
      const [most] = quotas.filter((quota) => quota.beyond === beyond).sort((a, b) => b.share - a.share);
      return `${most?.name.split(' (')[0]}: ${shareOf(most)}`;
    });
  const sizes = sized.map(({ all }) => `${number(all.rows / 1e6)} million rows`);
  const { bytes, rows: measuredRows } = referenceOf(facts.measured);
  const largest = largestFile(facts);
  return [
    table(head, rows, true),
    'Which binds first:\n',
    table(
      ['', ...sizes],
      [
        ['work beyond it fails and is continued by hand', ...first('fails')],
        ['work beyond it waits', ...first('waits')],
      ],
      true,
    ),
    `The largest file that one Ingest reads in its 15 minutes: ${number(largest / 1e9)} GB, ${number(((largest / bytes) * measuredRows) / 1e6)} million rows.\n`,
  ].join('\n');
}

function shareOf(quota: Quota | undefined): string {
  return `${percent(quota?.share ?? 0)}${quota?.step ? ` ${quota.step}` : ''}`;
}

function basis({ measured, assumed }: Facts): string {
  const priced = Object.values(PRICES) as readonly Price[];
  return [
    `**Measured** on ${measured.date} (${measured.machine}): seconds of the processor and memory of every step, in fresh processes as a burst meets cold functions; requests, bytes and table units of every step; what the SDK costs per request (${(measured.sdk.get * 1000).toFixed(2)} ms a GET, without TLS); the start of a function's package (${time(Math.max(...Object.values(measured.start)))} at the most). Rounds: ${measured.rounds.map(({ rows, files }) => `${number(rows)} rows in ${number(files)} ${files === 1 ? 'file' : 'files'}`).join(', ')}.\n`,
    `**Counted** from the synthesised stack: memory, timeouts, state transitions, alarms, keys. Tasks and bytes of states come from the real step Plan on runs that exist on paper.\n`,
    `**Assumed**: a processor of Lambda takes ${assumed.slower} × the time of this one (\`--slower\`); S3 answers in ${assumed.s3Seconds * 1000} ms, DynamoDB in ${assumed.tableSeconds * 1000} ms; ${number(assumed.bandwidth / 1e6)} MB/s between S3 and a function; ${assumed.transitionSeconds * 1000} ms between two states; S3 passes ${(assumed.kmsShare * 100).toFixed(1)} % of its requests on to KMS; ${number(assumed.invocationLog)} bytes of log an invocation, ${number(assumed.transitionLog)} a state; every invocation traced; ${assumed.periods} periods kept. Sizes beyond the measured ones are lines drawn on, no measurements.\n`,
    `**Prices** before tax, without free tiers. ${priced.filter(({ region }) => region === 'ap-southeast-3').length} of the ${priced.length} are Jakarta's own; where none of Jakarta was found, one of the region named stands, and Jakarta's may be some per cent higher. Look at AWS's own before you budget.\n`,
    table(
      ['price', 'US dollars', 'of', 'found in', 'dated'],
      priced.map(({ of, amount, region, source, date }) => [of, String(amount), region, source, date]),
      true,
    ),
  ].join('\n');
}

function sum(numbers: Iterable<number>): number {
  return Array.from(numbers).reduce((total, one) => total + one, 0);
}

/** Puts the tables between their marks. @throws Error when a mark is missing */
function write(sections: Readonly<Record<string, string>>): void {
  let page = readFileSync(PAGE, 'utf8');
  for (const [name, text] of Object.entries(sections)) {
    const mark = new RegExp(`(<!-- ${name}: made by bench/cost.ts -->\n)[^]*?(<!-- end of ${name} -->)`);
    if (!mark.test(page)) throw new Error(`docs/aws.md has no place for ${name}`);
    page = page.replace(mark, (_, begin: string, end: string) => `${begin}\n${text}\n${end}`);
  }
  writeFileSync(PAGE, page);
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: SIZES.join(',') },
    files: { type: 'string', default: String(FILES) },
    slower: { type: 'string', default: String(ASSUMED.slower) },
    from: { type: 'string', default: MEASURED },
    write: { type: 'boolean', default: false },
  },
});
const facts: Facts = {
  measured: readMeasured(values.from),
  deployed: deployed(),
  assumed: { ...ASSUMED, slower: Number(values.slower) },
};
const files = Number(values.files);
const sized: Sized[] = [];
for (const rows of values.rows.split(',').map(Number)) {
  sized.push({
    all: await predict({ rows, files, arriving: files }, facts),
    correction: await predict({ rows, files, arriving: 1 }, facts),
  });
}
const sections = {
  costs: costs(sized, facts),
  times: times(sized, facts),
  quotas: quotas(sized, facts),
  basis: basis(facts),
};
if (values.write) write(sections);
else console.log(Object.values(sections).join('\n'));
