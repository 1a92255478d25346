/**
 * A statement and who asks, as one message.
 *
 * Whatever reaches PostgreSQL between two Syncs is one transaction: the asker
 * is set, the statement runs under row-level security, and both end together.
 * So a page that asks one thing needs no begin and no commit, and one packet
 * goes each way instead of two.
 */
import type { Writable } from 'node:stream';
import pg from 'pg';

/** Known to every connection from its first moment on; see `connect`. */
export const askerIs = { name: 'asker', text: `select set_config('app.asker', $1, true)` };

type Wire = { stream: Writable; bind: (what: object) => void; execute: (what: object) => void };
/** What pg calls while the answer comes in; its types leave these out. */
type Answering = {
  callback: (error: Error | null, result: pg.QueryArrayResult) => void;
  submit: (wire: Wire) => Error | null;
  handleDataRow: (message: object) => void;
  handleCommandComplete: (message: object, wire: Wire) => void;
};

export function ask(client: pg.PoolClient, asker: string, query: pg.QueryArrayConfig): Promise<pg.QueryArrayResult> {
  const asked = new pg.Query(query) as unknown as Answering;
  const { submit, handleDataRow, handleCommandComplete } = asked;
  let isAskerSet = false;
  asked.submit = (wire) => {
    wire.stream.cork();
    try {
      wire.bind({ statement: askerIs.name, values: [asker] });
      wire.execute({});
      return submit.call(asked, wire);
    } finally {
      wire.stream.uncork();
    }
  };
  asked.handleDataRow = (message) => void (isAskerSet && handleDataRow.call(asked, message));
  asked.handleCommandComplete = (message, wire) => {
    if (isAskerSet) handleCommandComplete.call(asked, message, wire);
    isAskerSet = true;
  };
  return new Promise((resolve, reject) => {
    asked.callback = (error, result) => (error ? reject(error) : resolve(result));
    client.query(asked as unknown as pg.Submittable);
  });
}
