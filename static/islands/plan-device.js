// The plan on this device: opened with the PIN, one step a screen. Nothing of it stays when the page goes.
import { erase, helped, kept, unlock, works } from './kept-plan.js';

const main = document.querySelector('[data-device]');
const part = (name) => main.querySelector(`[data-is="${name}"]`);
const words = main.dataset;
const show = (...names) => main.querySelectorAll('[data-is]').forEach((one) => (one.hidden = !names.includes(one.dataset.is)));
const with_ = (text, value) => text.replace('%', () => value);
const href = (kind, number) => `${kind}:${number.replace(/[^+\d]/g, '')}`;
let plan;
let before = [];
let at = 0;

function link(text, to, look = 'quiet') {
  const a = document.createElement('a');
  a.className = `button big ${look}`;
  a.href = to;
  a.rel = 'external';
  a.dir = 'auto';
  a.textContent = text;
  return a;
}
function button(text, press, look = 'quiet') {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = `big ${look}`;
  made.textContent = text;
  made.addEventListener('click', press);
  return made;
}
function element(name, text, className = '') {
  const made = document.createElement(name);
  made.textContent = text;
  made.dir = 'auto';
  if (className) made.className = className;
  return made;
}
const ring = ({ who, number, canText }) => [link(with_(words.call, who), href('tel', number), ''), ...(canText ? [link(with_(words.text, who), href('sms', number))] : [])];
const numbers = () => plan.numbers.map(({ name, number }) => link(with_(words.call, name === number ? number : `${name}, ${number}`), href('tel', number), 'plum'));

function draw(title, lines, buttons) {
  const [h1, body, list] = [document.querySelector('h1'), part('body'), part('buttons')];
  h1.textContent = title;
  body.replaceChildren(...lines);
  list.replaceChildren(...buttons);
  show('body', 'buttons', 'lock');
  h1.focus();
}

function step() {
  const one = plan.steps[at];
  const next = button(words.next, () => (at++, step()), one?.number ? 'quiet' : '');
  const back = at > 0 ? [button(words.before, () => (at--, step()))] : [];
  const all = button(words.all, whole);
  if (!one) return draw(words.after, [element('p', words.afterText)], [...(plan.first ? ring(plan.first) : []), ...numbers(), all, ...back]);
  const good = button(words.helped, async () => {
    good.replaceWith(element('p', words.helpedKept, 'note moss'));
    before.push({ words: one.text });
    await helped(one.text);
  });
  draw(one.title, [element('p', one.text, 'step')], [
    ...(one.number ? ring(one) : []), next, good,
    ...(plan.first && plan.first.number !== one.number ? [link(with_(words.call, plan.first.who), href('tel', plan.first.number))] : []),
    ...numbers().slice(0, 1), all, ...back
  ]);
}

function whole() {
  const lines = plan.parts.flatMap(({ title, lines: inside }) => {
    const list = document.createElement('ul');
    list.append(...inside.map((line) => element('li', line)));
    return [element('h2', title), list];
  });
  if (before.length) {
    const list = document.createElement('ul');
    list.append(...[...new Set(before.map((one) => one.words))].slice(-5).map((one) => element('li', one)));
    lines.push(element('h2', words.helpedBefore), list);
  }
  draw(words.title, lines, [button(words.steps, () => ((at = 0), step()), ''), ...(plan.first ? ring(plan.first) : []), ...numbers()]);
}

function lock() {
  plan = undefined;
  before = [];
  document.querySelector('h1').textContent = words.title;
  part('body').replaceChildren();
  part('buttons').replaceChildren();
  part('pin').reset();
  show('pin', 'forget');
}

part('pin').addEventListener('submit', async (event) => {
  event.preventDefault();
  const [pin, error] = [part('pin').elements.pin, document.getElementById('pin-wrong')];
  if (!pin.value) return pin.focus();
  error.textContent = words.opening;
  const answer = await unlock(pin.value);
  pin.value = '';
  error.textContent = '';
  if (answer.plan) {
    ({ plan, helped: before } = answer);
    at = 0;
    return step();
  }
  if (!answer.left) return show('erased');
  error.textContent = answer.left === 1 ? words.left1 : with_(words.left, String(answer.left));
  pin.focus();
});
// No PIN is asked: whoever holds the device can erase it with ten wrong ones, and names and numbers must be able to go. A page kept from before has no such button.
main.querySelector('[data-forget]')?.addEventListener('click', async () => {
  await erase();
  show('gone');
  document.querySelector('h1').focus();
});
part('lock').addEventListener('click', lock);
document.addEventListener('leaving', lock);
addEventListener('pagehide', lock);
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

if (works) show(...((await kept()) ? ['pin', 'forget'] : ['none']));
if (!part('pin').hidden) part('pin').elements.pin.focus();
