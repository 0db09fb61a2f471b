/** Takes the workflows out of the synthesised template, so that they run where there is no AWS. */
import { z } from 'zod';

/** Two definitions in Amazon States Language, every reference in them resolved. */
export const Workflows = z.strictObject({
  upload: z.record(z.string(), z.json()),
  publish: z.record(z.string(), z.json()),
});
export type Workflows = z.infer<typeof Workflows>;

/**
 * Functions and workflows get ARNs of a region and an account that do not exist, ending in their names without the stage.
 * @param template as CloudFormation would take it
 * @throws Error where the template refers to something else
 */
export function workflowsOf(template: unknown): Workflows {
  const { Resources } = Template.parse(template);
  return Workflows.parse({ upload: definition('Upload', Resources), publish: definition('Publish', Resources) });
}

const Token = z.union([
  z.string(),
  z.strictObject({ Ref: z.string() }),
  z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
]);
type Token = z.infer<typeof Token>;

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});
type Resources = z.infer<typeof Template>['Resources'];

const Definition = z.union([
  z.string().transform((text) => [text]),
  z.strictObject({ 'Fn::Join': z.tuple([z.literal(''), z.array(Token)]) }).transform((joined) => joined['Fn::Join'][1]),
]);

function definition(name: string, resources: Resources): unknown {
  const machine = Object.values(resources).find(
    ({ Type, Properties }) => Type === MACHINE && nameOf(Properties.StateMachineName) === name,
  );
  if (!machine) throw new Error(`the template has no workflow ${name}`);
  const tokens = Definition.parse(machine.Properties.DefinitionString);
  return JSON.parse(tokens.map((token) => resolve(token, resources)).join(''));
}

const MACHINE = 'AWS::StepFunctions::StateMachine';
const FUNCTION = 'AWS::Lambda::Function';

function resolve(token: Token, resources: Resources): string {
  if (typeof token === 'string') return token;
  const id = 'Ref' in token ? token.Ref : token['Fn::GetAtt'][0];
  if (id === 'AWS::Partition') return 'aws';
  const { Type, Properties } = resources[id] ?? {};
  if (Type === FUNCTION) return `arn:aws:lambda:local:000000000000:function:${nameOf(Properties?.FunctionName)}`;
  if (Type === MACHINE) return `arn:aws:states:local:000000000000:stateMachine:${nameOf(Properties?.StateMachineName)}`;
  throw new Error(`a workflow refers to ${id}, which is neither a function nor a workflow`);
}

/** `cakupan-dev-Ingest` → `Ingest`. */
function nameOf(name: unknown): string {
  return z.string().parse(name).split('-').at(-1) ?? '';
}
