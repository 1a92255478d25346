import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languages } from '#platform/words';
import { markDrawn } from '#safety/boxes-rules';
import { aboutTicked, askedFor, deeds, hintOf, keptAside, possible, typedInto, wordsTyped, type Deed } from '#safety/decision-rules';

const said = (language: string) => JSON.parse(readFileSync(new URL(`words/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>;
const bits = [false, true];
const states = ['post', 'line', 'plan', 'topic', 'person', 'turned', 'harm', 'answer'].flatMap((kind) =>
  bits.flatMap((isGone) => bits.flatMap((isHidden) => bits.map((isHeld) => ({ kind, isGone, isHidden: isHidden || (isHeld && !isGone), isHeld: isHeld && !isGone })))));

describe('what a moderator reads under a deed (MOD-5)', () => {
  it('says of a post alone that it stays, and only while others see it', () => {
    for (const state of states) for (const deed of possible({ ...state, isFolded: false, hasAuthor: true })) {
      for (const language of languages) {
        const hint = said(language)[hintOf(deed, state)]!;
        expect(hint, `${deed} in ${language}`).toMatch(/\w[.]$/);
        const stays = /The post stays\.|The post stays as it is|blir stående\. |Innlegget står/.test(hint) ;
        if (stays) expect(state, `${deed}: ${hint}`).toMatchObject({ kind: 'post', isHidden: false });
        if (stays && (deed === 'nothing' || deed === 'acknowledged')) expect(state.isGone).toBe(false);
        if (/\b[Pp]ost\b|[Ii]nnlegg/.test(hint)) expect(state.kind, `${deed}: ${hint}`).toBe('post');
      }
    }
  });
  it('says nothing of an author who gets words, where nothing is told and the author is gone', () => {
    expect(hintOf('nothing', { kind: 'post', isGone: false, isHidden: true, isHeld: true })).toBe('do.nothing.hintWords');
  });
});

describe('what was typed for one deed (MOD-5)', () => {
  /** The form as a browser sends it: what the deed asks for, and what is kept aside. */
  const send = (deed: Deed, shown: Record<string, string[]>, aside: { name: string; value: string }[]) => {
    const ticked: Record<string, string[]> = {};
    for (const field of [...askedFor(deed), 'note']) if (shown[field]?.length) ticked[field] = shown[field];
    for (const { name, value } of aside) (ticked[name] ??= []).push(value);
    return { ticked, typed: Object.fromEntries(Object.entries(ticked).map(([name, [value]]) => [name, value!])) };
  };
  const words = { about: ['grief', 'hospital'], beside: ['A line.'], link: ['https://www.nhs.uk/'], suggestion: ['Other words.'], hours: ['72'], rule: ['2'], toAuthor: ['You mean well.'], note: ['Ask the lead.'] };

  it('is there again when that deed is chosen again, whatever was chosen in between, and is no part of another', () => {
    for (const first of deeds) for (const second of deeds) for (const third of deeds) {
      let sent = send(first, words, []);
      for (const deed of [second, third, first]) {
        const read = (field: string, from = sent) => { const one = typedInto(from, field); return field === 'about' ? (aboutTicked(from) ?? []) : one === undefined ? [] : [one]; };
        const shown = Object.fromEntries([...askedFor(deed), 'note'].map((field) => [field, read(field)]));
        const before = sent;
        sent = send(deed, shown, keptAside(deed, sent));
        for (const name of Object.keys(sent.typed)) expect([...askedFor(deed), 'note'].includes(name) || name.startsWith('aside.'), `${deed} sends ${name}`).toBe(true);
        for (const field of askedFor(first)) expect(read(field, sent), `${first} ${deed}: ${field}`).toEqual(read(field, before));
      }
      for (const field of askedFor(first)) expect(sent.ticked[field]).toEqual(words[field as keyof typeof words]);
      expect(sent.typed['note']).toBe('Ask the lead.');
    }
  });
  it('stands to be copied where the form is not there any more', () => {
    const sent = send('suggested', words, []);
    expect(wordsTyped(send('nothing', {}, keptAside('nothing', sent)))).toEqual(['You mean well.', 'Other words.', undefined, undefined, undefined, undefined]);
    for (const name of ['suggestion', 'aside.suggestion']) expect(wordsTyped({ typed: { [name]: 'Their own\r\nwords.', drawn: markDrawn('Their own\nwords.'), note: 'Mine.' }, ticked: undefined }).filter(Boolean), 'a suggestion nobody changed is the author’s').toEqual(['Mine.']);
  });
});
