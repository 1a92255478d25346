/**
 * What is chosen on a case's page, in a list, by a button beside a line or by ticks, and not typed.
 *
 * Chosen is what is another than stood there before anybody touched it; of a level and of about-lines the page
 * sends along what that was. It comes back as words do, where its box is; where there is none it is said. [MOD-5]
 */
type Typed = Record<string, string>;
export type Choice = { name: 'to' | 'level' | 'rule' | 'hours' | 'result' | 'about'; values: readonly string[] };

/** Under which name the page says what stood chosen. */
export const wasOf = (name: 'level' | 'about') => `was.${name}`;
/** What stood in a box that says so, where it was on the page. */
const stood = { to: () => '', rule: () => '', hours: () => '24', result: () => '', level: (typed: Typed) => typed[wasOf('level')] } as const;

/** All that was chosen, whichever box it stood in and whether that was kept aside; `ticked` are the about-lines. */
export function choicesAmong(typed: Typed = {}, ticked: readonly string[] = []): Choice[] {
  const single = (Object.keys(stood) as (keyof typeof stood)[]).flatMap((name): Choice[] => {
    const [value, before] = [typed[name] ?? typed[`aside.${name}`], stood[name](typed)];
    return value && before !== undefined && value !== before ? [{ name, values: [value] }] : [];
  });
  const lines = typed[wasOf('about')]?.split(' ').filter(Boolean);
  const areOthers = lines && ticked.length > 0 && (ticked.length !== lines.length || ticked.some((line) => !lines.includes(line)));
  return areOthers ? [...single, { name: 'about', values: ticked }] : single;
}

/** One of them, where it was chosen. */
export const chosenIn = (typed: Typed | undefined, name: Choice['name']): string | undefined => choicesAmong(typed).find((one) => one.name === name)?.values[0];

/** What has no box on the page any more. */
export function withoutPlace(choices: readonly Choice[], { on, colleagues, decides }: { on: readonly string[]; colleagues: readonly { id: string }[]; /** What the form that decides asks about: what to do, or what to say to an appeal. */ decides: 'deed' | 'result' | undefined }): Choice[] {
  return choices.filter(({ name, values }) => {
    if (name === 'to') return !on.includes('hand') || !colleagues.some(({ id }) => id === values[0]);
    if (name === 'level') return !on.includes('level');
    return decides !== (name === 'result' ? 'result' : 'deed');
  });
}
