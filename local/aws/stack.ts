/** What a deployed stack is made of, by its outputs: where files go in, where they are known, where results come out. */
import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { Failure } from '../failure.ts';

const Outputs = z.object({
  UploadBucket: z.string().min(1),
  WorkBucket: z.string().min(1),
  ReportBucket: z.string().min(1),
  SnapshotBucket: z.string().min(1),
  Table: z.string().min(1),
  UploadWorkflow: z.string().min(1),
  PublishWorkflow: z.string().min(1),
});
export type Outputs = z.infer<typeof Outputs>;

/** @throws Failure when there is no such stack, or it is not (or no longer, or not yet) one of these */
export async function findStack(name: string, client: CloudFormationClient): Promise<Outputs> {
  const { StackStatus: status = '', Outputs: given = [] } = await describe(name, client);
  if (status.startsWith('DELETE_')) throw going(name, status);
  const found = Outputs.safeParse(Object.fromEntries(given.map((one) => [one.OutputKey, one.OutputValue])));
  if (found.success) return found.data;
  throw status.endsWith('_IN_PROGRESS')
    ? coming(name, status)
    : foreign(name, status, [...new Set(found.error.issues.map(({ path }) => path.join('.')))]);
}

async function describe(name: string, client: CloudFormationClient): Promise<Stack> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (Stacks[0]) return Stacks[0];
  } catch (error) {
    // CloudFormation has no name of its own for it.
    const isMissing = error instanceof Error && error.name === 'ValidationError' && /not exist/.test(error.message);
    if (!isMissing) throw error;
  }
  const region = await client.config.region();
  throw new Failure({
    id: `Tidak ada stack "${name}" di region ${region}. Periksa --stack dan AWS_REGION (dan akunnya, dengan AWS_PROFILE), atau deploy dulu: npx cdk deploy.`,
    en: `There is no stack "${name}" in region ${region}. Check --stack and AWS_REGION (and the account, with AWS_PROFILE), or deploy it first: npx cdk deploy.`,
  });
}

function going(name: string, status: string): Failure {
  return new Failure({
    id: `Stack "${name}" sedang atau sudah dihapus (${status}). Sebutkan stack lain dengan --stack, atau deploy lagi: npx cdk deploy.`,
    en: `The stack "${name}" is being removed or was (${status}). Name another with --stack, or deploy it again: npx cdk deploy.`,
  });
}

function coming(name: string, status: string): Failure {
  return new Failure({
    id: `Stack "${name}" masih disiapkan (${status}). Tunggu sampai deploy selesai, lalu ulangi.`,
    en: `The stack "${name}" is still being set up (${status}). Wait until it has been deployed, then try again.`,
  });
}

function foreign(name: string, status: string, missing: readonly string[]): Failure {
  return new Failure({
    id: `Stack "${name}" (${status}) tidak menyebutkan ${missing.join(', ')}: bukan stack Cakupan, deploy-nya gagal, atau versinya lama. Periksa --stack, atau deploy lagi: npx cdk deploy.`,
    en: `The stack "${name}" (${status}) does not name ${missing.join(', ')}: it is no stack of Cakupan, its deployment failed, or it is an old one. Check --stack, or deploy it again: npx cdk deploy.`,
  });
}
