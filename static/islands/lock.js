/* Says when this device is about to close, and closes it. Whoever is here keeps it open by being here. Without this script the server closes it all the same. */
(() => {
  const { minutes, title, text, stay } = document.currentScript.dataset;
  const limit = minutes * 60e3;
  const early = Math.min(120e3, limit / 2);
  const others = 'BroadcastChannel' in window ? new BroadcastChannel('here') : { postMessage() {} };
  let seen = Date.now(), told = seen, box;
  const close = () => box?.remove(box = undefined);
  const here = () => {
    seen = Date.now();
    close();
    if (seen - told < limit / 8) return;
    told = seen;
    others.postMessage(0);
    fetch('/stay', { method: 'POST', keepalive: true }).then((answer) => answer.status === 401 && go(), () => {});
  };
  others.onmessage = () => {
    seen = told = Date.now();
    close();
  };
  const go = async () => {
    clearInterval(timer);
    document.dispatchEvent(new Event('leaving'));
    document.body.replaceChildren();
    await fetch('/stay', { method: 'DELETE', keepalive: true }).catch(() => {});
    location.replace(`/lock?next=${encodeURIComponent(location.pathname + location.search)}`);
  };
  const ask = () => {
    box = document.createElement('dialog');
    box.setAttribute('role', 'alertdialog');
    for (const [tag, words] of [['h2', title], ['p', text], ['button', stay]]) box.append(Object.assign(document.createElement(tag), { textContent: words, id: `lock-${tag}` }));
    box.setAttribute('aria-labelledby', 'lock-h2');
    box.setAttribute('aria-describedby', 'lock-p');
    box.lastChild.onclick = box.onclose = () => {
      told = 0;
      here();
    };
    document.body.append(box);
    box.showModal();
  };
  const look = () => {
    const quiet = Date.now() - seen;
    if (quiet >= limit) go();
    else if (quiet >= limit - early && !box) ask();
  };
  const timer = setInterval(look, 5e3);
  document.addEventListener('visibilitychange', look);
  // While it asks, only an answer counts: somebody else may be moving the mouse.
  for (const sign of ['keydown', 'pointerdown', 'wheel', 'touchmove', 'input']) addEventListener(sign, () => box || here(), { passive: true, capture: true });
})();
