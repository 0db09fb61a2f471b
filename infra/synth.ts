/** `npm run synth`: writes the CloudFormation template of every stage to `cdk.out`, and says what it wrote. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cakupan } from './app.ts';
import { workflowsOf } from './definition.ts';

for (const stage of ['dev', 'prod']) {
  const outdir = join('cdk.out', stage);
  for (const { stackName, template, templateFullPath } of cakupan({ outdir, context: { stage } }).synth().stacks) {
    const resources = Object.keys(template.Resources).length;
    const states = Object.values(workflowsOf(template)).flatMap(({ States }) => Object.keys(States ?? {}));
    console.log(
      `${stackName}: ${resources} resources, ${states.length} states in 2 workflows, ${readFileSync(templateFullPath).length} bytes in ${templateFullPath}`,
    );
  }
}
