/**
 * Signals: which cues together, and near each other, mean what. Each is a
 * sentence about meaning, not about wording: a treatment that cannot wait and
 * its lack; things handed over and a farewell; a body sign and the present.
 */
import type { Cue } from '#triage/cues';
import type { Flag, Level } from '#triage/levels';

export type Signal = {
  why: string;
  level: Level;
  flags?: readonly Flag[];
  /** One cue of each list must stand near one of each other list. */
  all: readonly (readonly Cue[])[];
  /** How near, in characters of the line; a sentence is about sixty. */
  within?: number;
  /** Cues that, near it, take the signal away. */
  unless?: readonly Cue[];
  /** The level it gives by itself. Without one it only speaks to the model. */
  alone?: Level;
};

const treatments = ['insulin', 'steroid', 'dialysis', 'transplant', 'epilepsy', 'thinner', 'oxygen', 'rescue'] as const;
const bodies = ['heart', 'breathing', 'allergic', 'stroke', 'lowSugar', 'highSugar', 'infection', 'spine', 'bleeding', 'fit', 'collapse', 'gut', 'pregnant'] as const;

export const signals = {
  treatmentMissing: { why: 'treatmentMissing', level: 'urgent', flags: ['medical_now', 'med_safety'], all: [treatments, ['missing']], within: 70, unless: ['solved', 'longPast', 'notBody', 'planned', 'thinkingOfStopping'] },
  treatmentMissingFor: { why: 'treatmentMissing', level: 'urgent', alone: 'urgent', flags: ['medical_now', 'med_safety'], all: [treatments, ['missing'], ['afterward', 'unwell']], within: 120, unless: ['solved', 'longPast', 'notBody', 'thinkingOfStopping'] },
  treatmentDoubled: { why: 'treatmentDoubled', level: 'urgent', flags: ['medical_now', 'med_safety'], all: [[...treatments, 'chronic'], ['doubled'], ['nowish', 'unwell']], within: 120, unless: ['solved', 'longPast', 'notBody'] },
  thinkingOfStopping: { why: 'thinkingOfStopping', level: 'concern', alone: 'concern', flags: ['med_safety'], all: [[...treatments, 'chronic'], ['thinkingOfStopping']], within: 100, unless: ['solved', 'longPast', 'notBody'] },
  stoppedQuietly: { why: 'stoppedQuietly', level: 'concern', alone: 'concern', flags: ['med_safety'], all: [['chronic'], ['missing'], ['secretly', 'afterward']], within: 160, unless: ['solved', 'longPast', 'notBody'] },
  tookLots: { why: 'tookLots', level: 'urgent', flags: ['medical_now'], all: [['tookLots']], unless: ['solved', 'longPast', 'quoted', 'notBody'] },
  hurtNow: { why: 'hurtNow', level: 'urgent', alone: 'concern', all: [['hurtNow'], ['nowish', 'soon']], within: 120, unless: ['longPast', 'quoted'] },
  endSoon: { why: 'endSoon', level: 'urgent', alone: 'concern', all: [['endLife', 'wishDead'], ['will', 'soon', 'means', 'notHere', 'handOver']], within: 90, unless: ['longPast', 'quoted', 'denied', 'recovery'] },
  meansNear: { why: 'meansNear', level: 'urgent', alone: 'concern', all: [['means']], unless: ['longPast', 'quoted', 'solved'] },
  parting: { why: 'parting', level: 'urgent', all: [['farewell'], ['notHere', 'handOver', 'calm', 'endLife', 'wishDead', 'means', 'decidedStop']], within: 400, unless: ['quoted', 'light'] },
  handedOver: { why: 'handedOver', level: 'urgent', all: [['handOver'], ['notHere', 'calm', 'soon', 'will', 'hopeless', 'burden', 'wishDead', 'endLife', 'means']], within: 300, unless: ['quoted', 'light', 'planned'] },
  notHere: { why: 'notHere', level: 'urgent', alone: 'concern', all: [['notHere'], ['soon', 'calm', 'hopeless', 'burden', 'will', 'wishDead', 'endLife', 'means', 'decidedStop']], within: 300, unless: ['quoted', 'light', 'planned'] },
  bodyNow: { why: 'bodyNow', level: 'urgent', alone: 'urgent', flags: ['medical_now'], all: [bodies, ['nowish', 'unwell']], within: 160, unless: ['longPast', 'solved', 'quoted'] },
  bodyTwo: { why: 'bodyNow', level: 'urgent', alone: 'urgent', flags: ['medical_now'], all: [['heart', 'breathing', 'stroke'], ['unwell', 'breathing', 'collapse', 'heart']], within: 120, unless: ['longPast', 'solved', 'quoted'] },
  threat: { why: 'threat', level: 'urgent', flags: ['safeguarding'], all: [['threat'], ['violence', 'kin', 'nowish', 'soon']], within: 200, unless: ['longPast', 'quoted', 'light'] },
  violence: { why: 'violence', level: 'concern', alone: 'concern', flags: ['safeguarding'], all: [['violence']], unless: ['longPast', 'quoted', 'light'] },
  childHarm: { why: 'childHarm', level: 'urgent', flags: ['safeguarding'], all: [['childHarm'], ['threat', 'violence', 'nowish', 'soon']], within: 200, unless: ['longPast', 'quoted', 'light'] },
  otherDanger: { why: 'otherDanger', level: 'urgent', alone: 'concern', flags: ['safeguarding'], all: [['kin'], ['otherDanger'], ['otherDanger', 'nowish', 'means', 'endLife', 'tookLots', 'soon']], within: 250, unless: ['longPast', 'quoted', 'solved'] },
  otherWorry: { why: 'otherWorry', level: 'concern', all: [['kin'], ['otherWorry', 'wishDead', 'endLife', 'hopeless']], within: 120, unless: ['longPast', 'quoted', 'solved'] },
  bereaved: { why: 'bereaved', level: 'concern', alone: 'concern', all: [['bereaved']], unless: ['longPast', 'quoted'] },
  wishDead: { why: 'wishDead', level: 'concern', alone: 'concern', all: [['wishDead']], unless: ['longPast', 'quoted', 'light'] },
  endLife: { why: 'endLife', level: 'concern', alone: 'concern', all: [['endLife']], unless: ['longPast', 'quoted', 'denied', 'recovery'] },
  burden: { why: 'burden', level: 'concern', all: [['burden']], unless: ['longPast', 'quoted', 'light'] },
  hopeless: { why: 'hopeless', level: 'concern', all: [['hopeless']], unless: ['longPast', 'quoted', 'light', 'denied'] },
  calmAfter: { why: 'parting', level: 'concern', all: [['calm'], ['handOver', 'farewell', 'notHere']], within: 300, unless: ['light'] }
} as const satisfies Record<string, Signal>;
