/** The embedded table behind its own server: the steps that are measured ask it as they would ask DynamoDB. */
import dynalite from 'dynalite';
import { openTable } from '../../local/table.ts';

export async function serveTable(folder: string): Promise<{ endpoint: string; close(): Promise<void> }> {
  await (await openTable(folder)).close(); // made, where there is none
  const server = dynalite({ path: folder });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the table listens on no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
