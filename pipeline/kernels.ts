/** Instances of the kernel (pipeline/kernel/), each with a memory of its own. */

/** What the kernel asks its maker (kernel/asked.ts); who does not read lists is not asked. */
export type Asked = Readonly<Record<(typeof ASKED)[number], (...numbers: number[]) => unknown>>;

const ASKED = [
  'meaning',
  'nikDigits',
  'otherLetter',
  'otherDigit',
  'assertUtf8',
  'refuseNul',
  'refuseOpenQuote',
  'moved',
  'encrypt',
] as const;

export interface Memory {
  readonly memory: { readonly buffer: ArrayBuffer };
}

/**
 * @param names of the functions that are wanted of it
 * @throws Error when it has not all of them
 */
export function instantiate<Exports extends Memory>(
  module: WebAssembly.Module,
  names: readonly (keyof Exports & string)[],
  asked: Partial<Asked>,
): Exports {
  const all = Object.fromEntries(ASKED.map((name) => [name, asked[name] ?? (() => notAsked(name))]));
  const { exports } = new WebAssembly.Instance(module, { asked: all });
  assertHas<Exports>(exports, names);
  return exports;
}

function notAsked(name: string): never {
  throw new Error(`the kernel asks for ${name}, which nobody here knows`);
}

function assertHas<Exports>(exports: object, names: readonly string[]): asserts exports is Exports & object {
  const missing = names.filter((name) => typeof Reflect.get(exports, name) !== 'function');
  if (missing.length > 0) throw new Error(`the kernel has no ${missing.join(', ')}`);
}
