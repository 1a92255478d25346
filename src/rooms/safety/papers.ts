/**
 * Papers on safety: what the place promises about it, what its program is and
 * how it was measured, and the hazard log. They are files of the project, read
 * once; stewards read them where they work, as they stand in what runs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notFound } from '#platform/answers';
import { root } from '#platform/config';
import { parse, type Paper } from '#house/pages';
import type { Steward } from '#members/members';

export const papers = ['triage', 'crisis-protocol', 'jigsaw', 'measures', 'what-is-protected'] as const;
export type Name = (typeof papers)[number];

const folder = join(root, 'docs/safety');
const fileOf = (name: string) => {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : notFound();
};
/** A table may be wider than a phone: it scrolls by itself, by keyboard too. A heading without words is none. */
const withScroll = (html: string, label: string) => {
  let at = 0;
  return html.replaceAll(/ style="text-align:\w+"/g, '').replaceAll('<th></th>', '<td></td>').replaceAll('<table>', () => `<div class="scroll" tabindex="0" role="region" aria-label="${label} ${++at}"><table>`).replaceAll('</table>', '</table></div>');
};

/** One paper, in the language it is written in. `label` names its tables to whoever cannot see them. */
export function paper(_: Steward, name: string, label: string): Paper {
  if (!(papers as readonly string[]).includes(name)) notFound();
  const read = parse(fileOf(`${name}.md`));
  return { ...read, html: withScroll(read.html, label.replace(/[<>"&]/g, '')) };
}

type Risk = { consequence: number; likelihood: number };
export type Hazard = {
  id: string; hazard: string; cause: string; effect: string; status: 'controlled' | 'open'; why?: string; owner: string; initial?: Risk; residual?: Risk;
  controls: { control: string; test: { file: string; title: string } }[];
};

/** The hazard log as it stands. A test of the project fails when a control has no test that runs. */
export const hazards = (_: Steward): Hazard[] => (JSON.parse(fileOf('hazards.json')) as { hazards: Hazard[] }).hazards;
