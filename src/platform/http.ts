/**
 * Between a page and a verb.
 *
 * `page` wraps a load, `action` wraps a form's action. Both turn the two ways
 * of saying no into what a browser understands: not found is 404, a refusal
 * comes back beside the form with everything that was typed.
 */
import { error, fail, isHttpError, isRedirect, type ActionFailure, type RequestEvent, type ServerLoadEvent } from '@sveltejs/kit';
import { NotFound, Refusal } from '#platform/answers';
import { unsaid } from '#platform/unsaid';

/** What a page or an action is told, whichever route it stands on. */
type Told<Event> = Omit<Event, 'params' | 'route'> & { params: Partial<Record<string, string>> };

/** An address with a zero byte in it is nobody's: the database takes none, and no page has one. */
const isNowhere = ({ url, params }: Pick<Told<ServerLoadEvent>, 'url' | 'params'>) =>
  Boolean(url?.search.includes('%00')) && [...url.searchParams].some((said) => said.join('').includes('\0')) || Object.values(params ?? {}).some((value) => value?.includes('\0'));

export const page = <Data>(load: (event: Told<ServerLoadEvent>) => Promise<Data> | Data) => async (event: Told<ServerLoadEvent>): Promise<Data> => {
  if (isNowhere(event)) error(404);
  try {
    return await load(event);
  } catch (caught) {
    if (caught instanceof NotFound) error(404);
    throw caught;
  }
};

/** What was sent: one string a name; `all` for names that may come more than once. Missing names read as ''. */
export class Sent {
  readonly fields: Record<string, string> = {};
  /** By name, so that a form of a hundred thousand fields is read once, not once a field. */
  readonly #all = new Map<string, string[]>();
  readonly #files = new Map<string, File>();
  constructor(form: FormData) {
    for (const [name, sent] of form) {
      if (typeof sent !== 'string') {
        if (sent.size > 0) this.#files.set(name, sent);
        continue;
      }
      const value = sent.includes('\0') ? sent.replaceAll('\0', '') : sent; // nobody types one, and the database takes none
      this.fields[name] ??= value;
      const all = this.#all.get(name);
      if (all) all.push(value);
      else this.#all.set(name, [value]);
    }
  }
  text(name: string): string {
    return this.fields[name] ?? '';
  }
  has(name: string): boolean {
    return name in this.fields;
  }
  all(name: string): string[] {
    return this.#all.get(name) ?? [];
  }
  /** What was sent along as a file, as bytes; its name and kind are the sender's word and are not asked. */
  async bytes(name: string): Promise<Buffer | undefined> {
    const file = this.#files.get(name);
    return file && Buffer.from(await file.arrayBuffer());
  }
}

/** What a request sent. A body that is no form is not our fault, and is said so. */
export const sentIn = async (request: Request) => new Sent(await request.formData().catch(() => error(400)));

export type Refused = { refused: { key: string; field: string | undefined; values: Record<string, string | number> }; typed: Record<string, string>; ticked: Record<string, string[]> };

export function refusedWith(refusal: Refusal, sent: Sent, names: string[] = []): ActionFailure<Refused> {
  const typed = Object.fromEntries(Object.entries(sent.fields).filter(([name]) => !unsaid.has(name)));
  const ticked = Object.fromEntries([...new Set([...names, ...Object.keys(typed)])].map((name) => [name, sent.all(name)]));
  return fail(409, { refused: { key: refusal.key, field: refusal.field, values: refusal.values }, typed, ticked });
}

export const action =
  <Result>(work: (event: Told<RequestEvent>, sent: Sent) => Promise<Result> | Result) =>
  async (event: Told<RequestEvent>): Promise<Result | ActionFailure<Refused>> => {
    if (isNowhere(event)) error(404);
    const sent = await sentIn(event.request);
    try {
      return await work(event, sent);
    } catch (caught) {
      if (isRedirect(caught) || isHttpError(caught)) throw caught;
      if (caught instanceof NotFound) error(404);
      if (caught instanceof Refusal) return refusedWith(caught, sent);
      throw caught;
    }
  };

/** Only a path on this site: a `next` that leads elsewhere is dropped. */
export const ownPath = (next: string | null | undefined, otherwise = '/today') =>
  next && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : otherwise;
