/** What `-c name=value` may say. */
import { App } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { settings } from '../../infra/settings.ts';

const read = (context: Record<string, unknown>) => settings(new App({ context }).node);

test('everything has a default', () => {
  expect(read({})).toEqual({
    stage: 'dev',
    quiet: 60,
    longest: 600,
    oldVersions: 400,
    runs: 14,
    rejectedRows: 90,
    logs: 90,
    sweepMinutes: 15,
  });
});

test('numbers come as text from the command line', () => {
  expect(
    read({ stage: 'prod', quiet: '5', longest: '5', logs: '365', alarmEmail: 'jaga@example.go.id' }),
  ).toMatchObject({
    stage: 'prod',
    quiet: 5,
    longest: 5,
    logs: 365,
    alarmEmail: 'jaga@example.go.id',
  });
});

describe('what cannot be is refused by its name', () => {
  test.each([
    [{ stage: 'test' }, /^-c stage: .*dev.*prod/],
    [{ quiet: 'soon' }, /^-c quiet: is no number/],
    [{ quiet: '0' }, /^-c quiet: /],
    [{ quiet: '1801', longest: '3600' }, /^-c quiet: must not be more than 1800/],
    [{ runs: '1.5' }, /^-c runs: /],
    [{ quiet: '700' }, /^-c longest: must not be less than quiet/],
    [{ logs: '91' }, /^-c logs: must be one of 1, 3, 5, /],
    [{ sweepMinutes: '4' }, /^-c sweepMinutes: /],
    [{ sweepMinutes: '61' }, /^-c sweepMinutes: /],
    [{ alarmEmail: 'jaga' }, /^-c alarmEmail: is no e-mail address/],
  ])('%j', (context, message) => {
    expect(() => read(context)).toThrow(message);
  });

  test('all at once', () => {
    expect(() => read({ stage: 'test', quiet: 'soon' })).toThrow(/-c stage: .*\n-c quiet: /);
  });
});
