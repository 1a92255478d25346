import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/**
 * Our pages have no script that takes them over, so what is for it alone is
 * left out where it is made: marks in the page, the page's data written down,
 * a tree of renderers where one will do (a component writes where it stands).
 * The tag of a page is reckoned by zlib: Kit's own goes through every character.
 */
const marks = /<!--(?:\[(?:-?\d+|[!-])?|\])?-->/g;
/** File → what stands there, and what stands there instead. A new version in which it is not found stops the build. */
const instead: Record<string, [string | RegExp, string][]> = {
  'kit/src/utils/hash.js': [['export function hash(', `import { crc32 } from 'node:zlib';
    export const hash = (...values) => values.map((value) => crc32(value).toString(36) + value.length.toString(36)).join('');
    function slow(`]],
  'kit/src/runtime/server/page/data_serializer.js': [[/(export function server_data_serializer\([^]*?add_node\(i, node\) \{)/, '$1 return;']],
  'svelte/src/internal/server/hydration.js': [[/^(export const \w+) = .*$/gm, "$1 = '';"]],
  'svelte/src/internal/server/renderer.js': [
    [/this\.child\(\(renderer\) => \{\s*renderer\.#is_component_body = true;\s*return fn\(renderer\);\s*\}\);/, 'ssr_context.r = this; if (fn(this) instanceof Promise) e.await_invalid();'],
    [/\*#traverse_components\(\) \{[^]*?\n\t\}/, '*#traverse_components() { yield this; }']
  ]
};
const lean: Plugin = {
  name: 'lean',
  apply: 'build',
  enforce: 'post',
  transform(code, id) {
    const name = Object.keys(instead).find((file) => id.endsWith(file));
    if (name) {
      return instead[name]!.reduce((before, [old, fresh]) => {
        const after = before.replace(old, fresh);
        if (after === before) throw new Error(`${name} has changed: see what "lean" in vite.config.ts does there`);
        return after;
      }, code);
    }
    return /\.svelte$|svelte\/src\/internal\/server\/(?:index|blocks\/\w+)\.js$/.test(id) ? code.replace(marks, '') : undefined;
  }
};

export default defineConfig({
  plugins: [
    lean,
    sveltekit({
      adapter: adapter({ precompress: true }),
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
