import described from '../../../rooms/exchange/openapi.json' with { type: 'json' };

/** How a clinic's program may ask, for those who build it. */
export const GET = () => new Response(JSON.stringify(described, null, 2), { headers: { 'content-type': 'application/openapi+json; charset=utf-8' } });
