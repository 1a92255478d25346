/** Our own ways, saved as they came: they stay ours, and get what is put right in them (MOD-8). */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect } from 'vitest';
import { executeSql, sql } from '#db';
import { markOf } from '#house/form-rules';
import * as sayings from '#house/sayings';
import { scene } from '#test/scene';

afterEach(() => sayings.forget());
const migration = readFileSync(new URL('migrations/2026-12-05-ways-saved-as-they-came-are-ours.sql', import.meta.url), 'utf8');
const before = async (language: string, lines: unknown, hash: string) => {
  await sql`insert into house.sayings (name, language, value) values ('conduct', ${language}, ${JSON.stringify(lines)}::jsonb) on conflict (name, language) do update set value = excluded.value`;
  await sql`insert into house.conducts (hash, language, lines) values (${hash}, ${language}, ${JSON.stringify(lines)}::jsonb) on conflict do nothing`;
  sayings.forget();
};
const isOurs = async (language: 'en' | 'nb') => (await sayings.conduct(language)).isOurs;

describe('our own ways (MOD-8)', () => {
  scene('stay ours when they are saved as they came, in their own language, and become the operator’s by one other word', async ({ iben }) => {
    const ours = await sayings.conduct('en');
    const { conduct } = await sayings.shown(iben, 'en');
    for (const why of ['', 'We begin.']) await sayings.change(iben, 'en', { conduct: conduct.map(({ title, text }) => ({ title: ` ${title}`, text: `${text}  ` })), conductWhy: why }, { conduct: markOf('conduct', conduct) });
    expect(await sayings.conduct('en')).toEqual({ ...ours, why: 'We begin.' });
    expect((await sayings.exactly(iben, 'en')).conduct).toEqual([]);
    await sayings.change(iben, 'nb', { conduct, conductWhy: 'På engelsk.' });
    expect([await isOurs('nb'), (await sayings.conduct('nb')).lines], 'in another language they are the operator’s words').toEqual([false, ours.lines]);
    const own = conduct.map((line, at) => (at ? line : { ...line, text: 'Always.' }));
    await sayings.change(iben, 'en', { conduct: own, conductWhy: 'Shorter.' });
    expect([await isOurs('en'), (await sayings.conduct('en')).lines[0]!.text]).toEqual([false, 'Always.']);
    await sayings.change(iben, 'en', { conduct, conductWhy: 'As it was.' });
    expect(await sayings.conduct('en')).toEqual({ ...ours, why: 'As it was.' });
  });
  scene('say why they changed last in our words, unless the operator has said why since then, in that language', async ({ iben }) => {
    const ours = (await sayings.conduct('en')).why;
    expect(ours).toMatch(/Lines 1 and 3/);
    await sayings.change(iben, 'en', { conduct: [], conductWhy: 'Ours again.' });
    expect(await sayings.conduct('en')).toMatchObject({ why: 'Ours again.', isOurs: true });
    expect((await sayings.conduct('nb')).why, 'what is said of the English ones is not said of these').toMatch(/Linje 1 og 3/);
    await sql`update house.sayings set changed_at = '2026-11-21' where name = 'conductWhy'`;
    sayings.forget();
    expect((await sayings.conduct('en')).why).toBe(ours);
  });
  scene('that were saved before are ours again; what an operator wrote stays', async ({ iben }) => {
    for (const language of ['en', 'nb'] as const) {
      const { lines, hash } = await sayings.conduct(language);
      expect(migration, 'today’s').toContain(`('${language}', '${hash}', true)`);
      await before(language, lines, hash);
    }
    await sayings.change(iben, 'nb', { conduct: [{ title: 'Vennlig', text: 'Alltid.' }], conductWhy: 'Kort.' });
    expect([await isOurs('en'), await isOurs('nb')]).toEqual([false, false]);
    for (const _ of ['once', 'and never twice']) await executeSql(migration);
    sayings.forget();
    expect([await isOurs('en'), await isOurs('nb')]).toEqual([true, false]);
  });
  scene('of before are ours again where nobody ever said why they changed', async ({ iben }) => {
    const old = '0dcca40a88dd5897f4154797f3f9f39bb781231aa3fe740a76ff9f2921fecfa5';
    await before('en', [{ title: 'As it', text: 'once was.' }], old);
    await sayings.change(iben, 'en', { conductWhy: 'We like it so.' });
    await executeSql(migration);
    sayings.forget();
    expect(await isOurs('en')).toBe(false);
    await sayings.change(iben, 'en', { conductWhy: '' });
    await executeSql(migration);
    sayings.forget();
    expect(await isOurs('en')).toBe(true);
  });
});
