/** The application of the CDK: one stack, of the stage that `-c stage=dev|prod` names. */
import { App, type AppProps, Duration } from 'aws-cdk-lib/core';
import { z } from 'zod';
import { CakupanStack } from './stack.ts';

const Context = z.object({
  stage: z.enum(['dev', 'prod']).default('dev'),
  /** Seconds. */
  quiet: z.coerce.number().int().positive().default(60),
});

export function cakupan(props: AppProps = {}): App {
  const app = new App({ analyticsReporting: false, treeMetadata: false, ...props });
  const { stage, quiet } = Context.parse({
    stage: app.node.tryGetContext('stage'),
    quiet: app.node.tryGetContext('quiet'),
  });
  new CakupanStack(app, `cakupan-${stage}`, { stage, quiet: Duration.seconds(quiet) });
  return app;
}

// The CDK's command line runs this file and says by the environment where to write.
if (import.meta.main) cakupan().synth();
