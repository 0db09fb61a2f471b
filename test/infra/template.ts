/** What the CDK makes of one stage, in a form that tests can ask. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib/core';
import * as z from 'zod';
import { cakupan } from '../../infra/app.ts';

export type Json = z.infer<ReturnType<typeof z.json>>;
export type Properties = Readonly<Record<string, Json>>;

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.json()).default({}),
      DeletionPolicy: z.string().optional(),
    }),
  ),
  Outputs: z.record(z.string(), z.object({ Value: z.json() })),
});

export interface Synthesised extends z.infer<typeof Template> {
  readonly app: App;
  readonly stackName: string;
  readonly terminationProtection: boolean;
  /** Properties by logical id. */
  readonly ofType: (type: string) => ReadonlyMap<string, Properties>;
}

/** @param context what `-c` would say */
export function synthesised(context: Readonly<Record<string, string>> = {}): Synthesised {
  const outdir = mkdtempSync(join(tmpdir(), 'cakupan-test-'));
  try {
    const app = cakupan({ outdir, context });
    const [stack] = app.synth().stacks;
    if (!stack) throw new Error('the application has no stack');
    const template = Template.parse(stack.template);
    return {
      ...template,
      app,
      stackName: stack.stackName,
      terminationProtection: stack.terminationProtection ?? false,
      ofType: (type) =>
        new Map(
          Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) =>
            Type === type ? [[id, Properties]] : [],
          ),
        ),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A reference as a person would write it: `StorageWork/runs/*`, without the hash of the logical id. */
export function readable(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(readable).join('');
  const token = Token.parse(value);
  if ('Ref' in token) return token.Ref.startsWith('AWS::') ? `<${token.Ref.slice(5)}>` : named(token.Ref);
  if ('Fn::GetAtt' in token) return named(token['Fn::GetAtt'][0]);
  if ('Fn::Join' in token) return token['Fn::Join'][1].map(readable).join('');
  if ('Fn::Select' in token) return readable(token['Fn::Select'][1]);
  return readable(token['Fn::Split'][1]);
}

const Token = z.union([
  z.strictObject({ Ref: z.string() }),
  z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.strictObject({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.json())]) }),
  z.strictObject({ 'Fn::Select': z.tuple([z.number(), z.json()]) }),
  z.strictObject({ 'Fn::Split': z.tuple([z.string(), z.json()]) }),
]);

/** `StorageWorkD07184AE` → `StorageWork`. */
export function named(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}
