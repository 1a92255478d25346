/** One spelling for what people write in many ways: short forms, chat, dialect, and what hurried or dyslexic fingers make of common words. */

const shortened: Record<string, string> = {
  "i'm": 'i am', im: 'i am', "i've": 'i have', ive: 'i have', "i'll": 'i will', "i'd": 'i would', id: 'i would',
  "can't": 'can not', cant: 'can not', cannot: 'can not', "won't": 'will not', wont: 'will not', "don't": 'do not', dont: 'do not', dnt: 'do not',
  "doesn't": 'does not', doesnt: 'does not', "didn't": 'did not', didnt: 'did not', "isn't": 'is not', isnt: 'is not', "wasn't": 'was not', wasnt: 'was not',
  "aren't": 'are not', arent: 'are not', "haven't": 'have not', havent: 'have not', "hasn't": 'has not', hasnt: 'has not', "hadn't": 'had not', hadnt: 'had not',
  "couldn't": 'could not', couldnt: 'could not', "wouldn't": 'would not', wouldnt: 'would not', "shouldn't": 'should not', shouldnt: 'should not', "ain't": 'is not', aint: 'is not',
  "she's": 'she is', shes: 'she is', "he's": 'he is', hes: 'he is', "it's": 'it is', "they're": 'they are', theyre: 'they are', "they've": 'they have', "we're": 'we are', "we've": 'we have',
  "you're": 'you are', youre: 'you are', "you've": 'you have', "you'll": 'you will', "that's": 'that is', thats: 'that is', "there's": 'there is', theres: 'there is', "what's": 'what is', whats: 'what is',
  "she'll": 'she will', "he'll": 'he will', "they'll": 'they will', "it'll": 'it will', itll: 'it will', "she'd": 'she would', "he'd": 'he would', "they'd": 'they would',
  gonna: 'going to', gunna: 'going to', gon: 'going to', gona: 'going to', wanna: 'want to', wana: 'want to', gotta: 'got to', tryna: 'trying to', finna: 'going to', imma: 'i am going to',
  u: 'you', ur: 'your', r: 'are', ya: 'you', bc: 'because', cos: 'because', coz: 'because', cuz: 'because', cus: 'because', becuase: 'because', becos: 'because',
  tmrw: 'tomorrow', tmr: 'tomorrow', tomoz: 'tomorrow', tomorow: 'tomorrow', tommorow: 'tomorrow', tommorrow: 'tomorrow', tonite: 'tonight', tonihgt: 'tonight', '2nite': 'tonight', '2night': 'tonight', '2moro': 'tomorrow',
  anymore: 'any more', alot: 'a lot', pls: 'please', plz: 'please', thx: 'thanks', ty: 'thank you', thankyou: 'thank you', ppl: 'people', ev1: 'everyone', evry1: 'everyone', every1: 'everyone', evryone: 'everyone',
  meds: 'medicine', medz: 'medicine', medication: 'medicine', medications: 'medicine', medicines: 'medicine', medecine: 'medicine', medcine: 'medicine', tabs: 'tablets',
  suiside: 'suicide', sucide: 'suicide', suicde: 'suicide', s: 's', sucidal: 'suicidal', suisidal: 'suicidal',
  wnt: 'want', wat: 'what', wen: 'when', dat: 'that', da: 'da', wiv: 'with', thru: 'through', nite: 'night', nites: 'nights', shud: 'should', wud: 'would', cud: 'could', enuf: 'enough', enuff: 'enough'
};

const norwegian: Record<string, string> = {
  eg: 'jeg', æ: 'jeg', æg: 'jeg', je: 'jeg', jæ: 'jeg', jei: 'jeg', jai: 'jeg', ej: 'jeg', ig: 'jeg', ikkje: 'ikke', itj: 'ikke', ittj: 'ikke', ikkj: 'ikke', ike: 'ikke', itte: 'ikke', ikk: 'ikke', isje: 'ikke', ikje: 'ikke', ekke: 'er ikke', erke: 'er ikke', harke: 'har ikke', villke: 'vil ikke', kanke: 'kan ikke', orkerke: 'orker ikke', vilke: 'vil ikke',
  mæ: 'meg', mej: 'meg', mei: 'meg', dæ: 'deg', dej: 'deg', sæ: 'seg', sej: 'seg', kva: 'hva', ka: 'hva', va: 'hva', kem: 'hvem', kven: 'hvem', korleis: 'hvordan', koss: 'hvordan', kordan: 'hvordan', hvorda: 'hvordan',
  meir: 'mer', mere: 'mer', no: 'nå', nu: 'nå', noko: 'noe', nokko: 'noe', nokka: 'noe', noen: 'noen', nokon: 'noen', nokken: 'noen', fra: 'fra', frå: 'fra', heile: 'hele', heilt: 'helt', berre: 'bare', bærre: 'bare', alltid: 'alltid', allti: 'alltid', aldri: 'aldri', alldri: 'aldri',
  vere: 'være', vera: 'være', værra: 'være', vær: 'være', vert: 'blir', ble: 'ble', vart: 'ble', blei: 'ble', gjekk: 'gikk', fekk: 'fikk', gjer: 'gjør', gjør: 'gjør', jør: 'gjør', såg: 'så', veit: 'vet', vett: 'vet', skriv: 'skriver', kjem: 'kommer', kjæm: 'kommer', sov: 'sover', ho: 'hun', hu: 'hun', dei: 'de', dem: 'dem', dykk: 'dere', dokker: 'dere', dåkk: 'dere', døkk: 'dere', der: 'der', medan: 'mens', frykteleg: 'fryktelig', einaste: 'eneste', eine: 'ene', aleine: 'alene', åleine: 'alene', alene: 'alene', heim: 'hjem', heime: 'hjemme', livet: 'livet', kveld: 'kveld', ikveld: 'i kveld', inatt: 'i natt', idag: 'i dag', imorgen: 'i morgen', imorra: 'i morgen', morra: 'morgen', imårra: 'i morgen', igår: 'i går', ivei: 'i vei', asså: 'altså', medisiner: 'medisin', medisinene: 'medisin', medisinen: 'medisin', medesin: 'medisin', medisina: 'medisin', tabletta: 'tabletter', leve: 'leve', lev: 'lever', døy: 'dø', daud: 'død', dau: 'død', pilla: 'pillene', snakke: 'snakke', sjøl: 'selv', sjølv: 'selv', skjønner: 'skjønner', orka: 'orker', orke: 'orke', klara: 'klarer', våkna: 'våkne', ha: 'ha', hjelpe: 'hjelpe', kje: 'ikke', vekk: 'vekk', måtta: 'måtte', sjukehuset: 'sykehuset', sjukehus: 'sykehus', sjuk: 'syk', sjuke: 'syke'
};

/** Written on a keyboard without æ, ø and å. Only what is no other word. */
const withoutRings: Record<string, string> = {
  na: 'nå', naa: 'nå', pa: 'på', paa: 'på', ma: 'må', maa: 'må', gar: 'går', gaar: 'går', ar: 'år', aar: 'år', saa: 'så', gjor: 'gjør', gjore: 'gjøre', nar: 'når', naar: 'når', faar: 'får', lop: 'løp', dor: 'dør', doren: 'døren', dora: 'døra', dode: 'døde', dod: 'død', horer: 'hører', fole: 'føle', foler: 'føler', sporre: 'spørre', provd: 'prøvd', vaere: 'være', vaert: 'vært', soster: 'søster', sosteren: 'søsteren', sonn: 'sønn', sonnen: 'sønnen', hjelpa: 'hjelpe', losning: 'løsning', onsker: 'ønsker', lose: 'løse', odelagt: 'ødelagt', smerta: 'smerte', gra: 'grå', bla: 'blå', ra: 'rå', brod: 'brød', kjopt: 'kjøpt', kjore: 'kjøre', kjorer: 'kjører', forst: 'først', storst: 'størst', saret: 'såret', blor: 'blør', blo: 'blø', stotte: 'støtte', aa: 'å', oynene: 'øynene', oye: 'øye', sovn: 'søvn', trott: 'trøtt', morkt: 'mørkt', igar: 'i går', imorgen: 'i morgen', ogsa: 'også', hapet: 'håpet', hap: 'håp', hapløs: 'håpløs', haplos: 'håpløs', haplost: 'håpløst', nokkel: 'nøkkel', noklene: 'nøklene', laste: 'låste', last: 'låst',
};

/** The words a written word stands for; most stand for themselves. */
export function spellings(word: string, language: 'en' | 'nb'): string[] {
  if (language === 'nb' && Object.hasOwn(withoutRings, word)) return withoutRings[word]!.split(' ');
  const known = (language === 'nb' && Object.hasOwn(norwegian, word) ? norwegian[word] : undefined) ?? (language === 'en' && Object.hasOwn(shortened, word) ? shortened[word] : undefined);
  return (known ?? word.replace(/'s$/, '')).split(' ').filter(Boolean);
}
