import { describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { draftOf } from '#forum/draft-rules';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import { flagOf, signs, signsIn } from '#safety/contact-rules';
import * as contacts from '#safety/contacts';
import * as queue from '#safety/queue';
import { scene } from '#test/scene';

const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });
const of = (text: string, isNew = true, sameToday = 1) => signsIn({ text, isNew, sameToday });

async function written(who: Member, text: string) {
  const { code } = await threads.begin(who, draft({ board: 'rest', want: 'listen', text }));
  const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
  return { code, id: post!.id };
}
const known = (who: Member) => asHouse(() => sql`update members.members set joined_at = now() - interval '1 year' where id = ${who.id}`);

describe('signs of another purpose', () => {
  it.each([
    ['elsewhere', 'You sound lovely, add me on WhatsApp and we can talk properly'], ['elsewhere', 'Skriv til meg på Telegram, så snakkes vi der'], ['elsewhere', "Let's move somewhere private"],
    ['money', 'Could you lend me some money until Friday?'], ['money', 'Kan noen vippse meg?'], ['money', 'I pay with a gift card.'],
    ['recruits', 'We are looking for research participants, take our survey'], ['recruits', 'Jeg søker deltakere til en klinisk studie'],
    ['title', "I'm a doctor and have helped many with this, message me"], ['title', 'Jeg er en erfaren terapeut med ledige timer, skriv til meg'],
    ['asksWho', 'How old are you? Send me a picture'], ['asksWho', 'Hvor bor du? Er du alene hjemme?']
  ] as const)('%s: %s', (sign, text) => expect(of(text)).toContain(sign));

  it.each([
    'The signal on my phone is bad at the hospital, I could not call.', 'My sister is a nurse and told me to rest.', 'Facebook groups wore me out, I like it here.',
    'Money is tight this month and I worry about the heating.', 'I am a retired teacher. How are you all today?', 'My doctor asked how old the scar was.',
    'Jeg bor på landet og har lang vei til legen.', 'Hva gjør dere når dere ikke får sove?', 'Legen ringte meg i dag, og jeg gråt etterpå.', '> Add me on WhatsApp\nNo thank you, I stay here.'
  ])('none in: %s', (text) => expect(of(text)).toEqual([]));

  it('are fewer for those who are known here, and the same words over and over are one', () => {
    expect(of('How old are you? Add me on WhatsApp', false)).toEqual([]);
    expect(of('Can you lend me some money?', false)).toEqual(['money']);
    expect(of('A quiet evening to you.', false, 3)).toEqual(['copied']);
    expect(signs.map(flagOf)).toEqual(['commercial', 'commercial', 'commercial', 'commercial', 'safeguarding', 'commercial']);
  });
});

describe('the shield', () => {
  scene('lets a moderator find it among what was told, once, and the post stands as it was (H14, MOD-9)', async ({ ada, mio }) => {
    const { id } = await written(ada, 'I have a cure that worked for me. Add me on WhatsApp and I tell you.');
    await contacts.look(id);
    await contacts.look(id);
    const { cases } = await queue.waiting(mio, 'reported');
    expect(cases).toMatchObject([{ subjectId: id, level: 'low', kinds: ['contact'], flags: ['commercial'] }]);
    expect((await queue.one(mio, cases[0]!.id)).signals).toMatchObject([{ kind: 'contact', reasons: [{ why: 'elsewhere', words: '' }] }]);
    expect(await sql`select 1 from forum.posts where id = ${id} and hidden_at is null`).toHaveLength(1);
  });
  scene('leaves those alone who are known here, and notices words that are put everywhere', async ({ ada, bo, mio }) => {
    await known(bo);
    const { code } = await written(ada, 'What do you do at night?');
    const same = 'This tea from my own garden changed everything for me, ask me about it.';
    for (let n = 0; n < 3; n++) await posts.reply(bo, code, draft({ text: same }));
    await asHouse(() => sql`update forum.posts set created_at = now() - make_interval(mins => 10 - number) where body = ${same}`);
    const all = await asking(bo, () => sql<{ id: string; number: number }>`select p.id, p.number from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number > 1 order by p.number`);
    for (const { id } of all) await contacts.look(id);
    expect((await queue.waiting(mio, 'reported')).cases).toMatchObject([{ subjectId: all[2]!.id, kinds: ['contact'] }]);
  });
});
