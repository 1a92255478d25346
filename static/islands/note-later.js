// In My space, signed in: hands in what was written without a signal. On the check-in, it keeps on the device what cannot go now.
import { boxOf, keep, send, setUp, waiting, works } from './letters.js';

const here = document.querySelector('[data-letterbox]');
const form = document.querySelector('form[data-note]');
const show = (name) => (here.querySelector(`[data-later="${name}"]`).hidden = false);

if (works) {
  const box = JSON.parse(here.dataset.letterbox);
  setUp(box);
  form?.addEventListener('submit', async (event) => {
    if (navigator.onLine || !boxOf(box.of)) return; // without it the form comes back with its words
    event.preventDefault();
    const { once, letterbox: _, ...fields } = Object.fromEntries(new FormData(form));
    if (!Object.entries(fields).some(([name, value]) => value && !['when', 'day', 'month', 'year'].includes(name))) return form.querySelector('input').focus();
    await keep(box, fields, once);
    form.hidden = true;
    show('kept');
    here.querySelector('[data-later="kept"]').focus();
  });
  const { arrived } = await send();
  if (arrived) show('arrived');
  // What waits for somebody else on this device is theirs to know of.
  if (waiting().some((letter) => letter.box === box.box)) show('stays');
}
