/** What `npx cdk deploy -c name=value` may say: every value with its default and the reason for it. */
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';
import * as z from 'zod';

const count = z.coerce.number('is no number').int().positive();

/** How long a log group may keep its lines: CloudWatch takes no other numbers of days. */
const LOG_DAYS = Object.values(RetentionDays).filter((days) => typeof days === 'number');

const Settings = z
  .object({
    /** `prod` keeps its data when the stack goes, and refuses to go by accident; `dev` lies beside it, to try things out. */
    stage: z.enum(['dev', 'prod']).default('dev'),
    /** Seconds that a period rests after an upload. Whoever drops a folder is done by then, and gets one revision. */
    quiet: count.max(1800, 'must not be more than 1800: its publisher holds the period meanwhile').default(60),
    /** Seconds after which uploads that never end are published all the same. Nobody waits longer for a first number. */
    longest: count.default(600),
    /** Days that a replaced or deleted upload can be fetched back: a year of monitoring, and the audit that follows it. */
    oldVersions: count.default(400),
    /** Days that runs no longer in force and plans stay. So long Step Functions can take up a failed execution again. */
    runs: count.default(14),
    /** Days that a region has to mend its rejected rows, a quarter of a year. They are rows as sent, with names. */
    rejectedRows: count.default(90),
    /** Days of logs; Step Functions forgets an execution after as many. */
    logs: count
      .refine((days) => LOG_DAYS.includes(days), `must be one of ${LOG_DAYS.join(', ')}`)
      .default(RetentionDays.THREE_MONTHS),
    /** Minutes between two sweeps. A lost event is seldom; a sweep may take five minutes, and an upload not wait an hour. */
    sweepMinutes: count.min(5).max(60).default(15),
    /** Who is written to when an alarm goes off. Nobody unless given: then only the topic tells. */
    alarmEmail: z.email('is no e-mail address').optional(),
  })
  .refine(({ quiet, longest }) => longest >= quiet, { path: ['longest'], error: 'must not be less than quiet' });

export type Settings = z.infer<typeof Settings>;

/** @throws Error that names each value that is not as it should be */
export function settings(node: Node): Settings {
  const given = Object.fromEntries(Object.keys(Settings.shape).map((name) => [name, node.tryGetContext(name)]));
  const { data, error } = Settings.safeParse(given);
  if (!error) return data;
  throw new Error(error.issues.map(({ path, message }) => `-c ${path.join('.')}: ${message}`).join('\n'));
}
