// A form that could not be sent stands on this page, to be sent again. On a device of one's own it is sealed as well, and goes by itself.
import { boxOf, dated, isWaiting, keepForm, lookAt, send, works } from './letters.js';

const here = document.querySelector('[data-unsent-device]');
const form = here.querySelector('form');
const show = (...names) => here.querySelectorAll('[data-is]').forEach((one) => (one.hidden = !names.includes(one.dataset.is)));

if (!form) show();
else {
  const [path, search] = form.getAttribute('action').split(/(?=\?)/);
  const isKept = new RegExp(here.dataset.keptPlace).test(path) && new RegExp(here.dataset.keptDeed).test(search ?? '');
  // "Today" was said today: it may be sent again on another day. With a medicine `when` is no day, and has no month beside it.
  const { when, day, month, year } = form.elements;
  if (when && month) when.value = dated({ when: when.value, day: day?.value, month: month.value, year: year?.value }).when;
  const said = new FormData(form);
  const box = boxOf(said.get('letterbox')); // the page it was written on says whose it is
  if (works && box && isKept) {
    said.delete('letterbox');
    const letter = await keepForm(box, path + search, [...said]);
    show('kept');
    const handIn = async () => {
      const { looks } = await send();
      if (isWaiting(letter)) return;
      form.hidden = true;
      const look = here.querySelector('[data-is="looks"] a'); // not on a page of an older build
      if (look && looks.length) look.href = lookAt(looks);
      show(look && looks.length ? 'looks' : 'arrived');
    };
    addEventListener('online', handIn);
    // The signal may have come back while it was being sealed: nothing would say so again.
    if (navigator.onLine) await handIn();
  }
}
