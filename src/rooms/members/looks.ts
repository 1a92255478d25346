/** Reading comfort: how the pages look for one person. */
import type { Account } from '#members/members';

const allowed: Record<string, RegExp> = {
  theme: /^(light|dark|soft|contrast)$/, size: /^(115|130|150)$/, lines: /^roomy$/, letters: /^own$/, motion: /^off$/, light: /^on$/, calm: /^on$/
};
const named: Record<string, string> = { letters: 'font' };

/** Reading comfort as attributes of <html>, so that it holds without a script and from the first byte. */
export function looksOf(member: Account | undefined, cookie: string | undefined): string {
  const looks: Record<string, string | boolean | number> = member
    ? { ...member.looks, motion: member.session.day === 'bad' ? 'off' : member.looks.motion, light: member.looks.light ? 'on' : '', calm: member.looks.calm ? 'on' : '' }
    : Object.fromEntries(new URLSearchParams(cookie ?? ''));
  const attributes = Object.entries(allowed).flatMap(([look, fits]) => (fits.test(String(looks[look] ?? '')) ? [`data-${named[look] ?? look}="${looks[look]}"`] : []));
  if (member?.session.day) attributes.push(`data-day="${member.session.day}"`);
  return attributes.join(' ');
}
