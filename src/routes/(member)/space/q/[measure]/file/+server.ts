import { error, type RequestEvent } from '@sveltejs/kit';
import { NotFound } from '#platform/answers';
import { questionnaireResponse } from '#measures/export-rules';
import * as instruments from '#measures/instruments';
import * as responses from '#measures/responses';
import { signedIn } from '#members/gate';
import { led } from '../../../../led.ts';

/** One of the member's own, as a FHIR QuestionnaireResponse. The file's name tells nothing. */
export async function GET(event: RequestEvent<{ measure: string }>) {
  const { locals, params, url } = event;
  const member = signedIn(locals);
  const response = await responses.one(member, url.searchParams.get('of') ?? '').catch((caught: unknown) => {
    if (caught instanceof NotFound) error(404);
    throw caught;
  });
  if (response.instrument !== instruments.idAt(params.measure)) error(404);
  led(event, params.measure, { address: instruments.addressOf(response.instrument) });
  return new Response(JSON.stringify(questionnaireResponse(response, instruments.known(response.instrument)), null, 2), {
    headers: { 'content-type': 'application/fhir+json; charset=utf-8', 'content-disposition': 'attachment; filename="questions.json"', 'cache-control': 'no-store' }
  });
}
