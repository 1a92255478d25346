/**
 * A provider of identities for tests: a real one (oidc-provider, certified), in
 * this process, whose sign-in page believes whoever writes a name. `twist`
 * makes it lie: the token is changed after the fact and signed again with its own key.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';

export type Liar = { server: Server; issuer: string; twist: (change?: (claims: JWTPayload) => JWTPayload, key?: CryptoKey) => void; close: () => Promise<void> };

const page = (uid: string, levels: string[]) => `<!doctype html><html lang="en"><title>Test provider</title><h1>Test provider</h1>
<form method="post" action="/interaction/${uid}"><label>Who are you? <input name="who" required></label>
${levels.map((level, at) => `<label><input type="radio" name="level" value="${level}"${at ? '' : ' checked'}> ${level}</label>`).join('')}
<button>Sign in</button></form><form method="post" action="/interaction/${uid}"><button name="stop" value="yes">Stop</button></form></html>`;

/** Listens on a port of localhost. People born in the year after "born" in their name: `kari-born-1980`. */
export async function identityProvider(port: number, clients: NonNullable<Configuration['clients']>, levels = ['high', 'low'], alg = 'RS256'): Promise<Liar> {
  const issuer = `http://localhost:${port}`;
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  let lie: { change: (claims: JWTPayload) => JWTPayload; key: CryptoKey } | undefined;
  const provider = new Provider(issuer, {
    clients, acrValues: levels, extraParams: ['vtr'],
    enabledJWA: { idTokenSigningAlgValues: [alg as 'RS256'], clientAuthSigningAlgValues: [alg as 'RS256'] }, scopes: ['openid', 'profile', 'no_pid', 'helseid://scopes/identity/security_level'], pkce: { required: () => true },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg, use: 'sig', kid: 'one' }] },
    claims: { openid: ['sub'], profile: ['birthdate', 'name'], acr: null, no_pid: [], 'helseid://scopes/identity/security_level': [] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, name: 'A Real Name', birthdate: `${/born-(\d{4})/.exec(accountId)?.[1] ?? '1980'}-05-17` }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
      grant.addOIDCScope('openid profile no_pid helseid://scopes/identity/security_level');
      await grant.save();
      return grant;
    }
  });
  provider.use(async (ctx, next) => {
    const { path } = ctx;
    if (path.startsWith('/interaction/')) {
      ctx.respond = false;
      return interact(ctx.req as IncomingMessage, ctx.res as ServerResponse);
    }
    await next();
    const body = ctx.body as { id_token?: string } | undefined;
    if (!lie || path !== '/token' || !body?.id_token) return;
    const claims = JSON.parse(Buffer.from(body.id_token.split('.')[1]!, 'base64url').toString()) as JWTPayload;
    ctx.body = { ...body, id_token: await new SignJWT(lie.change(claims)).setProtectedHeader({ alg, kid: 'one' }).sign(lie.key) };
  });
  async function interact(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const details = await provider.interactionDetails(req, res);
    if (req.method !== 'POST') return void res.writeHead(200, { 'content-type': 'text/html' }).end(page(details.uid, levels));
    let sent = '';
    for await (const part of req) sent += String(part);
    const form = new URLSearchParams(sent);
    const result = form.has('stop') ? { error: 'access_denied' } : { login: { accountId: form.get('who') ?? '', acr: form.get('level') ?? levels[0] } };
    return provider.interactionFinished(req, res, result as Parameters<Provider['interactionFinished']>[2], { mergeWithLastSubmission: false });
  }
  const server = createServer(provider.callback());
  await new Promise<void>((listening) => server.listen(port, 'localhost', listening));
  return {
    server, issuer,
    twist: (change, key = privateKey) => (lie = change && { change, key }),
    close: () => new Promise((closed) => { server.close(() => closed()); server.closeAllConnections(); })
  };
}

/** Through the provider's own pages, as a browser goes: ends with the query it sends back to us, at `back`. */
export async function through(address: string, who: string, { level = 'high', stop = false, back = ':4999/' } = {}): Promise<string> {
  const jar = new Map<string, string>();
  const visit = async (url: string, body?: URLSearchParams) => {
    const answer = await fetch(url, { method: body ? 'POST' : 'GET', redirect: 'manual', headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') }, ...(body && { body }) });
    for (const line of answer.headers.getSetCookie()) jar.set(...(line.split(';')[0]!.split(/=(.*)/s).slice(0, 2) as [string, string]));
    return answer;
  };
  for (let url = address, answer = await visit(url); ; ) {
    if (answer.status === 200) answer = await visit(url, new URLSearchParams(stop ? { stop: 'yes' } : { who, level }));
    const to = answer.headers.get('location');
    if (!to) throw new Error(`${answer.status} ${await answer.text()}`);
    url = new URL(to, url).href;
    if (url.includes(back)) return new URL(url).search;
    answer = await visit(url);
  }
}
