/**
 * Rows of an answer from the database: an array that says what it is.
 *
 * The framework writes down everything a page was given, in case a script
 * takes the page over. No script of ours does; `hooks.ts` lets rows pass
 * unwritten, which saves a tenth of a page's work.
 */
export class Rows<Row> extends Array<Row> {}
