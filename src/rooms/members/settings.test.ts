import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { Refusal } from '#platform/answers';
import { prove } from '#members/proving';
import * as settings from '#members/settings';
import { passOf } from '#test/cast';
import { scene } from '#test/scene';

const quiet = { leaveTo: 'news', leaveBy: 'button', coverPage: true, lockAfter: 5 };
const comfort = { theme: 'soft', size: '130', lines: 'roomy', letters: 'own', motion: 'on', light: true, calm: false };
const kept = (id: string) => asHouse(() => sql`select theme, size, lines, letters, motion, light, calm, cover, leave_to, leave_by, cover_page, lock_after, app_name, app_icon, seen_by from members.settings where member_id = ${id}`);

describe('settings', () => {
  scene('are kept section by section and touch nobody else', async ({ ada, bo }) => {
    await settings.keepComfort(ada, comfort);
    await settings.keepDiscretion(ada, { ...quiet, cover: '  Notes\u0007 ' });
    expect(await kept(ada.id)).toMatchObject([{ ...comfort, cover: 'Notes', ...quiet }]);
    expect(await kept(bo.id)).toEqual([]);
  });
  scene('fall back to the standard for a choice that is not on the list', async ({ ada }) => {
    await settings.keepComfort(ada, { ...comfort, theme: 'neon', size: '9000' });
    expect(await kept(ada.id)).toMatchObject([{ theme: 'match', size: '100' }]);
  });
  scene('refuse a cover word that is no word, and a language we do not speak', async ({ ada }) => {
    await expect(settings.keepDiscretion(ada, { ...quiet, cover: 'x'.repeat(31) })).rejects.toThrow(Refusal);
    await expect(settings.chooseLanguage(ada, 'klingon')).rejects.toThrow(Refusal);
  });
  scene('keep a name and a picture for the home screen, and offer none until then (ACC-2)', async ({ ada, bo }) => {
    expect(await settings.appOf(ada)).toEqual({ name: '', icon: 'note' });
    await settings.keepApp(ada, { name: ' Recipes\u200b ', icon: 'leaf' });
    await settings.keepApp(ada, { name: 'Recipes', icon: 'a skull' });
    expect(await settings.appOf(ada)).toEqual({ name: 'Recipes', icon: 'note' });
    expect(await settings.appOf(bo)).toEqual({ name: '', icon: 'note' });
    await expect(settings.keepApp(ada, { name: 'x'.repeat(21), icon: 'note' })).rejects.toThrow(Refusal);
  });
  scene('take a way of leaving and a time for locking from the list only (ACC-2)', async ({ ada }) => {
    expect(await settings.keepDiscretion(ada, { cover: '', leaveTo: 'news', leaveBy: 'never', coverPage: false, lockAfter: 9000 })).toMatchObject({ leaveBy: 'keys', lockAfter: 0 });
  });
  scene('let a member take a break and end it (ACC-13, VAR-4)', async ({ ada }) => {
    await settings.takeBreak(ada);
    await settings.takeBreak(ada);
    expect(await asHouse(() => sql`select paused_at is not null as paused from members.members where id = ${ada.id}`)).toEqual([{ paused: true }]);
    await settings.endBreak(ada);
    expect(await asHouse(() => sql`select paused_at from members.members where id = ${ada.id}`)).toEqual([{ pausedAt: null }]);
  });
});

describe('proving', () => {
  scene('takes the member’s own sentence and no other', async ({ ada }) => {
    await prove(ada, passOf('ada'));
    await expect(prove(ada, passOf('bo'))).rejects.toThrow(Refusal);
  });
  scene('stops a long row of guesses', async ({ ada }) => {
    for (let n = 0; n < 8; n++) await prove(ada, 'guess').catch(() => {});
    await expect(prove(ada, passOf('ada'))).rejects.toThrow('pages.things.tooMany');
  });
});
