/** What the AWS SDK itself costs a function per request and per byte: measured against an endpoint on loopback, without TLS. */
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { inTurn } from '../../pipeline/in-turn.ts';
import { S3Store } from '../../platform/s3.ts';

/** Seconds of a processor, all threads. */
export const SdkCost = z.object({ get: z.number(), put: z.number(), byteIn: z.number(), byteOut: z.number() });
export type SdkCost = z.infer<typeof SdkCost>;

/** Small objects tell what a request costs, large ones what a byte does. */
const SMALL = 2_000;
const LARGE = 4_000_000;
const SMALL_TIMES = 2_000;
const LARGE_TIMES = 50;
/** Requests by which the code has been compiled. */
const WARM_UP = 500;

export async function sdkCost(): Promise<SdkCost> {
  const endpoint = fork(import.meta.filename, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    const port = await new Promise<unknown>((resolve) => endpoint.once('message', resolve));
    const client = new S3Client({
      endpoint: `http://127.0.0.1:${port}`,
      forcePathStyle: true,
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const store = new S3Store(client, 'bucket');
    const read = (size: number) => () => store.read(`${size}`, { start: 0, end: size });
    const write = (size: number) => {
      const body = new Uint8Array(size).fill(97);
      return () => store.write('key', body);
    };
    await perCall(WARM_UP, read(SMALL));
    await perCall(WARM_UP, write(SMALL));
    const get = await perCall(SMALL_TIMES, read(SMALL));
    const put = await perCall(SMALL_TIMES, write(SMALL));
    const byteIn = ((await perCall(LARGE_TIMES, read(LARGE))) - get) / LARGE;
    const byteOut = ((await perCall(LARGE_TIMES, write(LARGE))) - put) / LARGE;
    client.destroy();
    return { get, put, byteIn, byteOut };
  } finally {
    endpoint.kill();
  }
}

/** Seconds of the processor for one call of many, as many at once as a step has. */
async function perCall(times: number, call: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await inTurn(Array.from({ length: times }), call);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / times;
}

/** The endpoint, in a process of its own so that its work does not count: gives as many bytes as the range asks for. */
function serve(): void {
  const bytes = Buffer.alloc(LARGE, 97);
  const server = createServer((request, response) => {
    const [, end] = /-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    request.resume().once('end', () => {
      if (request.method === 'GET') response.writeHead(206, { etag: '"e"' }).end(bytes.subarray(0, Number(end) + 1));
      else response.writeHead(200, { etag: '"e"' }).end();
    });
  });
  server.keepAliveTimeout = 60_000; // longer than a measurement: a connection that closes under a request fails it
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.(typeof address === 'object' ? address?.port : undefined);
  });
  process.once('disconnect', () => process.exit());
}

if (import.meta.main && process.send) serve();
