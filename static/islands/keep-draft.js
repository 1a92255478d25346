// Keeps what is being written, on the server: every ten seconds while it changes, and when the field is left.
const tabs = globalThis.BroadcastChannel && new BroadcastChannel('sent'); // whose page, which place and the form's key go there, no word
const whose = [...document.querySelectorAll('script[data-mark]')].map(({ dataset }) => dataset.mark).join();
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
  const keep = async ({ anew } = {}) => {
    asNew();
    const fields = now();
    if (sent || (String(fields) === kept && anew === undefined)) return;
    const trying = String(fields);
    fields.set('place', form.dataset.keep);
    fields.set('once', anew ?? form.elements.once?.value ?? '');
    fields.set('form', form.elements.once?.value ?? ''); // whose words they are, also where they are kept under the key of another
    if (anew !== undefined) fields.set('anew', 'yes');
    under = new AbortController();
    try {
      const answer = await fetch('/talk/draft', { method: 'POST', body: fields, redirect: 'manual', signal: under.signal, keepalive: trying.length < 60000 });
      // A second tab has sent other words. Who goes on here writes something new.
      if (answer.status === 409 && !sent) return renew(), await keep({ anew: anew && form.elements.once.value });
      if (answer.status === 202) return say(''); // what the other tab wrote stands there
      if (answer.status !== 204 && answer.status !== 410) return;
      kept = trying;
      if (answer.status === 410) return (gone = trying), say(line?.dataset.went);
      // As the page says a time itself, by the clock of this device.
      const now = new Date();
      const [hours, past] = [now.getHours(), now.getMinutes() ? String(now.getMinutes()).padStart(2, '0') : ''];
      const time = document.documentElement.lang === 'nb' ? `kl. ${hours}${past && `.${past}`}` : `${hours % 12 || 12}${past && `:${past}`} ${hours < 12 ? 'am' : 'pm'}`;
      say(line?.dataset.kept.replace('%', time));
    } catch {
      // No signal just now: the next change or the next ten seconds try again.
    }
  };
  setInterval(keep, 10000);
  // Soon after the first word: were the page closed before it was told that it needs a key of its own, the words would be lost.
  form.addEventListener('input', () => setTimeout(keep, 1500), { once: true });
  // A place has one draft: what another tab sends from there takes it along. What was written here is kept anew, once that has
  // arrived, unless these very words were sent under the other form's key. What the page came with, the other may have gone on with:
  // it is only said no more that it is kept. Where somebody else has signed in meanwhile, it is not theirs.
  const after = (once) => {
    if (String(now()) === gone) return;
    if (String(now()) === first) return say('');
    keep({ anew: once });
  };
  tabs?.addEventListener('message', ({ data }) => {
    if (data.whose !== whose || data.place !== form.dataset.keep) return;
    for (const wait of [2000, 12000]) setTimeout(after, wait, data.once);
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
    tabs?.postMessage({ whose, place: form.dataset.keep, once: form.elements.once?.value ?? '' });
  });
  addEventListener('pageshow', () => (sent = false));
}
