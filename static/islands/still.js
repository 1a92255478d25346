/* Asks every three seconds whether what is shown is still shared, and empties the page when it is not. Without this script the next press shows nothing any more. */
(() => {
  const { opening, gone } = document.currentScript.dataset;
  let quiet = 0;
  const empty = () => {
    clearInterval(timer);
    const note = Object.assign(document.createElement('p'), { className: 'note amber', textContent: gone });
    note.setAttribute('role', 'status');
    document.querySelector('main').replaceChildren(note);
    setTimeout(() => location.replace('/desk/care'), 4e3);
  };
  const ask = () => fetch(`/desk/care/still/${opening}`, { credentials: 'omit', cache: 'no-store' }).then(
    (answer) => (answer.status === 404 ? empty() : (quiet = 0)),
    () => ++quiet > 9 && empty() // half a minute without an answer: better nothing than what may be stopped
  );
  const timer = setInterval(ask, 3e3);
  addEventListener('pageshow', (event) => event.persisted && ask());
  document.addEventListener('visibilitychange', () => document.hidden || ask());
})();
