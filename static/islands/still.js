/*
 * Asks every three seconds whether what is shown is still shared, and empties the page when it is not. What was not
 * said to be shared in the last four and a half seconds is covered until it is, however slow the answer: so it is off
 * the screen within five seconds of a stop, come what may. Without this script the next press shows nothing any more.
 */
(() => {
  const { opening, gone, checking } = document.currentScript.dataset;
  const main = () => document.querySelector('main');
  const note = (text) => Object.assign(document.createElement('p'), { className: 'note amber', textContent: text });
  const cover = note(checking);
  cover.setAttribute('role', 'status');
  let known = performance.now();
  const look = () => {
    const isKnown = performance.now() - known < 4500;
    if (main().hidden !== isKnown) return;
    main().hidden = !isKnown;
    isKnown ? cover.remove() : main().before(cover);
  };
  const empty = () => {
    clearInterval(asking);
    clearInterval(looking);
    cover.remove();
    const last = note(gone);
    last.setAttribute('role', 'status');
    main().replaceChildren(last);
    main().hidden = false;
    setTimeout(() => location.replace('/desk/care'), 4e3);
  };
  const ask = () => {
    const asked = performance.now();
    return fetch(`/desk/care/still/${opening}`, { credentials: 'omit', cache: 'no-store' }).then((answer) => {
      if (answer.status === 404) return empty();
      if (answer.status === 204) known = Math.max(known, asked);
      look();
    }, () => {});
  };
  const asking = setInterval(ask, 3e3);
  const looking = setInterval(look, 250);
  addEventListener('pageshow', (event) => event.persisted && (look(), ask()));
  document.addEventListener('visibilitychange', () => document.hidden || (look(), ask()));
  ask();
})();
