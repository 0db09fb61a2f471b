/** The application of the CDK: one stack, of the stage that `-c stage=dev|prod` names. */
import { App, type AppProps } from 'aws-cdk-lib/core';
import { bundle } from './bundle.ts';
import { settings } from './settings.ts';
import { CakupanStack } from './stack.ts';

/** Ways of the CDK that became better after its second version came out; the old ones are its default. */
const WAYS = {
  // Buckets that are written to by access logs are opened by their policy: access lists are switched off.
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
};

export function cakupan({ context, ...props }: AppProps = {}): App {
  const app = new App({ analyticsReporting: false, treeMetadata: false, context: { ...WAYS, ...context }, ...props });
  const chosen = settings(app.node);
  new CakupanStack(app, `cakupan-${chosen.stage}`, chosen);
  return app;
}

// The CDK's command line runs this file and says by the environment where to write. What it deploys is the code of now.
if (import.meta.main) {
  await bundle();
  cakupan().synth();
}
