// In My space, signed in: hands in what was written without a signal. On the check-in, it keeps on the device what cannot go now.
import { boxOf, keep, lookAt, send, setUp, waiting, works } from './letters.js';

const here = document.querySelector('[data-letterbox]');
const form = document.querySelector('form[data-note]');
const show = (name, isSo = true) => (here.querySelector(`[data-later="${name}"]`).hidden = !isSo);

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
  const tell = async () => {
    const { arrived, looks } = await send();
    if (looks.length) here.querySelector('[data-later="looks"] a').href = lookAt(looks);
    // What waits for somebody else on this device is theirs to know of.
    const stays = waiting().some((letter) => letter.box === box.box);
    show('arrived', arrived > 0);
    show('looks', looks.length > 0);
    show('stays', stays);
    if (!stays) show('kept', false);
  };
  addEventListener('online', tell);
  await tell();
}
