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
  _result: Columns;
  _accumulateRows: boolean;
  submit(wire: Wire): Error | null;
  handleDataRow(message: object): void;
  handleCommandComplete(message: object, wire: Wire): void;
};
type Done = (error: Error | null, result: pg.QueryArrayResult) => void;
const Query = pg.Query as unknown as new (query: pg.QueryArrayConfig, done: Done) => Answering;

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

/**
 * A question on its way. Its ways of answering are methods of a class: V8 lays
 * a function that is written straight into a property of an object among what
 * lives long, and all that it sees, rows and page, stays there with it until
 * everything is looked over: 33 KB a thread page. A wall holds that none of ours is.
 */
class Question extends Query {
  private readonly statement: string;
  private readonly asker: string | undefined;
  private readonly most: number | undefined;
  private isAskerSet: boolean;

  constructor(query: pg.QueryArrayConfig, asker: string | undefined, most: number | undefined, done: Done) {
    super(query, done);
    this.statement = query.name!;
    this.asker = asker;
    this.most = most;
    this.isAskerSet = asker === undefined;
  }

  override submit(wire: Wire): Error | null {
    const { columns, quiet } = knownTo(wire);
    const before = columns.get(this.statement);
    if (before) Object.assign(this._result, before);
    this._accumulateRows = true;
    wire.stream.cork();
    try {
      if (this.asker !== undefined) {
        wire.bind(this.most ? { statement: askerWaits.name, values: [this.asker, String(this.most)] } : { statement: askerIs.name, values: [this.asker] });
        wire.execute({});
      }
      return super.submit(before ? quiet : wire);
    } finally {
      wire.stream.uncork();
    }
  }

  override handleDataRow(message: object): void {
    if (this.isAskerSet) super.handleDataRow(message);
  }

  override handleCommandComplete(message: object, wire: Wire): void {
    if (this.isAskerSet) {
      super.handleCommandComplete(message, wire);
      const { fields, _parsers } = this._result;
      knownTo(wire).columns.set(this.statement, { fields, _parsers });
    }
    this.isAskerSet = true;
  }
}

/** Without an asker it is the statement alone, in whatever transaction is open. */
export function ask(client: pg.PoolClient, query: pg.QueryArrayConfig, asker?: string, most?: number): Promise<pg.QueryArrayResult> {
  return new Promise((resolve, reject) => {
    const question = new Question(query, asker, most, (error, result) => (error ? reject(error) : resolve(result)));
    client.query(question as unknown as pg.Submittable);
  });
}
