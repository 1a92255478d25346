/** Areas of a life: how things are, what I want. The list is a start; anybody adds their own. No marks, no scores. */
import { refuse } from '#platform/answers';
import { line, lines, type Read } from '#toolbox/field-rules';

export const areas = ['home', 'work', 'money', 'people', 'love', 'body', 'mind', 'rest', 'fun', 'everyday', 'meaning'] as const;
export type AreaId = (typeof areas)[number];
/** What stands for each in an address: it says nothing of what is written there, and is that one's for ever. */
export const addresses: Readonly<Record<AreaId, string>> = { home: 'd1', work: 'd2', money: 'd3', people: 'd4', love: 'd5', body: 'd6', mind: 'd7', rest: 'd8', fun: 'd9', everyday: 'd10', meaning: 'd11' };
/** `id` is empty for one of the member's own, which has a name instead. */
export type Area = { id: AreaId | ''; name: string; now: string; want: string };

export function areaOf(read: Read, id: Area['id']): Area {
  const name = id ? '' : line(read, 'name', 60);
  if (!id && !name) refuse('toolbox.refused.name', 'name');
  return { id, name, now: lines(read, 'now'), want: lines(read, 'want') };
}
