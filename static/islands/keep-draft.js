// Keeps what is being written, on the server: every ten seconds while it changes, and when the field is left.
const tabs = globalThis.BroadcastChannel && new BroadcastChannel('sent'); // only a form's key goes there, no word
for (const form of document.querySelectorAll('form[data-keep]')) {
  const line = form.querySelector('[data-kept]');
  const now = () => new URLSearchParams([...new FormData(form)].filter(([name]) => name !== 'once'));
  const first = String(now());
  let kept = first;
  let sent = false;
  let under = new AbortController();
  // Words that went are no draft. Other words in the same form, after going back, are something new: they get a key of their own.
  let gone = 'sent' in form.dataset ? kept : undefined;
  const renew = () => {
    form.elements.once.value = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    gone = undefined;
  };
  const asNew = () => {
    if (gone !== undefined && gone !== String(now()) && form.elements.once) renew();
  };
  const say = (text) => line && (line.textContent = text);
  const keep = async ({ anew = false } = {}) => {
    asNew();
    const fields = now();
    if (sent || (String(fields) === kept && !anew)) return;
    const trying = String(fields);
    fields.set('place', form.dataset.keep);
    fields.set('once', form.elements.once?.value ?? '');
    if (anew) fields.set('anew', 'yes');
    under = new AbortController();
    try {
      const answer = await fetch('/talk/draft', { method: 'POST', body: fields, redirect: 'manual', signal: under.signal, keepalive: trying.length < 60000 });
      // A second tab of this page has sent other words. Who goes on here writes something new.
      if (answer.status === 409 && !sent) return renew(), await keep({ anew });
      if (answer.status !== 204 && answer.status !== 410) return;
      kept = trying;
      if (answer.status === 410) return (gone = trying), say(line?.dataset.went);
      const time = new Date().toLocaleTimeString(document.documentElement.lang.replace(/^en$/, 'en-GB'), { hour: '2-digit', minute: '2-digit' });
      say(line?.dataset.kept.replace('%', time));
    } catch {
      // No signal just now: the next change or the next ten seconds try again.
    }
  };
  setInterval(keep, 10000);
  // Soon after the first word: were the page closed before it was told that it needs a key of its own, the words would be lost.
  form.addEventListener('input', () => setTimeout(keep, 1500), { once: true });
  // What another tab of this page sends takes the draft of both along: what was written here is kept anew, once that has arrived.
  tabs?.addEventListener('message', ({ data }) => {
    if (data !== form.elements.once?.value) return;
    for (const wait of [2000, 12000]) setTimeout(() => String(now()) !== first && keep({ anew: true }), wait);
  });
  form.addEventListener('focusout', () => keep());
  addEventListener('pagehide', () => keep());
  document.addEventListener('leaving', () => keep());
  // What is sent is no draft any more: a keeping that is still on its way is called back.
  form.addEventListener('submit', () => {
    asNew();
    gone = String(now());
    sent = true;
    under.abort();
    tabs?.postMessage(form.elements.once?.value);
  });
  addEventListener('pageshow', () => (sent = false));
}
