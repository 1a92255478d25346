import { page } from '#platform/http';
import { codeOf, written } from '#care/code-rules';

/** Where the picture on a card leads. Nothing is asked about the code here: a stranger learns no more from a right one than from a guess. */
export const load = page(({ locals, params }) => {
  const code = codeOf(params.code ?? '');
  return { code: code ? written(code) : '', isMember: Boolean(locals.member), isAtWork: Boolean(locals.work), path: locals.path };
});
