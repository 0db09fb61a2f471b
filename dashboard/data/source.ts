/**
 * Fetches data files and says in which way one failed. Over HTTP a file is fetched and parsed as text; from a plain folder, where
 * browsers forbid to fetch, it is a script whose one call hands over the same data.
 */
import * as z from 'zod';
import { contentOf, DataFault } from './content.ts';

/** The files read last, the latest at the end: who looks at every regency does not fill the memory with them. */
const reading = new Map<string, Promise<unknown>>();
const KEPT = 40;

/**
 * @param path of the file, without `.js`, as its own call names it
 * @param format what its `format` must be; null for a file that has none
 * @throws DataFault
 */
export async function read<T>(path: string, schema: z.ZodType<T>, format: number | null): Promise<T> {
  const known = reading.get(path);
  const found = known ?? (isFolder() ? fromScript(path) : fromServer(path));
  reading.delete(path);
  reading.set(path, found);
  const [oldest] = reading.keys();
  if (reading.size > KEPT && oldest !== undefined) reading.delete(oldest);
  try {
    return checked(path, await found, schema, format);
  } catch (error) {
    reading.delete(path); // the next visit may find it whole
    throw error;
  }
}

export function isFolder(): boolean {
  return location.protocol === 'file:';
}

/** Where a file lies, from the page. */
export function addressOf(path: string): string {
  return `${DATA}${path.split('/').map(encodeURIComponent).join('/')}`;
}

const DATA = 'snapshots/';

async function fromServer(path: string): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${addressOf(path)}.js`);
    text = await response.text();
  } catch (cause) {
    throw new DataFault('unreachable', path, '', cause);
  }
  // A bucket without the right to list answers 403 for what is not there.
  if (response.status === 404 || response.status === 403) throw new DataFault('missing', path);
  if (!response.ok) throw new DataFault('unreachable', path, `HTTP ${response.status}`);
  return contentOf(path, text);
}

const handedOver = new Map<string, unknown>();

declare global {
  var cakupan: (path: string, content: unknown) => void;
}

function fromScript(path: string): Promise<unknown> {
  globalThis.cakupan = (name, content) => void handedOver.set(name, content);
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${addressOf(path)}.js`;
    script.onload = () => {
      script.remove();
      const content = handedOver.get(path);
      handedOver.delete(path);
      if (content === undefined) reject(new DataFault('cut', path));
      else resolve(content);
    };
    script.onerror = () => {
      script.remove();
      reject(new DataFault('missing', path));
    };
    document.head.append(script);
  });
}

function checked<T>(path: string, content: unknown, schema: z.ZodType<T>, format: number | null): T {
  if (format !== null) {
    const found = Formatted.safeParse(content);
    const its = found.success ? found.data.format : 0;
    if (its < format) throw new DataFault('older', path);
    if (its > format) throw new DataFault('newer', path);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DataFault('odd', path, issue ? `${issue.path.join('.')}: ${issue.message}` : '', parsed.error);
}

const Formatted = z.looseObject({ format: z.number() });
