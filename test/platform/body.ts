/** An object's body, for tests that stand in for S3. */
import { Readable } from 'node:stream';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';

/** A body as the SDK gives it. The store reads it as a stream, so the SDK's own ways to read it are left out. */
export function body(...pieces: string[]): NonNullable<GetObjectCommandOutput['Body']> {
  const unused = () => Promise.reject(new Error('not read like this'));
  return Object.assign(Readable.from(pieces.map((piece) => Buffer.from(piece))), {
    transformToByteArray: unused,
    transformToString: unused,
    transformToWebStream: () => new ReadableStream(),
  });
}
