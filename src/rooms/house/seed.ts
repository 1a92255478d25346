/** The demo operator: a made-up charity that says everything a real one is asked to say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/config';
import { languages } from '#platform/words';
import type { House } from '#house/saying-rules';
import * as sayings from '#house/sayings';

type Operator = Pick<House, 'serviceName' | 'hostName' | 'people' | 'panel' | 'funders' | 'money' | 'ethics' | 'changed' | 'dataController' | 'opened'> & {
  why: string[];
  contact: Pick<House, 'phone' | 'email' | 'hours' | 'post'>;
};
type Rota = Pick<House, 'timeZone' | 'answerHours' | 'homeCountry' | 'countries' | 'leaveTo' | 'workPlace' | 'messageRecord'> & { shifts: { days: number[]; from: string; to: string; names: string[] }[] };

const read = <Shape>(file: string) => JSON.parse(readFileSync(join(root, 'demo', file), 'utf8')) as Shape;

/** Filling twice is filling once. */
export async function fill(): Promise<void> {
  const operator = read<Record<string, Operator>>('operator.json');
  const { shifts, ...rota } = read<Rota>('rota.json');
  await sayings.put('en', { ...rota, shifts: shifts.flatMap(({ days, ...shift }) => days.map((day) => ({ day, ...shift }))) });
  for (const language of languages) {
    const { why, contact, ...said } = operator[language]!;
    await sayings.put(language, { ...said, ...contact, why: why.join('\n\n') });
  }
}
