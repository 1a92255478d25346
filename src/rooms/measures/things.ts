/** What this room keeps of a member, for "download my things": every filling-in, with what each version of the arithmetic made of it, and as FHIR. */
import type { Member } from '#members/members';
import { questionnaireResponse } from '#measures/export-rules';
import * as instruments from '#measures/instruments';
import * as responses from '#measures/responses';
import * as wishes from '#measures/wishes';

export async function of(member: Member): Promise<Record<string, unknown>> {
  const all = await responses.of(member);
  return {
    wellbeingQuestions: all.map(({ instrument, version, language, isWatched, begunAt, doneAt, sent, safe, kept }) => ({
      instrument, version, language, peopleSeeAnswersAboutHarm: isWatched, begunAt, doneAt, sent, areYouSafe: safe,
      scores: kept.map(({ score, subthreshold }) => ({ ...score, subthreshold }))
    })),
    wellbeingQuestionsAsFhir: all.map((response) => questionnaireResponse(response, instruments.known(response.instrument))),
    wellbeingQuestionWishes: [await wishes.of(member)]
  };
}
