/** Who sees the history of a shared phone learns nothing: what stands in an address or a tab says nothing of what is there. [ACC-2] */
import { describe, expect, it } from 'vitest';
import { addresses as needs } from '#gatherings/access-rules';
import * as exercises from '#learning/exercises';
import * as lessons from '#learning/lessons';
import { addresses as measures, shipped, slots } from '#measures/instrument-rules';
import { languages } from '#platform/words';
import { tagAddresses as tags } from '#forum/thread-rules';
import { addresses as areas } from '#toolbox/area-rules';
import { sources } from '#test/walls';

const standing = (leaves: readonly { id: string; address: string }[]) => Object.fromEntries(leaves.map(({ id, address }) => [id, address]));
const all: Record<string, Readonly<Record<string, string>>> = {
  measures, areas, needs, tags,
  ...Object.fromEntries(languages.flatMap((language) => [[`lessons, ${language}`, standing(lessons.all(language))], [`exercises, ${language}`, standing(exercises.all(language))]]))
};
/** The first that were published. Others come after them; none of these ever stands elsewhere. */
const first = {
  lessons: 'having-a-say when-we-want-different-things a-voice-in-services before-during-after many-people-one-me choosing-together what-recovery-means people-and-hope more-than-an-illness small-choices who-sees-what good-days-bad-days when-something-is-not-right',
  exercises: 'longer-out through-a-straw along-a-hand five-things feet-on-the-floor something-in-the-hand breathing-space leaves-on-water a-kind-hand room-around-it hold-and-let-go a-place-i-like worries-on-paper odd-pictures awake-at-three half-of-it what-costs-what-gives rest-comes-first my-early-signs a-box-for-rough-days after-a-rough-time one-clear-ask three-questions a-kind-no whom-and-how-much one-sentence telling-at-work',
  measures: 'phq-8 phq-2 gad-7 who-5 phq-9 swemwbs wemwbs ucla-3 brs wsas reqol-10 reqol-20 promis-depression-4a eq-5d-5l core-10 pam-13',
  areas: 'home work money people love body mind rest fun everyday meaning',
  tags: 'ms fibromyalgia diabetes-1 copd ibd stoma long-covid heart epilepsy lupus endometriosis kidney cancer-after migraine parkinsons me depression anxiety bipolar psoriasis sickle-cell sight hearing arthritis'
};
const numbered = (letter: string, names: string) => Object.fromEntries(names.split(' ').map((name, at) => [name, `${letter}${at + 1}`]));

const house = sources();
const inSpaces = house.filter(({ path }) => /^src\/(routes\/\((member|open)\)|rooms)\//.test(path) && !path.endsWith('.test.ts'));

describe('an address', () => {
  it.each(Object.entries(all))('of one of the %s says nothing, and is no other’s (ACC-2)', (_, addresses) => {
    const found = Object.values(addresses);
    expect(found.filter((address) => !/^[a-z]\d{1,3}$/.test(address))).toEqual([]);
    expect(new Set(found).size).toBe(found.length);
  });
  it('is there for every set of questions, and the same in every language (ACC-2)', () => {
    expect(Object.keys(measures).sort()).toEqual([...shipped, ...slots].sort());
    expect(all['lessons, nb']).toEqual(all['lessons, en']);
    expect(all['exercises, nb']).toEqual(all['exercises, en']);
  });
  it('once published is for ever (ACC-2)', () => {
    expect(measures).toMatchObject(numbered('a', first.measures));
    expect(all['lessons, en']).toMatchObject(numbered('b', first.lessons));
    expect(all['exercises, en']).toMatchObject(numbered('c', first.exercises));
    expect(areas).toMatchObject(numbered('d', first.areas));
    expect(tags).toMatchObject(numbered('g', first.tags));
  });
  it('is made of what says nothing, wherever it is written (ACC-2)', () => {
    const telling = /(?:\/(?:learn|space\/try|space\/areas|space\/q|talk\/topics|talk\/tags)\/|\/talk\/new\?(?:board|tag)=|\/space\/q\/kept\?of=)\$?\{([^}]+)\}/g;
    const found = inSpaces.flatMap(({ path, text }) => [...text.matchAll(telling)].map(([whole, said]) => ({ path, whole, said: said! })));
    expect(found.length, 'they were read').toBeGreaterThan(25);
    expect(found.filter(({ said }) => !/\b(address|boardAddress|tagAddresses\[one\.tag\]|what\.tag|data\.next|params\.id)$/.test(said)).map(({ path, whole }) => `${path}: ${whole}`)).toEqual([]);
  });
});

describe('a form that lands in an address', () => {
  /** All there are, with what they say there: choices and days, nothing in anybody’s own words. */
  const allowed: Record<string, string[]> = {
    'src/rooms/care/parts/ShareRow.svelte': ['answers', 'days', 'kind', 'thing', 'until'], 'src/routes/(member)/meet/+page.svelte': ['needs', 'way'], 'src/routes/(member)/meet/g/[code]/+page.svelte': [], 'src/routes/(member)/talk/Room.svelte': [],
    'src/routes/(open)/help/+page.svelte': ['country'], 'src/routes/desk/admin/figures/+page.svelte': ['from', 'to']
  };
  const pages = house.filter(({ path }) => path.endsWith('.svelte') && !path.startsWith('src/routes/style/'));
  const forms = pages.flatMap(({ path, text }) => [...text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag, inside]) => ({ path, tag: tag!, inside: inside! })));
  // One whose words a script of ours keeps on the device has a name for it, and is hidden from who has none.
  const landing = forms.filter(({ tag, inside }) => !/method="POST"|\bhidden\b/.test(tag) || /formmethod="get"/i.test(inside));

  it('is one of a few, and says nothing in anybody’s own words (ACC-2)', () => {
    expect(forms.length, 'they were read').toBeGreaterThan(150);
    const said = Map.groupBy(landing, ({ path }) => path);
    const names = [...said].map(([path, some]) => [path, [...new Set(some.flatMap(({ inside }) => [...inside.replace(/<Icon\b[^>]*>/g, '').matchAll(/\bname="([^"]+)"/g)].map(([, name]) => name!)))].sort()]);
    expect(Object.fromEntries(names)).toEqual(allowed);
  });
  it('has no place to type but for a day at the desk; what somebody looks for is sent (ACC-2, PEER-17)', () => {
    const typing = landing.filter(({ inside }) => /<(?:Field|textarea)\b|type="(?:text|search)"/.test(inside));
    expect(typing.map(({ path }) => path)).toEqual(['src/routes/desk/admin/figures/+page.svelte']);
    expect(forms.filter(({ tag, inside }) => /role="search"|type="search"/.test(tag + inside)).map(({ path, tag }) => [path, /method="POST"/.test(tag)])).toEqual([['src/routes/(member)/search/+page.svelte', true]]);
  });
  it('and no link, say what is looked for: only where a search stands makes its address (ACC-2)', () => {
    expect(house.filter(({ path, text }) => !path.endsWith('.test.ts') && /\/search\?/.test(text)).map(({ path }) => path)).toEqual(['src/rooms/forum/search-rules.ts']);
    expect(house.filter(({ path, text }) => !path.endsWith('.test.ts') && /[?&]q=/.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('the title of a page', () => {
  it('is set in one place, which puts the member’s own word there instead (ACC-2)', () => {
    expect(house.filter(({ path, text }) => path.endsWith('.svelte') && /<title\b/.test(text)).map(({ path }) => path)).toEqual(['src/ui/Title.svelte']);
  });
  it('is a word of ours on a member’s page, never of theirs nor of what is read (ACC-2)', () => {
    const titles = inSpaces.filter(({ path }) => !path.startsWith('src/routes/(open)/')).flatMap(({ path, text }) => [...text.matchAll(/<Title text=\{(.+?)\} \/>/g)].map(([, said]) => ({ path, said: said! })));
    expect(titles.length, 'they were read').toBeGreaterThan(60);
    const ours = /^\w+(\('\w+'\))?\('[\w.]+'\)$/;
    const rooms = inSpaces.flatMap(({ path, text }) => [...text.matchAll(/<Room [^>]*?\btitle=\{(.+?)\} /g)].map(([, said]) => ({ path, said: said! })));
    expect([...titles.filter(({ path }) => !path.endsWith('/talk/Room.svelte')), ...rooms].filter(({ said }) => !ours.test(said))).toEqual([]);
  });
});
