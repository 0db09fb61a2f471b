/**
 * Memory that nobody uses any more, kept for the next who needs the like: files and tasks come by the hundred, and each would take
 * some megabytes anew. It is let go when memory runs short: what reading needed is not there still while tables are written.
 */
export class Spare<T extends WeakKey> {
  readonly #kept: WeakRef<T>[] = [];

  /** Something that was given, if it is still there: the taker's alone. */
  take(): T | undefined {
    for (let one = this.#kept.pop(); one; one = this.#kept.pop()) {
      const there = one.deref();
      if (there) return there;
    }
    return undefined;
  }

  /** Nobody may use it any more but who takes it. */
  give(one: T): void {
    this.#kept.push(new WeakRef(one));
  }
}
