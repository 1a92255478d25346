/**
 * Turns: a few at a time, and everybody gets one.
 *
 * A look over five years of notes holds some megabytes while it is made. Fifty
 * at once would fill the memory and keep every connection to the database, so
 * that quick pages wait, too; one after the other they take no longer in all.
 * Nobody is refused: whoever has to wait waits in a row, and somebody who asks
 * for many things waits for each of them behind what others ask for once.
 */
export function turns(most: number): { inTurn: <Result>(who: string, work: () => Promise<Result>) => Promise<Result>; waiting: () => number } {
  let busy = 0;
  let count = 0;
  /** In the order in which they have their next turn. */
  const row = new Map<string, (() => void)[]>();

  /** Hands a turn on; nobody may be waiting any more. */
  function pass(): void {
    const [first] = row;
    if (!first) return void busy--;
    const [who, all] = first;
    row.delete(who);
    if (all.length > 1) row.set(who, all.slice(1)); // behind everybody else
    count--;
    all[0]!();
  }

  const turn = (who: string) => new Promise<void>((go) => {
    count++;
    row.set(who, [...(row.get(who) ?? []), go]);
  });

  return {
    waiting: () => count,
    /** Does the work when it is its turn. Never inside a transaction: it would wait with a connection in its hand. */
    async inTurn(who, work) {
      if (busy < most) busy++;
      else await turn(who);
      try {
        return await work();
      } finally {
        if (count > 0) setImmediate(pass); // what came in meanwhile is answered first
        else busy--;
      }
    }
  };
}
