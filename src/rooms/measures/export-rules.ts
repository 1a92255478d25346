/**
 * A response as a FHIR R4 QuestionnaireResponse.
 *
 * Pure. It stands alone: the questionnaire it answers is contained, with the
 * LOINC codes of its questions; each answer carries its own code and value.
 * Nobody is named in it: whoever is given it knows from whom it comes.
 */
import { sayIn, type Instrument, type Item } from '#measures/instrument-rules';
import type { Response } from '#measures/response-rules';
import type { Answer } from '#measures/scoring-rules';

type Json = Record<string, unknown>;
const ordinal = 'http://hl7.org/fhir/StructureDefinition/ordinalValue';

function answered(item: Item | undefined, answer: Answer | undefined): Json[] {
  if (typeof answer !== 'number') return [];
  const option = item?.options.find(({ value }) => value === answer);
  return [option ? { valueCoding: { extension: [{ url: ordinal, valueDecimal: answer }], ...option.coding } } : { valueInteger: answer }];
}

const contained = ({ questionnaire: { url, version, title, codes, items, copyright } }: Instrument, id: string): Json => ({
  resourceType: 'Questionnaire', id, url, version, title, status: 'active', ...(copyright && { copyright }), ...(codes.length && { code: codes }),
  item: items.map(({ id: linkId, codes: own, options }) => ({ linkId, ...(own.length && { code: own }), type: options.length ? 'choice' : 'integer' }))
});

/** Skipped questions stand there without an answer. Of a questionnaire that has changed since, or is gone, only values are left. */
export function questionnaireResponse(response: Response, instrument: Instrument | undefined): Json {
  const { id, instrument: name, version, language, answers, begunAt, doneAt } = response;
  const asked = instrument?.questionnaire.version === version ? instrument : undefined;
  const own = asked?.questionnaire.language ?? language;
  const items = asked?.questionnaire.items.map((item) => item.id) ?? Object.keys(answers);
  return {
    resourceType: 'QuestionnaireResponse', id, language, ...(asked && { contained: [contained(asked, name)] }),
    questionnaire: asked ? `#${name}` : `urn:alongside:questionnaire:${name}|${version}`,
    status: doneAt ? 'completed' : 'in-progress', authored: (doneAt ?? begunAt).toISOString(),
    item: items.filter((linkId) => Object.hasOwn(answers, linkId)).map((linkId) => {
      const item = asked?.questionnaire.items.find((one) => one.id === linkId);
      const given = answered(item, answers[linkId]);
      return { linkId, ...(item && { text: sayIn(item.texts, language, own).text }), ...(given.length && { answer: given }) };
    })
  };
}
