import * as ties from '#care/ties';
import { asked, json } from '../../answering.ts';

export const GET = asked('people', async ({ provider }) =>
  json({ people: (await ties.people(provider)).map(({ id, knownAs, madeOn, shares }) => ({ tie: id, knownAs, since: madeOn, shares })) }));
