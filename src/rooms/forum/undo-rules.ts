/**
 * What was done a moment ago, and how to undo it: said once, on the next page.
 * It travels in a cookie that the next page takes away, so that saving or
 * muting leads straight back to where somebody was reading.
 */
export type Said = { what: 'save' | 'follow' | 'mute' | 'block'; did: 'start' | 'end'; fields: [name: string, value: string][] };

const shapes: Record<Said['what'], RegExp> = {
  save: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  follow: /^(?:(?:thread|board|person)\.[2-9a-z]{3,24}|tag\.g\d{1,3})$/,
  block: /^[2-9a-z]{3,24}$/,
  mute: /^(?:(?:board|person)\.[2-9a-z]{3,24}|word\.[^\p{C}]{2,60})$/u
};

export const saidText = (what: Said['what'], did: Said['did'], subject: string) => `${what}.${did}.${subject}`;

/** What a cookie says; nothing when it is not one of ours. */
export function saidOf(text: string | undefined): Said | undefined {
  const found = /^(save|follow|mute|block)\.(start|end)\.(.+)$/su.exec(text ?? '');
  if (!found) return undefined;
  const [what, did, subject] = found.slice(1) as [Said['what'], Said['did'], string];
  if (!shapes[what].test(subject)) return undefined;
  if (what === 'save') return { what, did, fields: [['post', subject]] };
  if (what === 'block') return { what, did, fields: [['subject', subject]] };
  const dot = subject.indexOf('.');
  return { what, did, fields: [['kind', subject.slice(0, dot)], ['subject', subject.slice(dot + 1)]] };
}

/** What a button asks for; when it does not say, the other of what is now. */
export const wished = (asked: string | null, isOn: boolean): Said['did'] =>
  asked === 'start' || asked === 'end' ? asked : isOn ? 'end' : 'start';
