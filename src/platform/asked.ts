/**
 * What a page is asked and what it answers, without the web's own classes.
 *
 * Reading a page asks for an address and a few headers, and answers with one
 * string and a few headers. The classes `Request`, `Response` and `Headers`
 * check and copy each of these, watch for an end that nobody listens to, and
 * tell the garbage collector of themselves. So at the build (`lean`) these
 * take their place on the way through the framework. Whatever else is asked of
 * them makes the real one, and asks that.
 */
import type { IncomingMessage } from 'node:http';

type Stand<Real> = { make: () => Real; real?: Real };

/** Something to stand on: each property the real one has, asked of the real one. Headers change on their way, so theirs is made anew each time. */
function standFor<Real extends object>(like: Real, { isKept }: { isKept: boolean }): object {
  const stand = Object.create(like) as Stand<Real>;
  for (const name of Reflect.ownKeys(like)) {
    Object.defineProperty(stand, name, {
      get(this: Stand<Real>) {
        const real = isKept ? (this.real ??= this.make()) : this.make();
        const value: unknown = Reflect.get(real, name);
        return typeof value === 'function' ? value.bind(real) : value;
      }
    });
  }
  return stand;
}

const request = standFor(Request.prototype, { isKept: true });
const response = standFor(Response.prototype, { isKept: true });
const headers = standFor(Headers.prototype, { isKept: false });

/** What somebody asks of a page, to be read and not written: `make` makes the framework's own. */
export function asked(base: string, req: IncomingMessage, make: () => Request): Request {
  const url = new URL(base + req.url); // what is no address throws here, as it would there
  if (req.method !== 'GET' || req.httpVersionMajor > 1 || url.username || url.password) return make();
  return { __proto__: request, make, url: url.href, method: req.method, headers: headersAsked(req.headers) } as unknown as Request;
}

function headersAsked(given: IncomingMessage['headers']): Headers {
  const get = (name: string) => given[name.toLowerCase()]?.toString() ?? null;
  const make = () => new Headers(Object.entries(given) as [string, string][]);
  return { __proto__: headers, make, get, has: (name: string) => get(name) !== null } as unknown as Headers;
}

/** A whole page (`whole`) and its headers, to be sent as they are. */
export function answered(whole: string, { status, headers: first }: { status: number; headers: Headers }): Response {
  return { __proto__: response, make: () => new Response(whole, { status, headers: [...first] }), whole, status, headers: first } as unknown as Response;
}

/** Headers of an answer. */
export function headersOf(first: Record<string, string>): Headers {
  const held = new Map(Object.entries(first));
  const cookies: string[] = [];
  const list = () => [...held, ...cookies.map((cookie): [string, string] => ['set-cookie', cookie])];
  return {
    __proto__: headers,
    make: () => new Headers(list()),
    get: (name: string) => held.get(name.toLowerCase()) ?? null,
    has: (name: string) => held.has(name.toLowerCase()),
    set: (name: string, value: string) => void held.set(name.toLowerCase(), value),
    delete: (name: string) => void held.delete(name.toLowerCase()),
    append: (name: string, value: string) => {
      const before = held.get(name.toLowerCase());
      if (name.toLowerCase() === 'set-cookie') cookies.push(value);
      else held.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`);
    },
    getSetCookie: () => cookies,
    [Symbol.iterator]: () => list()[Symbol.iterator]()
  } as unknown as Headers;
}
