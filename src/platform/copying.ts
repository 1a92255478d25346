/**
 * Rows out of a table and into one, as PostgreSQL writes them itself.
 *
 * The driver knows the messages of COPY but has no words for them; this gives
 * it some. Rows are never held in memory all at once: the reader slows the
 * database down.
 */
import type pg from 'pg';

type Wire = {
  query: (text: string) => void;
  sendCopyFromChunk: (chunk: Buffer) => void;
  endCopyFrom: () => void;
  sendCopyFail: (why: string) => void;
  stream: { pause: () => void; resume: () => void; writableNeedDrain: boolean; once: (event: string, heard: () => void) => void };
};
type Submitted = Record<string, unknown> & { submit: (wire: Wire) => void };
const submit = (client: pg.Client, query: Submitted) => client.query(query as unknown as pg.Submittable);
const nothing = () => {};
const ignored = { handleRowDescription: nothing, handleDataRow: nothing, handlePortalSuspended: nothing, handleEmptyQuery: nothing };

/** The rows of a table, in pieces of its own text format. At the end the database says how many there were. */
export async function* copyOut(client: pg.Client, table: string, columns: string, told?: (rows: number) => void): AsyncGenerator<Buffer> {
  const waiting: Buffer[] = [];
  let wake = nothing;
  let over = false;
  let failed: Error | undefined;
  let wire: Wire | undefined;
  const finish = (error?: Error) => {
    failed ??= error;
    over = true;
    wake();
  };
  submit(client, {
    ...ignored,
    submit: (connection) => (wire = connection).query(`copy ${table} (${columns}) to stdout`),
    handleCopyData: ({ chunk }: { chunk: Buffer }) => {
      waiting.push(Buffer.from(chunk)); // what the driver hands over is its own buffer, which it fills again
      if (waiting.length > 5_000) wire!.stream.pause();
      wake();
    },
    handleCommandComplete: ({ text }: { text: string }) => told?.(Number(/^COPY (\d+)$/.exec(text)?.[1])),
    handleError: finish,
    handleReadyForQuery: () => finish()
  });
  for (;;) {
    if (waiting.length) {
      yield Buffer.concat(waiting.splice(0));
      wire!.stream.resume();
      continue;
    }
    if (over) break;
    await new Promise<void>((woken) => (wake = woken));
  }
  if (failed) throw failed;
}

/** Writes pieces of that format into a table. */
export function copyIn(client: pg.Client, table: string, columns: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  return new Promise((done, failed) => {
    let wrong: Error | undefined;
    submit(client, {
      ...ignored,
      submit: (connection) => connection.query(`copy ${table} (${columns}) from stdin`),
      handleCopyInResponse: (wire: Wire) => void pour(wire, pieces, () => Boolean(wrong)),
      handleCommandComplete: nothing,
      handleError: (error: Error) => {
        wrong = error; // the driver tells of nothing more after this
        failed(error);
      },
      handleReadyForQuery: () => done()
    });
  });
}

async function pour(wire: Wire, pieces: AsyncIterable<Buffer>, isOff: () => boolean) {
  try {
    for await (const piece of pieces) {
      if (isOff()) return;
      wire.sendCopyFromChunk(piece);
      if (wire.stream.writableNeedDrain) await new Promise<void>((drained) => wire.stream.once('drain', drained));
    }
    wire.endCopyFrom();
  } catch (error) {
    wire.sendCopyFail((error as Error).message.slice(0, 200));
  }
}
