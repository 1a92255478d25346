/**
 * In time: what the program says of a text counts when it says it soon enough.
 *
 * Waiting and working are both time. What is waited for goes by the clock on the
 * wall. What its rules work on one text is asked of the processor: on a busy
 * machine the wall's clock tells how busy it is, and every quiet word written
 * then would wait for a person. One that comes late and says that somebody
 * should look soon is believed all the same; a late one that says nothing is
 * none, and a person looks without being told why.
 */
import { assess, assessNow, type Assessment, type Text } from '#triage/assess';
import { isRaise } from '#safety/case-rules';

export type How = (text: Text) => Assessment | Promise<Assessment>;

/** Longer than this and a person looks without having been told why, in milliseconds (issue 4). */
export const patience = 200;

/** Where the process itself stood still, what was said meanwhile is heard before the time is called over. */
const grace = 10;

const late = () => Object.assign(new Error('late'), { code: 'LATE' });
export const isLate = (error: unknown) => (error as { code?: unknown } | null)?.code === 'LATE';

/** What it has learned is read from its files with the first text a process meets: that is no time of that text. */
let isReady = false;
function makeReady() {
  if (isReady) return;
  assessNow({ text: 'Good morning, all of you.', language: 'en' });
  isReady = true;
}

/** What the program says; it throws where that takes too long. */
export async function inTime(how: How, text: Text): Promise<Assessment> {
  if (how === assess) makeReady();
  let worked = 0;
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, fail) => (timer = setTimeout(() => (timer = setTimeout(() => fail(late()), grace)), patience)));
  const saying = Promise.resolve().then(() => { // what throws at once fails like what throws later
    const before = process.threadCpuUsage();
    const said = how(text);
    const { user, system } = process.threadCpuUsage(before);
    worked = (user + system) / 1_000;
    return said;
  });
  const found = await Promise.race([saying, over]).finally(() => clearTimeout(timer));
  if (worked > patience && !isRaise('unassessed', found.level)) throw late();
  return found;
}

/** The same, however long it takes: where somebody was turned away, help stands in the answer and nothing else will read it. */
export const atLeisure = async (how: How, text: Text): Promise<Assessment> => how(text);
