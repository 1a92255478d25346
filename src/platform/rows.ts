/**
 * Rows of an answer from the database: an array that says what it is.
 *
 * The framework writes down everything a page was given, in case a script
 * takes the page over. No script of ours does; `hooks.ts` lets rows pass
 * unwritten, which saves a tenth of a page's work.
 */
import type pg from 'pg';

export class Rows<Row> extends Array<Row> {}

/** One row, with column names in camelCase. */
export type Row = Record<string, unknown>;

const camels = new Map<string, string>();
function camel(column: string) {
  let name = camels.get(column);
  if (name === undefined) {
    name = column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    camels.set(column, name);
  }
  return name;
}

/** What PostgreSQL answered, with column names in camelCase. */
export function rowsOf(result: pg.QueryArrayResult) {
  const names = result.fields.map((field) => camel(field.name));
  const rows = new Rows<Row>();
  const blank: Row = {};
  for (const name of names) blank[name] = null;
  for (const cells of result.rows) {
    const row: Row = { ...blank }; // all of one shape from the beginning: names are not added one by one to each
    for (let at = 0; at < names.length; at++) row[names[at]!] = cells[at];
    rows.push(row);
  }
  return rows;
}
