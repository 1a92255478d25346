/* Leave, at once. Without this script the link does the same, a moment slower. */
(() => {
  const link = document.querySelector('[data-leave]');
  if (!link) return;
  const { leave: to, keys, loading, twice, once } = link.dataset;
  // A page the browser kept whole for Back is asked for again: after Leave there is nothing to see.
  addEventListener('pageshow', (event) => event.persisted && location.reload());
  const say = (role, text, inside) => {
    const line = document.createElement('p');
    line.setAttribute('role', role);
    if (inside) line.className = inside;
    document.body.append(line);
    line.textContent = text;
    return line;
  };
  // What waits sealed stays; nobody else on this device can add to it, or see that there is a way to.
  const forget = () => {
    try {
      localStorage.removeItem('letterbox');
    } catch {
      // This browser keeps nothing.
    }
  };
  // Somebody left without this script, and the service worker noted it.
  globalThis.caches?.delete('left').then((was) => was && forget()).catch(() => {});
  const status = say('status', '', 'unseen');
  let alone, last, presses = 0;
  const go = () => {
    document.dispatchEvent(new Event('leaving'));
    document.body.replaceChildren();
    document.title = loading;
    forget();
    say('alert', loading);
    fetch('/leave', { method: 'POST', keepalive: true }).catch(() => {});
    location.replace(to || link.href);
  };
  addEventListener('click', (event) => {
    if (!event.target.closest?.('a[href="/leave"]')) return;
    event.preventDefault();
    go();
  });
  if (keys === 'off') return;
  // Shift three times; keyboards on a screen send no code.
  addEventListener('keydown', (event) => {
    if (event.repeat) return;
    alone = event.key == 'Shift' && event.code.startsWith('Shift');
    if (!alone || event.timeStamp - last > 5e3) presses = 0;
    last = event.timeStamp;
  }, true);
  addEventListener('keyup', (event) => {
    if (!alone || event.key != 'Shift') return;
    alone = 0;
    if (++presses > 2) return go();
    status.textContent = presses > 1 ? once : twice;
  }, true);
})();
