// A check-in without a signal: sealed here, sent later. Nothing that was written can be read on this device again.
import { keep, letterbox, works } from './letters.js';

const main = document.querySelector('[data-note-device]');
const part = (name) => main.querySelector(`[data-is="${name}"]`);
const show = (...names) => main.querySelectorAll('[data-is]').forEach((one) => (one.hidden = !names.includes(one.dataset.is)));

await globalThis.caches?.has('left').catch(() => false); // by then leave.js has forgotten whose box this was, if they have left
if (works) show(letterbox() ? 'form' : 'none', ...(navigator.onLine ? ['script'] : []));
part('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(part('form')));
  const error = document.getElementById('note-empty');
  error.textContent = '';
  if (!Object.values(fields).some((value) => value.trim())) {
    error.textContent = part('form').querySelector('button').dataset.empty;
    return part('form').elements.body[0].focus();
  }
  const box = letterbox();
  if (!box) return show('none', 'form'); // somebody signed out in another window: the words stay where they are
  await keep(box, fields);
  part('form').reset();
  show('kept');
  document.querySelector('h1').focus();
});
