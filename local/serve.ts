/** Serves the site to this computer until it is told to stop. */
import { createServer } from 'node:http';
import { Failure, systemCode } from './failure.ts';
import type { Handler } from './site.ts';

/** @param port 0 for any that is free; @param told is called with the address once it listens. @throws Failure when the port cannot be had */
export async function serve(
  handler: Handler,
  port: number,
  told: (address: string) => void | Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(unusable(port, error)));
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the site listens on no port');
  await told(`http://127.0.0.1:${address.port}/`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  // Whoever still reads is cut off: someone has asked for the end.
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function unusable(port: number, error: unknown): unknown {
  const code = systemCode(error);
  if (code === 'EADDRINUSE') {
    return new Failure({
      id: `Port ${port} sedang dipakai program lain. Sebutkan port lain dengan --port, atau --port 0 untuk port mana saja yang kosong.`,
      en: `Another program uses port ${port}. Name another with --port, or --port 0 for any that is free.`,
    });
  }
  if (code === 'EACCES') {
    return new Failure({
      id: `Port ${port} tidak boleh dipakai (EACCES). Sebutkan port di atas 1024 dengan --port.`,
      en: `Port ${port} may not be used (EACCES). Name one above 1024 with --port.`,
    });
  }
  return error;
}
