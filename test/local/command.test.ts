/** The command line: what goes together, and what is refused in words. */
import { expect, test } from 'vitest';
import { commandOf, parse } from '../../local/command.ts';
import { Failure } from '../../local/failure.ts';
import { HELP } from '../../local/help.ts';
import { cakupan } from '../cakupan.ts';

const command = (line: string) => commandOf(parse(line.split(' ')));

test.each([
  ['run uploads', { verb: 'run', operand: 'uploads', flags: { aws: false } }],
  [
    'run uploads --aws --stack cakupan-prod --periode 2023-08 --strict',
    { verb: 'run', flags: { stack: 'cakupan-prod' } },
  ],
  ['status --aws', { verb: 'status', operand: '' }],
  ['rerun 2023-08 --aws --redrive', { verb: 'rerun', operand: '2023-08', flags: { redrive: true } }],
  ['serve --aws', { verb: 'serve', flags: { port: 8080 } }],
  ['serve --aws --port 0', { verb: 'serve', flags: { port: 0 } }],
  ['demo --out x --lang en', { verb: 'demo' }],
  ['check a.csv - --wilayah 8171 --watch', { verb: 'check', operands: ['a.csv', '-'], flags: { watch: true } }],
  ['template --jenis target --out x.xlsx', { verb: 'template', operand: '' }],
  ['run --help', { verb: undefined }],
])('%s is understood', (line, wanted) => {
  expect(command(line)).toMatchObject(wanted);
});

test.each([
  ['demo --aws', 'leave out --aws'],
  ['accept x --aws', 'leave out --aws'],
  ['run uploads --stack x', '--stack is for a stack on AWS alone'],
  ['run uploads --aws --out x', '--out does not go with --aws'],
  ['run uploads --redrive', '--redrive does not go with "run"'],
  ['run uploads --aws --port 1', '--port does not go with "run"'],
  ['demo --stack x', '--stack does not go with "demo"'],
  ['status --strict', '--strict does not go with "status"'],
  ['status uploads', '"status" does not take "uploads"'],
  ['run', 'Name one upload folder'],
  ['run a b', 'Name one upload folder'],
  ['rerun --aws', 'Name one period'],
  ['rerun 2023-13 --aws', '2023-13 is not a period'],
  ['run uploads --periode agustus', '--periode agustus is not a period'],
  ['serve --aws --port 70000', '--port 70000 is no port'],
  ['serve --aws --port -1', "'--port'"],
  ['check a.csv --aws', 'leave out --aws'],
  ['template a', '"template" does not take "a"'],
  ['terbang', 'no command "terbang"'],
])('%s is refused', (line, message) => {
  expect(() => command(line)).toThrow(Failure);
  expect(() => command(line)).toThrow(message);
});

test('the help names every verb, in both languages', () => {
  for (const text of Object.values(HELP)) {
    for (const words of [
      'run FOLDER --aws',
      'status --aws',
      'rerun YYYY-MM --aws',
      'serve --aws',
      '--stack',
      '--redrive',
      'demo',
      'check ',
      'template ',
    ]) {
      expect(text).toContain(words);
    }
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  }
});

test('without a region, or credentials, or an answer, the program says what is missing', async () => {
  const env = {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    AWS_REGION: undefined,
    AWS_DEFAULT_REGION: undefined,
    AWS_PROFILE: undefined,
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_ENDPOINT_URL: undefined,
  };
  const said = async (more: Record<string, string>) => {
    const { code, stderr, stdout } = await cakupan(['status', '--aws', '--lang', 'en'], { ...env, ...more });
    expect(stdout).toBe('');
    expect(stderr).not.toContain('    at ');
    return `${code} ${stderr}`;
  };
  expect(await said({})).toMatch(/^2 No AWS region is named.*Set AWS_REGION/);
  const region = { AWS_REGION: 'ap-southeast-3' };
  expect(await said(region)).toMatch(/^2 There are no AWS credentials to use/);
  const credentials = { ...region, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
  expect(await said({ ...credentials, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' })).toMatch(/^1 AWS cannot be reached/);
});
