/**
 * Data that ships as a file and is turned into something smaller as it is read,
 * such as the weights of a model. Imported, its text would stay in memory twice
 * for as long as the program runs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/config';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
/** Small whole numbers, written as base64. */
export const wholesIn = (text: string) => new Int8Array(bytes(text).buffer);
/** Numbers of four bytes, written as base64. */
export const floatsIn = (text: string) => new Float32Array(bytes(text).buffer);

/** What a JSON file of ours says, by its path from the root of the project. Throws when it is not there. */
export const shipped = <Shape>(path: `src/rooms/${string}.json`): Shape => JSON.parse(readFileSync(join(root, path), 'utf8')) as Shape;
