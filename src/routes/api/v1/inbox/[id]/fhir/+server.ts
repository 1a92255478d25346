import { bundle, communications } from '#exchange/fhir-rules';
import * as inbox from '#messages/inbox';
import { asked, fhir } from '../../../../answering.ts';

export const GET = asked('messages', async ({ provider, params }) => fhir(bundle(communications(await inbox.open(provider, params.id ?? '')), new Date())));
