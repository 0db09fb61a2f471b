/** Where the stack does otherwise than AWS's own rules for solutions (cdk-nag) ask: said beside the resource, with the reason. */
import { Stack, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** @param rule without the name of the pack, such as `S1` */
export function except(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}

/** A policy under this construct names a resource with a `*` in it. */
export function exceptWildcard(construct: IConstruct, resource: string, reason: string): void {
  except(construct, `IAM5[Resource::${flat(Stack.of(construct).resolve(resource))}]`, reason);
}

/** As cdk-nag writes a reference: `<LogicalId.Arn>/prefix/*`. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(flat).join('');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if ('Ref' in value) return `<${flat(value.Ref)}>`;
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt']))
    return `<${value['Fn::GetAtt'].map(flat).join('.')}>`;
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) return flat(value['Fn::Join'][1]);
  return JSON.stringify(value);
}
