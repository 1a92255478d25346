/**
 * The slots that patterns are made of: who, when, what, how. Both languages
 * stand side by side, so that a pattern whose order of words is the same in
 * both is written once. `*` stands for the rest of a word.
 */
export const lexicon = {
  i: ['i, jeg, ive, jg'],
  me: ['me, myself, meg, meg selv, my self'],
  my: ['my, mine, min, mi, mitt'],
  they: ['she, he, they, hun, han, de, hen'],
  them: ['her, him, them, herself, himself, themselves, henne, ham, han, dem, seg, seg selv'],
  kin: ['my mum, my mom, my mam, my mother, my dad, my father, my son, my daughter, my kid, my kids, my child, my boy, my girl, my husband, my wife, my partner, my boyfriend, my girlfriend, my ex, my brother, my sister, my friend, my mate, my best friend, my cousin, my neighbour, my flatmate, my nephew, my niece, my uncle, my aunt, my gran, my nan, my grandad, my roommate',
    'moren min, mamma, mora mi, faren min, pappa, far min, mor mi, sønnen min, datteren min, dattera mi, barnet mitt, mannen min, kona mi, kona, samboeren min, samboeren, kjæresten min, kjæresten, eksen, eksen min, broren min, bror min, søsteren min, søster mi, venninna mi, venninnen min, vennen min, kompisen min, kameraten min, en venn, ei venninne, en venninne, naboen, naboen min, fetteren min, kusina mi, kusinen min, niesen min, nevøen min, bestemor, bestefar'],
  will: ['will, am going to, going to, am about to, about to, am gunna, plan to, am planning to, intend to, have decided to, decided to, vil, skal, kommer til å, har tenkt å, har bestemt meg for å, planlegger å, er i ferd med å, tenker å'],
  want: ['want to, wants to, wanted to, need to, wish to, would like to, vil, har lyst til å, har lyst å, ønsker å, ønsker bare å, vil bare, har mest lyst til å, want'],
  not: ['not, never, no longer, ikke, aldri'],
  no: ['no, not, never, ikke, ingen, aldri, nei, without, uten'],
  die: ['die, be dead, stop living, stop being alive, not be alive, not live, dø, være død, slippe å leve, ikke leve, cease to exist, stop existing, not exist, disappear for good, forsvinne for godt'],
  killself: ['kill myself, end my life, end it all, end it, take my own life, take my life, off myself, top myself, do myself in, kms, unalive, unalive myself, ctb, end things, finish myself, finish it, hang myself, drown myself, kill me self, ta livet mitt, ta livet av meg, ta mitt eget liv, ta selvmord, begå selvmord, gjøre det slutt på alt, gjøre slutt på livet, gjøre slutt på alt, avslutte livet, avslutte det, avslutte alt, ende livet, ende det, drepe meg, drepe meg selv, gjøre ende på livet, gjøre ende på det, henge meg, drukne meg'],
  soon: ['now, right now, tonight, today, this evening, this afternoon, this morning, this weekend, tomorrow, tomorrow morning, tomorrow night, soon, before morning, in the morning, on monday, on tuesday, on wednesday, on thursday, on friday, on saturday, on sunday, by the weekend, in an hour, nå, i kveld, i natt, i dag, i morgen, i morgen tidlig, til helga, i helga, til helgen, snart, på mandag, på tirsdag, på onsdag, på torsdag, på fredag, på lørdag, på søndag, denne uka, om en time'],
  past: ['years ago, year ago, months ago, a decade ago, back then, when i was, in my teens, in my twenties, at the time, used to, last year, as a teenager, as a teen, long ago, once upon, for mange år siden, år siden, måneder siden, den gangen, den gang, i fjor, da jeg var, en gang i tida, pleide å, tidligere i livet'],
  insulin: ['insulin, long acting, basal, bolus, lantus, novorapid, tresiba, levemir, humalog, fiasp, toujeo, abasaglar, langtidsvirkende, hurtigvirkende, insulinen, insulinpenn, pennen, pump, pumpa, pumpen, insulinpumpa'],
  steroid: ['hydrocortisone, hydrocort, prednisolone, prednisone, pred, steroids, steroid, cortisone, cortison, florinef, fludrocortisone, cortef, plenadren, dexamethasone, hydrokortison, prednisolon, kortison, kortisonen, kortisontablettene, steroidene, cortisol'],
  dialysis: ['dialysis, dialysen, dialyse, dialysetimen'],
  transplant: ['tacrolimus, tacro, prograf, advagraf, ciclosporin, cyclosporine, mycophenolate, cellcept, anti rejection, antirejection, immunosuppressants, immunosuppressant, sirolimus, envarsus, immundempende, avstøtningsmedisin, avstøtningsmedisinen'],
  seizure: ['keppra, levetiracetam, lamotrigine, lamictal, epilim, valproate, carbamazepine, tegretol, clobazam, phenytoin, epilepsy medicine, epilepsy tablets, seizure medicine, anti seizure, antiepileptic*, brivaracetam, vimpat, topiramate, epilepsimedisin*, lamotrigin, orfiril, karbamazepin'],
  thinner: ['warfarin, apixaban, eliquis, xarelto, rivaroxaban, edoxaban, dabigatran, pradaxa, blood thinner, blood thinners, anticoagulant*, clexane, heparin, marevan, blodfortynnende, blodfortynner, blodfortynneren, fragmin, klexane'],
  out: ['ran out of, run out of, running out of, am out of, out of, have no, got no, no more, have none, gått tom for, tom for, går tom for, har ikke mer, slapp opp for, ingen'],
  stopped: ['stopped, stopped taking, have stopped, quit, came off, come off, gone off, not taken, have not taken, did not take, not had, have not had, missed, skipped, skipping, forgot, threw away, binned, flushed, stopping, sluttet, sluttet å ta, sluttet med, slutta, slutta å ta, slutta med, har ikke tatt, ikke tatt, tok ikke, droppet, droppa, glemt, glemte, kuttet, kutta, kuttet ut, kutta ut, hoppet over, hoppa over, kastet, kasta']
} satisfies Record<string, readonly string[]>;
