/**
 * A statement, and who asks, as one message.
 *
 * Whatever reaches PostgreSQL between two Syncs is one transaction: the asker
 * is set, the statement runs under row-level security, and both end together.
 * So a page that asks one thing needs no begin and no commit, and one packet
 * goes each way instead of two. What the columns are is asked once for a
 * connection: a prepared statement cannot change them.
 */
import type { Writable } from 'node:stream';
import pg from 'pg';

/** Known to every connection from its first moment on; see `connect`. */
export const askerIs = { name: 'asker', text: `select set_config('app.asker', $1, true)` };
/** The same where the statement may take so many milliseconds and no longer. */
export const askerWaits = { name: 'asker_waits', text: `select set_config('app.asker', $1, true), set_config('statement_timeout', $2, true)` };

type Send = (what: object) => void;
type Wire = { stream: Writable; parsedStatements: object; submittedNamedStatements: object; bind: Send; execute: Send; sync: Send; close: Send; describe: Send };
/** The columns of an answer and how to read them. */
type Columns = { fields: pg.FieldDef[]; _parsers: unknown };
/** What pg calls while the answer comes in; its types leave these out. */
type Answering = {
  callback: (error: Error | null, result: pg.QueryArrayResult) => void;
  submit: (wire: Wire) => Error | null;
  handleDataRow: (message: object) => void;
  _result: Columns;
  _accumulateRows: boolean;
  handleCommandComplete: (message: object, wire: Wire) => void;
};

/** For each connection: the columns of what it has answered before, and a way to send that does not ask for them. */
const known = new WeakMap<Wire, { columns: Map<string, Columns>; quiet: Wire }>();

function knownTo(wire: Wire) {
  let found = known.get(wire);
  if (!found) {
    const { stream, parsedStatements, submittedNamedStatements } = wire;
    const [bind, execute, sync, close] = [wire.bind.bind(wire), wire.execute.bind(wire), wire.sync.bind(wire), wire.close.bind(wire)];
    found = { columns: new Map(), quiet: { stream, parsedStatements, submittedNamedStatements, bind, execute, sync, close, describe: () => {} } };
    known.set(wire, found);
  }
  return found;
}

/** Without an asker it is the statement alone, in whatever transaction is open. */
export function ask(client: pg.PoolClient, query: pg.QueryArrayConfig, asker?: string, most?: number): Promise<pg.QueryArrayResult> {
  const asked = new pg.Query(query) as unknown as Answering;
  const { submit, handleDataRow, handleCommandComplete } = asked;
  let isAskerSet = asker === undefined;
  asked.submit = (wire) => {
    const { columns, quiet } = knownTo(wire);
    const before = columns.get(query.name!);
    if (before) Object.assign(asked._result, before);
    asked._accumulateRows = true;
    wire.stream.cork();
    try {
      if (asker !== undefined) {
        wire.bind(most ? { statement: askerWaits.name, values: [asker, String(most)] } : { statement: askerIs.name, values: [asker] });
        wire.execute({});
      }
      return submit.call(asked, before ? quiet : wire);
    } finally {
      wire.stream.uncork();
    }
  };
  asked.handleDataRow = (message) => void (isAskerSet && handleDataRow.call(asked, message));
  asked.handleCommandComplete = (message, wire) => {
    if (isAskerSet) {
      handleCommandComplete.call(asked, message, wire);
      const { fields, _parsers } = asked._result;
      knownTo(wire).columns.set(query.name!, { fields, _parsers });
    }
    isAskerSet = true;
  };
  return new Promise((resolve, reject) => {
    asked.callback = (error, result) => (error ? reject(error) : resolve(result));
    client.query(asked as unknown as pg.Submittable);
  });
}
