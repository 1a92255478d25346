import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/**
 * Our pages have no script that takes them over, so the marks for it are left
 * out where they are made, and nothing has to take them out of each page. The
 * tag of a page is reckoned by zlib: Kit's own goes through every character.
 */
const marks = /<!--(?:\[(?:-?\d+|[!-])?|\])?-->/g;
const lean: Plugin = {
  name: 'lean',
  apply: 'build',
  enforce: 'post',
  transform(code, id) {
    if (id.includes('kit/src/utils/hash.js')) {
      return code.replace('export function hash(', `import { crc32 } from 'node:zlib';
        export const hash = (...values) => values.map((value) => crc32(value).toString(36) + value.length.toString(36)).join('');
        function slow(`);
    }
    if (id.endsWith('svelte/src/internal/server/hydration.js')) return code.replace(/^(export const \w+) = .*$/gm, "$1 = '';");
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
