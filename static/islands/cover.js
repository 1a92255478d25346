/* The page is covered while nobody looks at its window. */
(() => {
  const { word } = document.currentScript.dataset;
  const cover = Object.assign(document.createElement('div'), { className: 'cover', textContent: word, ariaHidden: 'true' });
  const on = () => document.body.append(cover);
  const off = () => document.hidden || cover.remove();
  addEventListener('blur', on);
  addEventListener('focus', off);
  cover.onclick = off;
  document.addEventListener('visibilitychange', () => (document.hidden ? on() : document.hasFocus() && off()));
})();
