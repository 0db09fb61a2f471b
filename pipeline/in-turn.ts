/** Asks for many objects, a bounded number at a time: a store answers several requests as fast as one. */

/** Requests under way at once. */
const AT_ONCE = 16;

/** The answers, in the order of what was asked. */
export async function inTurn<In, Out>(
  all: readonly In[],
  ask: (one: In) => Promise<Out>,
  atOnce = AT_ONCE,
): Promise<Out[]> {
  const answers = new Array<Out>(all.length);
  let next = 0;
  const asker = async () => {
    for (let i = next++; i < all.length; i = next++) answers[i] = await ask(all[i]!);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, asker));
  return answers;
}
