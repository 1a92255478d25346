/** What is told of people no reader could find by it, and how near to it somebody can be found all the same. [ID-7, NEW-2] */
import { describe, expect, it } from 'vitest';
import { look, type Language } from '#jigsaw/look';

const nudged = (text: string, language: Language, previous: string[] = []) => look({ text, language, previous }).nudge;
type Told = readonly [string, Language];

describe('somebody on the news, in a thread, in a wish, and things with a name [ID-7, NEW-2]', () => {
  it.each<Told>([
    ['Did you see that documentary about the shepherd with ALS and three children', 'en'], ['Anybody read about the nurse who rowed to Ireland with a feeding tube? Put me to shame.', 'en'],
    ['Leste om han bussjåføren som fikk slag midt i krysset', 'nb'], ['Dama på tv i går med ALS og tre unger, eg måtte slå av', 'nb'],
    ['If I won the pools I would hire a Mrs Arbuthnot and go to bed', 'en'], ['Hvis jeg vant, skulle jeg ansatt en fru Sandvik', 'nb'],
    ['Brukeren @fru_lampe skrev noe om dette i vår', 'nb'], ['Lovely post by Margaret_Rose_57 in the sleep thread', 'en'], ['@moss_and_tea your words stayed with me all day', 'en'],
    ['My rhododendron is called Lady Henrietta Fairfax', 'en'], ['Elbilen heter Gunvor Solheim', 'nb'], ['My cat is called Margaret. Margaret Thompson when she is sick on the rug', 'en'], ['Bobby says woof. Bobby Charleston, to give him his full name', 'en'],
    ['Noen som har prøvd Dr. Brandt-kremen på sprukne fingre?', 'nb'], ['sa til legen: kom ei Kari Nordmann i Storgata 1, hva ville du sagt?', 'nb'], ['write "Dear Sir, I am Joe Bloggs of 1 Any Street"', 'en'],
    ['What did the surgeon say to Gordon Pym?', 'en'], ['art.nr 80 41 7735, men de sendte feil størrelse', 'nb'], ['varenr 882 410 7 på resepten, men apoteket ga meg 882 411 5', 'nb'],
    ['www.mssociety.org.uk has a good bit on heat', 'en'], ['Epilepsy Action have a good page: https://www.epilepsy.org.uk/living/driving', 'en'], ['saw on the news about that surgeon, Ian Paterson, and the inquests', 'en'],
    ["I've just finished Rachel Aviv's Strangers to Ourselves. The chapter about Laura Delano hit hard.", 'en'], ['In my crime novel the detective, Ruth Calloway of 9 Salter’s Lane, has lupus', 'en'], ['Bruker ørepropper fra Loop nå', 'nb'],
    ['Was in Addenbrooke’s for three nights years ago, in 2009, when they first thought it was Guillain-Barré', 'en'], ['Naps 10.40 to 11.15 and 3 to 4', 'en'], ["Say your name's John Smith and you live at 1 High Street, they'll still ask you to spell it", 'en'], ['I just used a daft one, "Minnie Mouse, 1 Cheese Street, AB1 2CD"', 'en'], ['Var på Ullevål på kontroll i dag, tre timer på venterommet', 'nb'], ['Støtter @blåveis_i_snø her', 'nb'], ['the Thomas splint was invented by Hugh Owen Thomas, a bonesetter', 'en'], ['put something like "Jane Bloggs, 1 High Street, AB1 2CD" on the wristband', 'en']
  ])('is nobody’s: %s', (text, language) => expect(nudged(text, language)).toBe(false));

  it.each<Told>([
    ['There is a documentary about our village and my three-wheeled trike, I am the only vet in Ullapool', 'en'], ['my dog walker is called Joanne Pickersgill', 'en'], ['Legen min heter Gunvor Solheim og er på Bykle legekontor tirsdag 4. mars', 'nb'],
    ['Skal på Ullevål torsdag 4. mars kl. 9.15, nevrologisk, hos overlege Solheim', 'nb'], ['Read in the paper that Kevin Marsh next door has schizophrenia', 'en'], ['The paramedic is called Sean Doyle and he was drunk', 'en'], ['Ergoterapeuten heter Sølvi Hauan og jobber i Volda, jeg har time tirsdag kl. 9', 'nb'], ['thanks all, follow me, I am @grumpy_meg_71', 'en'], ['Did you see on the news about the woman stuck in the lift in Tobermory town hall with her wheelchair? That was me.', 'en'], ['Heard on the radio that Kari Nordvik from Volda has HIV, ring her on 912 34 567', 'en'], ['I used to post on the old arthritis forum as grumpycrab1962', 'en'], ['find me on instagram as moss_and_tea, your words stayed with me', 'en'], ['My cat is asleep. I am Margaret Thompson by the way', 'en'],
    ['ring åtte til tre på 4 1 7 - 0 0 - 6 5 2', 'nb'], ['vippse går ikke, kontoen er 9 7 1 0 . 2 2 . 4 1 8 3 6', 'nb'], ['they wanted my NI, q q twelve thirty four fifty six c', 'en'], ['jeg bor i nummer fire, smedsmuggata, grønn port', 'nb']
  ])('is somebody’s: %s', (text, language) => expect(nudged(text, language)).toBe(true));

  it('days of pain from nought to ten are no number to ring', () => expect(nudged('Pain this week, day by day: 7 6 7 8 5 4 6 7', 'en')).toBe(false));
});

describe('beside earlier texts [ID-7]', () => {
  it('rain where somebody is known to live is no news of them', () => {
    const before = ['Ballater in the rain again. Could not face walking to the shop.', 'Living in Ballater is lovely when you feel well enough to look at it.'];
    expect(nudged('Still in Ballater, still raining, still tired. Nothing new from me.', 'en', before)).toBe(false);
    expect(nudged('Still in Ballater, and back in the bakery as the only baker it has. Pemphigus and all.', 'en', before)).toBe(true);
  });
});
