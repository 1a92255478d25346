/*
 * Says when this device is about to close, and closes it. Whoever is here keeps it open by being here.
 * What stands half written goes to the server first, to be sealed; forms with `data-keep` keep themselves as drafts.
 * Without this script the server closes it all the same.
 */
(() => {
  const { minutes, title, two, one, kept, lost, waits, stay, keeps, mark, answered } = document.currentScript.dataset;
  const limit = minutes * 60e3;
  const early = Math.min(120e3, limit / 2);
  const others = 'BroadcastChannel' in window ? new BroadcastChannel('here') : { postMessage() {} };
  let seen = Date.now(), told = seen, box, gone;
  others.postMessage(0); // whoever opens a page is here
  const close = () => box?.remove(box = undefined);
  const here = () => {
    if (gone) return;
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
  const isTick = ({ type }) => type === 'checkbox' || type === 'radio';
  const isText = (field) => field.defaultValue !== undefined && !isTick(field) && !/^(hidden|submit|button|reset|image|file)$/.test(field.type);
  // On a page that came back with what was sent, the words that stand in it have arrived nowhere.
  const isTyped = (field) => isText(field) && (field.value !== field.defaultValue || (answered && /\S\s+\S/.test(field.value)));
  const isChosen = (field) => (field.options ? [...field.options].some((option, at) => option.selected !== (field.querySelector('[selected]') ? option.defaultSelected : !field.multiple && !at)) : isTick(field) && field.checked !== field.defaultChecked);
  // As the server reads them: no secrets, nothing longer than one form can be. What it would not keep is not sent.
  const written = () => {
    const forms = [];
    let hasSome = false, hasLost = false, room = 12e4;
    for (const form of document.forms) {
      const fields = [...form.elements].filter(({ name }) => name);
      const isWritten = fields.some((field) => isTyped(field) || field.files?.length);
      if (!isWritten && !fields.some(isChosen)) continue;
      if (form.dataset.keep) {
        hasSome = true;
        continue;
      }
      const to = new URL(form.getAttribute('action') || location.href, location.href);
      const said = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
      const long = said.map(([, value]) => value).join('').length;
      const isKept = keeps && form.method === 'post' && to.origin === location.origin && new RegExp(keeps).test(to.pathname)
        && !fields.some(({ type, name, value }) => type === 'password' || /^(pass|spare|new-pass)$/.test(name) || (name === 'code' && /^\d[\d ]{4,}$/.test(value))) && said.length <= 60 && long <= Math.min(6e4, room) && forms.length < 12;
      if (isKept) {
        room -= long;
        forms.push({ place: to.pathname + to.search, fields: said });
      }
      hasSome ||= isKept;
      hasLost ||= isWritten && (!isKept || fields.some((field) => field.files?.length));
    }
    return { forms, hasSome, hasLost };
  };
  const go = async () => {
    if (gone) return;
    gone = true;
    clearInterval(timer);
    const { forms, hasSome } = written();
    const { pathname, search } = location;
    const body = JSON.stringify({ mark, forms });
    const leaving = () => document.dispatchEvent(new Event('leaving'));
    leaving();
    const ways = ['/help', '/leave'].map((way) => document.querySelector(`a[href="${way}"]`)).filter(Boolean);
    document.body.replaceChildren();
    let answer;
    for (;;) {
      answer = await fetch('/stay', { method: 'DELETE', headers: { 'content-type': 'application/json' }, body, keepalive: body.length < 2e4 }).catch(() => {});
      if (!hasSome || answer?.status < 500) break;
      // Words that have not got through stay in this page's memory alone, and are tried again.
      const line = Object.assign(document.createElement('p'), { textContent: waits });
      line.setAttribute('role', 'alert');
      if (!document.body.firstChild) document.body.append(line, ...ways);
      await new Promise((done) => setTimeout(done, 5e3));
      leaving();
    }
    const back = encodeURIComponent(pathname + search);
    if (!forms.length) return location.replace(`/lock?next=${back}`);
    location.replace(answer?.ok ? `/lock?kept&next=${encodeURIComponent(`/space/unsent?back=${back}`)}` : `/lock?lost&next=${back}`);
  };
  const ask = (quiet) => {
    const { hasSome, hasLost } = written();
    const text = [limit - quiet > 75e3 ? two : one, hasLost ? lost : hasSome ? kept : ''].join(' ').trim();
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
    else if (quiet >= limit - early && !box) ask(quiet);
  };
  const timer = setInterval(look, 5e3);
  document.addEventListener('visibilitychange', look);
  // While it asks, only an answer counts: somebody else may be moving the mouse.
  for (const sign of ['keydown', 'pointerdown', 'wheel', 'touchmove', 'input']) addEventListener(sign, () => box || here(), { passive: true, capture: true });
})();
