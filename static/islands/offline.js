// Help now without a signal, for everybody, signed in or not: see src/service-worker. What it keeps is what a stranger sees.
navigator.serviceWorker?.register('/service-worker.js', { type: 'module' }).catch(() => {});
(() => {
  const { member, mark } = document.currentScript.dataset;
  // The rest is about what a member writes; of a device that closed, nothing is touched before they are back.
  if (member === undefined) return;
  const read = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // this browser keeps nothing
    }
  };
  // What seals for somebody else than the one signed in, or on a device others use, goes. What waits sealed stays.
  const letterbox = read('letterbox');
  if (letterbox && !(mark && letterbox.includes(`"of":"${mark}"`))) localStorage.removeItem('letterbox');
  addEventListener('submit', ({ target }) => /sign-?out$/i.test(target.getAttribute('action')) && read('letterbox') && localStorage.removeItem('letterbox'));
  // A form of My space says whose it is, in case it comes back for want of a signal: see unsent-device.js.
  const isOfMySpace = (form) => /^post$/i.test(form.getAttribute('method')) && /^\/space(\/|$)/.test(new URL(form.getAttribute('action') ?? '', location.href).pathname);
  if (mark) addEventListener('formdata', ({ target, formData }) => isOfMySpace(target) && formData.set('letterbox', mark));
  // What was written without one goes now, if there is anything, and when the signal is back: see letters.js.
  const handIn = () => read('letters') && import('/islands/letters.js').then(({ send }) => send()).catch(() => {});
  handIn();
  addEventListener('online', handIn);
})();
