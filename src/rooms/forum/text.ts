/**
 * Members' words as HTML, made once, when they are written.
 *
 * Paragraphs, line breaks, lists, quotations, *emphasis*, **strong** and links
 * to http and https; nothing else. Headings, code, tables and pictures stay
 * the plain text they were typed as. Nothing is ever loaded from elsewhere.
 * Two layers, made by different people: one writes HTML from plain text and
 * knows no raw HTML, the other lets only a short list of tags through.
 */
import MarkdownIt from 'markdown-it';
import sanitize from 'sanitize-html';

const web = /^https?:\/\/[^\s/]/i;

function writerOf(...more: string[]) {
  const writer = new MarkdownIt('zero', { html: false, linkify: true, breaks: true, maxNesting: 100 }).enable(['newline', 'linkify', ...more]);
  Object.assign(writer, { validateLink: (address: string) => web.test(address) });
  // Only whole addresses become links: "so tired.so I slept" is not one.
  writer.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  for (const kind of ['ftp:', 'mailto:', '//']) writer.linkify.add(kind, null);
  return writer;
}
const writer = writerOf('list', 'blockquote', 'emphasis', 'link');
const plainWriter = writerOf();

const list: sanitize.IOptions = {
  allowedTags: ['p', 'br', 'ul', 'ol', 'li', 'em', 'strong', 'a', 'blockquote'],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
  allowedSchemes: ['http', 'https'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'escape',
  transformTags: {
    a: (_, { href }) => ({ tagName: 'a', attribs: href ? { href, rel: 'nofollow noopener noreferrer' } : ({} as Record<string, string>) })
  }
};

/** How deep tags stand inside each other. */
export function depthOf(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [tag] of html.matchAll(/<\/?[a-z]+/g)) {
    if (tag === '<br') continue;
    depth += tag[1] === '/' ? -1 : 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
const deepestKept = 12;

/**
 * Tidied text in, HTML out. Nobody nests a dozen lists by writing; a text that
 * does is shown as it was typed, so that no word of it is lost.
 */
export function render(text: string): string {
  const html = sanitize(writer.render(text), list);
  const kept = depthOf(html) > deepestKept ? sanitize(plainWriter.render(text), list) : html;
  return kept.replaceAll('<br />', '<br>').trim();
}
