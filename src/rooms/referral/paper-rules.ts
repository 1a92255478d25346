/** A sheet before it is drawn. */
import type { Code } from '#platform/qr';

export type Paper = { language: 'en' | 'nb'; address: string; qr: Code; hasHost: boolean; say: Readonly<Record<string, string>> };
