// Keeps what is being written, on the server: every ten seconds while it changes, and when the field is left.
for (const form of document.querySelectorAll('form[data-keep]')) {
  const line = form.querySelector('[data-kept]');
  const now = () => new URLSearchParams([...new FormData(form)].filter(([name]) => name !== 'once'));
  let kept = String(now());
  let sent = false;
  let under = new AbortController();
  // Words that went are no draft. Other words in the same form, after going back, are something new: they get a key of their own.
  let gone = 'sent' in form.dataset ? kept : undefined;
  const asNew = () => {
    if (gone === undefined || gone === String(now()) || !form.elements.once) return;
    form.elements.once.value = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    gone = undefined;
  };
  const keep = async () => {
    asNew();
    const fields = now();
    if (sent || String(fields) === kept) return;
    const trying = String(fields);
    fields.set('place', form.dataset.keep);
    fields.set('once', form.elements.once?.value ?? '');
    under = new AbortController();
    try {
      const answer = await fetch('/talk/draft', { method: 'POST', body: fields, redirect: 'manual', signal: under.signal, keepalive: trying.length < 60000 });
      if (answer.status !== 204) return;
      kept = trying;
      const time = new Date().toLocaleTimeString(document.documentElement.lang.replace(/^en$/, 'en-GB'), { hour: '2-digit', minute: '2-digit' });
      if (line) line.textContent = line.dataset.kept.replace('%', time);
    } catch {
      // No signal just now: the next change or the next ten seconds try again.
    }
  };
  setInterval(keep, 10000);
  form.addEventListener('focusout', keep);
  addEventListener('pagehide', keep);
  document.addEventListener('leaving', keep);
  // What is sent is no draft any more: a keeping that is still on its way is called back.
  form.addEventListener('submit', () => {
    asNew();
    gone = String(now());
    sent = true;
    under.abort();
  });
  addEventListener('pageshow', () => (sent = false));
}
