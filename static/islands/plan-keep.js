// On one's own plan, signed in: keeps a copy on this device behind a PIN, and makes it as the page is now.
import { erase, keep, kept, least, renew, works } from './kept-plan.js';

const form = document.querySelector('[data-plan-copy]');
const part = (name) => document.querySelector(`[data-here="${name}"]`);
const plan = JSON.parse(form.dataset.planCopy);
const error = document.getElementById('here-error');
const say = (text) => {
  error.textContent = text;
  error.hidden = !text;
};

async function show() {
  const copy = await kept();
  const isMine = copy?.id === plan.id;
  part('kept').hidden = !isMine;
  form.hidden = isMine;
  if (isMine) await renew(plan);
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { pin, again } = form.elements;
  if (pin.value.length < least) return say(form.dataset.short), pin.focus();
  if (pin.value !== again.value) return say(form.dataset.differ), again.focus();
  say('');
  await keep(plan, pin.value);
  form.reset();
  await show();
  part('kept').scrollIntoView({ block: 'nearest' });
});
document.querySelector('[data-here-forget]').addEventListener('click', async () => {
  await erase();
  await show();
});
if (works) {
  part('script').hidden = true;
  await show();
}
