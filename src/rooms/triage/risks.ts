/** The risk phrases: what raises a level, and what lowers one phrase again. */
import type { Flag, Level } from '#triage/levels';

export type Risk = {
  why: string;
  level: Level;
  flags?: readonly Flag[];
  patterns: readonly string[];
  /** What the level becomes when the sentence around the phrase says so. */
  denied?: Level; past?: Level; other?: Level; quoted?: Level;
};

export const risks: readonly Risk[] = [
  { why: 'endPlan', level: 'urgent', denied: 'low', past: 'low', quoted: 'low', patterns: [
    '{i} ~ {will} ~ {killself}', '{i} ~ {will} ~ {die} ~ {soon}', '{killself} ~ {soon}', '{soon} ~ {i} ~ {killself}', '{i} have ~ [plan/date/day/note/method/place]', '[wrote/written/writing/finished/skrevet/skriver] ~ [letters/letter/goodbye/goodbyes/note/notes/brev/brevene/avskjedsbrev]',
    'will not be here ~ [{soon}/tomorrow/monday/christmas/after/much longer/any more]', 'er ikke her ~ [i morgen/mer/lenger/etter]', 'you will not have to ~ me', 'dere slipper ~ meg', 'slipper dere ~ meg'] },
  { why: 'goodbye', level: 'concern', quoted: 'none', patterns: ['[goodbye/farewell/farvel/ha det] ~ [everyone/all/you all/alle/alle sammen]', 'thank you ~ for everything', 'takk for alt', 'this is ~ [goodbye/my last post]', 'dette er ~ siste'] },
  { why: 'overdoseNow', level: 'urgent', flags: ['medical_now'], denied: 'low', past: 'low', other: 'urgent', patterns: [
    '{i} ~ [took/taken/swallowed/have taken/tok/tatt/svelget/svelgde] ~~ [all/too many/too much/whole packet/whole box/the lot/a load/handful/loads/overdose/for mange/for mye/alle/hele pakka/hele esken/en håndfull/overdose]', '[took/tatt/tok] them ~~ [ago/siden]', '[cut/cutting/kutter/kuttet/skadet/skada] [myself/meg/meg selv] ~~ [{soon}/just now/again/igjen/nettopp]', '[insulin/dose/meds/medicine/medisin/insulinen] ~ [twice/double/dobbelt/to ganger]'] },
  { why: 'wishDead', level: 'concern', denied: 'low', past: 'low', quoted: 'low', other: 'concern', patterns: [
    '{i} ~ {want} ~ {die}', '[wish/hope/ønsker/håper/skulle ønske] ~ {i} ~ [not wake up/never woke up/were dead/was dead/was not here/never been born/ikke våkner/ikke våkne/var død]', '[suicidal/suicide/selvmord*/suicidal thoughts/selvmordstanker]', '{killself}', '[better off/easier/easier off/bedre/lettere] ~ without me', '[bedre/lettere/enklere] ~ uten meg', 'ikke ~ [orker/vil/orke] ~ [leve/livet]', '[not want to/do not want to] ~ [be here/live/wake up/exist]', 'vil ikke [leve/være her/våkne]', '[no point/no way out/nothing left/no reason to/ingen vits/ingen utvei/ingenting igjen]', '[burden to/burden on/a burden/til byrde/en byrde/til bry]', '[urge/urges/trang/lyst] ~ [cut/hurt/harm/kutte/skade]'] },
  { why: 'timeCritical', level: 'urgent', flags: ['medical_now', 'med_safety'], past: 'low', denied: 'low', patterns: [
    '{out} ~ {insulin}', '{out} ~ {steroid}', '{out} ~ {transplant}', '{out} ~ {seizure}', '{out} ~ {thinner}', '{stopped} ~ {insulin}', '{stopped} ~ {steroid}', '{stopped} ~ {dialysis}', '{stopped} ~ {transplant}', '{stopped} ~ {seizure}', '{stopped} ~ {thinner}', 'not going ~ {dialysis}', 'går ikke ~ {dialysis}'] },
  { why: 'stoppedMedicine', level: 'concern', flags: ['med_safety'], past: 'low', denied: 'none', patterns: [
    '{stopped} ~ [medicine/tablets/biologic/methotrexate/humira/antidepressant*/sertraline/lithium/beta blocker*/statin*/antipsychotic*/injections/medisin/medisinen/tablettene/litium/biologisk*/metotreksat/antidepressiva/hjertemedisin*]'] },
  { why: 'emergency', level: 'urgent', flags: ['medical_now'], past: 'low', denied: 'low', patterns: [
    'chest ~ [pain/tight/crushing/pressure]', '[can not/cannot/struggling to] ~ breathe', '[brystsmerter/vondt i brystet/trykk i brystet/får ikke puste/får ikke pusten]', 'face ~ [droop*/dropped]', '[throat/tongue/lips/halsen/tunga/leppene] ~ [swelling/closing/swollen/hovner/hoven]', '[coughing/vomiting/kaster opp/hoster] ~ [blood/blod]'] },
  { why: 'danger', level: 'urgent', flags: ['safeguarding'], past: 'low', quoted: 'low', patterns: [
    '{they} ~ [going to/will/threatened to/said he would/said he will/skal/truer med å/kommer til å] ~ [kill/hurt/hit/drepe/slå/skade] ~ [me/us/meg/oss/kids/ungene]', '{they} ~ [pills/tabletter/pillene/rope/knife/kniv] ~~ [door/locked/alone/låst/alene]', '{kin} ~~ [going to/skal/vil/will] ~ [kill herself/kill himself/end it/ta livet av seg]'] },
  { why: 'abuse', level: 'concern', flags: ['safeguarding'], past: 'low', patterns: ['{they} [hits/hit/slaps/beats/slår/slo/sparker/chokes] [me/us/kids/meg/oss/ungene]', 'scared of [him/her/my husband/my partner]', 'redd for [ham/han/henne/mannen min]'] },
  { why: 'distress', level: 'low', patterns: ['[cry*/sobbing/gråt*/griner/gråter]', '[lonely/alone/ensom*/alene]', '[scared/afraid/frightened/terrified/redd/livredd]', '[exhausted/fed up/had enough/orker ikke/sliten/utslitt/lei av alt]', '[hopeless/håpløs*/fortvilet/depressed/deprimert/grief/grieving/sorg]', '[hate/hater] ~ [my body/this illness/kroppen/sykdommen]'] }
];

/** Figures of speech: they cancel themselves and nothing else. */
export const idioms: readonly string[] = [
  '[pain/back/feet/head/knees/stairs/heat/queue/traffic/commute/kids/boss/job/hunger/suspense/waiting] ~ [killing me/kills me/finished me off/will be the death of me]', '[killing me/kills me] ~ [pain/back/feet/head]', 'kill for', 'dying [to/for/of laughter/of boredom]', 'died laughing', '[tar/tok] livet av meg ~ [hahaha/haha/lol]', '[fibroen/smertene/ryggen/varmen/trappa/køen/ventinga/kneet/hodepinen/kulda] ~ [tar/tok] livet av meg', 'drepe for', 'lo meg i hjel', 'holdt på å dø av [latter/kjedsomhet]', 'dead [tired/on my feet/line/battery]', 'dødstrøtt', 'end of the line', 'died of embarrassment', 'scared to death', 'livredd for [nåler/sprøyter]'
];
