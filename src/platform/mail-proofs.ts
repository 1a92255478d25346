/**
 * Proof that a mail address is somebody's own: a code goes there, and comes
 * back from them. Kept is only what the code hashes to, for half an hour, by
 * the room that keeps the address.
 */
import { createHash, randomInt } from 'node:crypto';

const shape = /^[^\s@<>",;]{1,64}@[^\s@<>",;]+\.[^\s@<>",;]{2,}$/;

/** Whether mail could be sent there at all; whether it arrives, only the code tells. */
export const isAddress = (address: string): boolean => address.length <= 200 && shape.test(address);

/** Six figures. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** What is kept of a code. Spaces that came with it from the mail do not count. */
export const hashOf = (ownerId: string, code: string): string => createHash('sha256').update(`${ownerId}|${code.replace(/\s/g, '')}`).digest('base64url');
