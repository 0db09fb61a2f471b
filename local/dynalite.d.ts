/** The parts of dynalite that this program uses: its store and its operations, and for measuring the server around them. It brings no types. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  export default function dynalite(options: { path: string }): Server;
}

declare module 'dynalite/db/index.js' {
  type Found = (error: unknown, table?: unknown) => void;

  export interface Store {
    /** Its description goes to the last argument. */
    getTable(name: string, ...rest: [done: Found] | [isActive: boolean, done: Found]): void;
    /** The key-value store below it. */
    readonly db: { get(key: string, done: Found): void; getSync(key: string): unknown };
    readonly lifecycleManager: { gracefulClose(done: (error: Error | null) => void): void };
  }
  const db: {
    create(options: { path: string; createTableMs: number; deleteTableMs: number; updateTableMs: number }): Store;
  };
  export default db;
}

declare module 'dynalite/validations/index.js' {
  import type { Store } from 'dynalite/db/index.js';

  const validations: {
    checkTypes<Input>(data: Input, types: object): Input;
    /** Throws what `Refusal` describes. */
    checkValidations(data: object, types: object, custom: unknown, store: Store): void;
  };
  export default validations;
}

declare module 'dynalite/actions/*' {
  import type { Store } from 'dynalite/db/index.js';

  const action: (store: Store, data: object, done: (error: unknown, answer: unknown) => void) => void;
  export default action;
}

declare module 'dynalite/validations/*' {
  const validation: { readonly types: object; readonly custom: unknown };
  export default validation;
}
