/** What AWS refuses, in words that a person can act on. */
import type { Sentence } from '../../pipeline/rules/codes.ts';
import { EXIT, Failure, systemCode } from '../failure.ts';

/** The error as a Failure where a person can mend it; else as it is. */
export function explained(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error;
  const fault = FAULTS.find(({ is }) => is(error));
  return fault ? new Failure(fault.says(error.message), fault.exit) : error;
}

/** AWS lets this person read or write something else, but not this. */
export function isDenied(error: unknown): boolean {
  // The answer to a HEAD has no body, so no name.
  return error instanceof Error && (/^AccessDenied|^Forbidden$/.test(error.name) || statusOf(error) === 403);
}

interface Fault {
  readonly is: (error: Error) => boolean;
  /** @param reason what AWS or its client says */
  readonly says: (reason: string) => Sentence;
  readonly exit: number;
}

const named = (pattern: RegExp) => (error: Error) => pattern.test(error.name);

const FAULTS: readonly Fault[] = [
  {
    is: named(/^(CredentialsProviderError|TokenProviderError)$/),
    says: (reason) => ({
      id: `Tidak ada kredensial AWS yang dapat dipakai (${reason}). Masuk dulu, misalnya dengan aws sso login, atau sebutkan AWS_PROFILE.`,
      en: `There are no AWS credentials to use (${reason}). Log in first, such as by aws sso login, or name an AWS_PROFILE.`,
    }),
    exit: EXIT.usage,
  },
  {
    is: named(
      /^(ExpiredToken(Exception)?|RequestExpired|InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|AuthFailure|InvalidToken)$/,
    ),
    says: (reason) => ({
      id: `AWS menolak kredensial ini (${reason}). Masuk lagi, misalnya dengan aws sso login; bila tetap ditolak, periksa jam komputer.`,
      en: `AWS refuses these credentials (${reason}). Log in again, such as by aws sso login; if it still does, check this computer's clock.`,
    }),
    exit: EXIT.usage,
  },
  {
    is: ({ message }) => /^Region (is missing|not accepted)/.test(message),
    says: (reason) => ({
      id: `Region AWS belum disebutkan dengan benar (${reason}). Isi AWS_REGION, misalnya AWS_REGION=ap-southeast-3.`,
      en: `No AWS region is named that there could be (${reason}). Set AWS_REGION, such as AWS_REGION=ap-southeast-3.`,
    }),
    exit: EXIT.usage,
  },
  {
    is: isDenied,
    says: (reason) => ({
      id: `AWS tidak mengizinkan ini (${reason}). Minta hak itu kepada pengelola akun, atau pakai AWS_PROFILE lain.`,
      en: `AWS does not allow this (${reason}). Ask whoever runs the account for that right, or use another AWS_PROFILE.`,
    }),
    exit: EXIT.usage,
  },
  {
    is: named(/^(NoSuchBucket|ResourceNotFoundException|StateMachineDoesNotExist)$/),
    says: (reason) => ({
      id: `Sebagian dari stack ini sudah tidak ada (${reason}). Deploy lagi: npx cdk deploy.`,
      en: `A part of this stack is no longer there (${reason}). Deploy it again: npx cdk deploy.`,
    }),
    exit: EXIT.usage,
  },
  {
    is: (error) =>
      /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE)$/.test(
        systemCode(error) ?? '',
      ) || error.name === 'TimeoutError',
    says: (reason) => ({
      id: `AWS tidak dapat dihubungi (${reason}). Periksa jaringan, proxy, AWS_REGION, dan AWS_ENDPOINT_URL; yang sudah terkirim tidak hilang, jadi ulangi saja.`,
      en: `AWS cannot be reached (${reason}). Check the network, its proxy, AWS_REGION and AWS_ENDPOINT_URL; what was sent is not lost, so just try again.`,
    }),
    exit: EXIT.fault,
  },
  {
    is: (error) =>
      /Throttl|^TooManyRequests|^SlowDown$|^RequestLimitExceeded$/.test(error.name) || (statusOf(error) ?? 0) >= 500,
    says: (reason) => ({
      id: `AWS sedang tidak sanggup melayani (${reason}). Ulangi sebentar lagi; yang sudah terkirim tidak hilang.`,
      en: `AWS cannot serve this right now (${reason}). Try again in a while; what was sent is not lost.`,
    }),
    exit: EXIT.fault,
  },
];

function statusOf(error: Error): number | undefined {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
