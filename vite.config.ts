import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/**
 * Our pages have no script that takes them over, so what is for it alone is
 * left out where it is made: marks in the page, the page's data written down,
 * a tree of renderers where one will do (a component writes where it stands),
 * the web's own requests and answers where plain ones will do (decision 14).
 * What is written is joined once and sent as it was made, not read back from a
 * stream. A page for somebody signed in is kept nowhere, so it gets no tag; the
 * tag of the others is reckoned by zlib: Kit's own goes through every character.
 */
const marks = /<!--(?:\[(?:-?\d+|[!-])?|\])?-->/g;
/** What is left where a mark stood alone: writing nothing. */
const writesNothing = /\$\$renderer\.push\((['"`])\1\);/g;
/** What we put in place of the framework's own: `asked.ts` of the platform. */
const from = (names: string) => `import { ${names} } from ${JSON.stringify(fileURLToPath(new URL('src/platform/asked.ts', import.meta.url)))};\n`;
/** File → what stands there, and what stands there instead. A new version in which it is not found stops the build. */
const instead: Record<string, [string | RegExp, string][]> = {
  'kit/src/utils/hash.js': [['export function hash(', `import { crc32 } from 'node:zlib';
    export const hash = (...values) => values.map((value) => crc32(value).toString(36) + value.length.toString(36)).join('');
    function slow(`]],
  // A page is looked for among those whose address begins with the same word; every page of ours begins with one.
  'kit/src/utils/routing.js': [
    ['for (const route of routes) {', `if (!nearby.has(routes)) nearby.set(routes, Map.groupBy(routes, ({ id }) => beginningOf(id.replace(/\\/\\([^)]+\\)/g, ''))));
      for (const route of nearby.get(routes).get(beginningOf(path)) ?? []) {`],
    [/^/, `const nearby = new WeakMap();
      const beginningOf = (path) => path.split('/', 2)[1] ?? '';\n`]
  ],
  // What a load looked at is for a script that asks again: nobody watches it, and nothing of ours asks the framework where it is.
  'kit/src/exports/internal/server/event.js': [['try {\n\t\tsync_store = store;', 'return fn();\n\ttry {']],
  'kit/src/runtime/server/page/load_data.js': [[/const url = make_trackable\([^]*?done = true;/, 'const result = await load.call(null, { ...event, parent, depends() {}, untrack: (fn) => fn() });']],
  // The policy is the same words every time, unless a page brings something of its own.
  'kit/src/runtime/server/page/csp.js': [
    ['const header = [];', `const isOwn = this.#script_src.size + this.#script_src_elem.size + this.#style_src.size + this.#style_src_attr.size + this.#style_src_elem.size > 0;
      if (!isOwn && standing.has(this.#directives)) return standing.get(this.#directives);
      const header = [];`],
    ["return header.join('; ');", `if (!isOwn && !is_meta) standing.set(this.#directives, header.join('; '));
      return header.join('; ');`],
    [/^/, 'const standing = new WeakMap();\n'],
    [/function generate_nonce\(\) \{[^]*?\n\}/, 'const generate_nonce = () => globalThis.crypto.randomUUID();'] // from chance that lies ready; no page of ours uses it
  ],
  'kit/src/runtime/server/page/render.js': [
    // The page stands beside the words around it until it is sent: whoever looks for something in those does not copy all of it.
    ['body,\n\t\tassets,', "body: '<the-page>',\n\t\tassets,"],
    ["done: true\n\t\t})) || '';", "done: true\n\t\t})).replace('<the-page>', () => body);"],
    ["headers.set('etag',", "if (!event.locals.member && !event.locals.work) headers.set('etag',"],
    ['const headers = new Headers({', 'const headers = headersOf({'],
    [': text(transformed, {', ": (event.request.method === 'HEAD' ? text : answered)(transformed, {"],
    [/^/, from('answered, headersOf')]
  ],
  'kit/src/exports/node/index.js': [
    ['export function getRequest({ request, response, base, bodySizeLimit }) {', `${from('asked')}
      export const getRequest = (given) => asked(given.base, given.request, () => makeRequest(given));
      function makeRequest({ request, response, base, bodySizeLimit }) {`],
    ['if (!response.body) {', 'if (response.whole) { res.writeHead(response.status); res.end(response.whole); return; }\n\tif (!response.body) {']
  ],
  // A function written straight into a property lives long, and the whole request with it (`pairs.ts`).
  'kit/src/runtime/server/respond.js': [[/event\.cookies\.set = \(\) => \{[^]*?\};\s*(?:\/\/[^\n]*\n\s*)?event\.setHeaders = \(\) => \{[^]*?\};/, 'event.cookies.set = e.cookies_set_after_response;\n\t\t\tevent.setHeaders = e.set_headers_after_response;']],
  'kit/src/runtime/server/page/data_serializer.js': [[/(export function server_data_serializer\([^]*?add_node\(i, node\) \{)/, '$1 return;']],
  'svelte/src/internal/server/hydration.js': [[/^(export const \w+) = .*$/gm, "$1 = '';"]],
  'svelte/src/internal/server/renderer.js': [
    [/this\.child\(\(renderer\) => \{\s*renderer\.#is_component_body = true;\s*return fn\(renderer\);\s*\}\);/, 'ssr_context.r = this; if (fn(this) instanceof Promise) e.await_invalid();'],
    [/\*#traverse_components\(\) \{[^]*?\n\t\}/, '*#traverse_components() { yield this; }'],
    ['for (const child of this.#out) {\n\t\t\tif (child instanceof Renderer &&', "for (const child of this.#out.filter((written) => typeof written !== 'string')) {\n\t\t\tif (child instanceof Renderer &&"],
    [/(\t#collect_content\(content = [^\n]*\{)[^]*?return content;/, `$1
      const out = this.#out;
      let from = 0;
      for (let at = 0; at < out.length; at++) {
        if (typeof out[at] === 'string') continue;
        content[this.type] += out.slice(from, at).join('');
        from = at + 1;
        if (out[at] instanceof Renderer) out[at].#collect_content(content);
      }
      content[this.type] += (from ? out.slice(from) : out).join('');
      return content;`]
  ],
  'svelte/src/internal/server/index.js': [['export function derived(fn) {', `export function derived(fn) {
    if (ssr_context !== null) {
      let value = UNINITIALIZED;
      return function (given) {
        if (arguments.length) { value = given ?? UNINITIALIZED; return given; }
        return value === UNINITIALIZED ? (value = fn()) : value;
      };
    }`]]
};
const lean: Plugin = {
  name: 'lean',
  apply: 'build',
  enforce: 'post',
  transform(code, id) {
    const name = Object.keys(instead).find((file) => id.endsWith(file));
    const changed = name && instead[name]!.reduce((before, [old, fresh]) => {
      const after = before.replace(old, fresh);
      if (after === before) throw new Error(`${name} has changed: see what "lean" in vite.config.ts does there`);
      return after;
    }, code);
    return /\.svelte$|svelte\/src\/internal\/server\/(?:index|blocks\/\w+)\.js$/.test(id) ? (changed ?? code).replace(marks, '').replace(writesNothing, '') : changed;
  }
};

export default defineConfig({
  plugins: [
    lean,
    sveltekit({
      adapter: adapter({ precompress: true }),
      // What a device shows without a signal stands at the address that was asked for, however deep: its style must be found from there.
      paths: { relative: false },
      // Everything comes from this server: no script, style, font or picture from elsewhere, ever.
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          'img-src': ['self'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'worker-src': ['self'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'frame-ancestors': ['none']
        }
      }
    })
  ],
  build: { assetsInlineLimit: 0 }
});
