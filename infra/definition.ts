/** Takes the workflows out of the synthesised template, so that they run where there is no AWS. */
import * as z from 'zod';

/** Two definitions in Amazon States Language, every reference in them resolved. */
export const Workflows = z.strictObject({
  upload: z.record(z.string(), z.json()),
  publish: z.record(z.string(), z.json()),
});
export type Workflows = z.infer<typeof Workflows>;

/**
 * Functions and workflows get ARNs of a region and an account that do not exist, ending in the step's or workflow's name.
 * @param template as CloudFormation would take it; its outputs say which workflow is which
 * @throws Error where the template refers to something else
 */
export function workflowsOf(template: unknown): Workflows {
  const { Resources, Outputs } = Template.parse(template);
  const names = new Map([
    [Reference.parse(Outputs.UploadWorkflow?.Value).Ref, 'Upload'],
    [Reference.parse(Outputs.PublishWorkflow?.Value).Ref, 'Publish'],
  ]);
  const [upload, publish] = [...names.keys()].map((id) => definition(Resources[id], Resources, names));
  return Workflows.parse({ upload, publish });
}

const Reference = z.strictObject({ Ref: z.string() });
const Token = z.union([
  z.string(),
  Reference,
  z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
]);
type Token = z.infer<typeof Token>;

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});
type Resources = z.infer<typeof Template>['Resources'];

const Definition = z.union([
  z.string().transform((text) => [text]),
  z.strictObject({ 'Fn::Join': z.tuple([z.literal(''), z.array(Token)]) }).transform((joined) => joined['Fn::Join'][1]),
]);

function definition(
  machine: Resources[string] | undefined,
  resources: Resources,
  names: ReadonlyMap<string, string>,
): unknown {
  const tokens = Definition.parse(machine?.Properties.DefinitionString);
  return JSON.parse(tokens.map((token) => resolve(token, resources, names)).join(''));
}

function resolve(token: Token, resources: Resources, names: ReadonlyMap<string, string>): string {
  if (typeof token === 'string') return token;
  const id = 'Ref' in token ? token.Ref : token['Fn::GetAtt'][0];
  if (id === 'AWS::Partition') return 'aws';
  const workflow = names.get(id);
  if (workflow) return `arn:aws:states:local:000000000000:stateMachine:${workflow}`;
  const { Type, Properties } = resources[id] ?? {};
  if (Type === 'AWS::Lambda::Function')
    return `arn:aws:lambda:local:000000000000:function:${stepOf(Properties?.Handler)}`;
  throw new Error(`a workflow refers to ${id}, which is neither a function nor a workflow`);
}

/** `report-failure.handler` → `ReportFailure`. */
export function stepOf(handler: unknown): string {
  const [file = ''] = z.string().parse(handler).split('.');
  return file.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
