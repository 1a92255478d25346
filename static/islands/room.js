// A text room as it happens. New lines come by themselves; one voice reads them aloud, many at a time; nothing scrolls while you read.
const log = document.querySelector('[data-room]');
const list = log.querySelector('ol');
const announcer = document.querySelector('[data-announcer]');
const status = document.querySelector('[data-status]');
const more = document.querySelector('[data-new]');
const pause = document.querySelector('[data-pause]');
const words = log.dataset;
const abouts = JSON.parse(words.abouts);
const folded = words.folded.split(' ');
let paused = false;
let unseen = 0;

const add = (parent, name, text, kind) => {
  const node = document.createElement(name);
  if (text) node.textContent = text;
  if (kind) node.className = kind;
  parent.append(node);
  return node;
};
const named = (line) => (line.name ?? words.someone) + (line.isHost ? `, ${words.role}` : '');

// ---- one voice: what came within five seconds is one announcement, taken away after two ----
const every = { each: 5000, some: 30000 };
let said = [];
let speaking;
const speak = () => {
  speaking = undefined;
  if (paused || !said.length) return;
  const one = said.length === 1 ? words.one : words.many.replace('%', said.length);
  announcer.textContent = words.spoken === 'each' && said.length <= 3 ? said.join(' ') : one;
  said = [];
  setTimeout(() => (announcer.textContent = ''), 2000);
};
const announce = (line) => {
  if (line.isMine || line.body === null || !every[words.spoken]) return;
  const isFolded = line.about.some((about) => folded.includes(about));
  said.push(`${line.name ?? words.someone}: ${isFolded ? openLine(line) : line.body}`);
  speaking ??= setTimeout(speak, every[words.spoken]);
};

const aboutsOf = (line) => line.about.map((about) => abouts[about] ?? about).join(', ');
const openLine = (line) => words.open.replace('%', aboutsOf(line));

function draw(line, change) {
  const item = document.createElement('li');
  item.dataset.number = line.number;
  item.dataset.change = change;
  if (line.isMine) item.dataset.mine = 'yes';
  const who = add(item, 'p', '', 'who');
  add(who, 'strong', line.name ?? words.someone);
  if (line.isHost) who.append(`, ${words.role}`);
  if (line.body === null) add(item, 'p', line.isTakenBack ? words.back : words.hidden, 'quiet');
  else {
    const isFolded = !line.isMine && line.about.some((about) => folded.includes(about));
    const place = isFolded ? add(item, 'details') : item;
    if (isFolded) add(place, 'summary', openLine(line));
    else if (line.about.length) add(item, 'p', words.isAbout.replace('%', aboutsOf(line)), 'quiet');
    const body = add(place, 'p', line.body, 'said');
    body.dir = 'auto';
    if (line.language !== document.documentElement.lang) body.lang = line.language;
    if (line.isHidden) {
      const held = add(item, 'p', `${line.isHeld ? words.heldFirst : words.held} `, 'quiet'); // one's own, and others do not see it
      add(held, 'a', words.why).href = '/appeals';
    }
  }
  if (!line.isMine && (line.body !== null || line.isTakenBack)) {
    const report = add(add(item, 'p'), 'a', words.report, 'quiet');
    report.href = `/report/line/${line.id}`;
    add(report, 'span', ` ${named(line)}`, 'unseen');
  }
  return item;
}

const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 40;
const showMore = () => {
  more.hidden = unseen === 0;
  more.textContent = more.dataset.words.replace('%', unseen);
};
const toEnd = () => {
  log.scrollTop = log.scrollHeight;
  unseen = 0;
  showMore();
};

const waiting = [];
function place({ line, change }) {
  const there = list.querySelector(`[data-number="${line.number}"]`);
  if (there) return change > Number(there.dataset.change) ? there.replaceWith(draw(line, change)) : undefined; // said once; gone, hidden or shown again since
  const wasAtEnd = isAtEnd();
  document.querySelector('[data-none]')?.remove();
  const after = [...list.children].find((item) => Number(item.dataset.number) > line.number);
  list.insertBefore(draw(line, change), after ?? null);
  announce(line);
  if (wasAtEnd || line.isMine) toEnd();
  else {
    unseen++;
    showMore();
  }
}

let source;
let tries = 0;
let last = Number(words.after);
function open() {
  source = new EventSource(`${words.room}?after=${last}`);
  source.onopen = () => {
    tries = 0;
    status.textContent = '';
  };
  source.addEventListener('line', ({ data, lastEventId }) => {
    const change = Number(lastEventId);
    last = Math.max(last, change);
    const heard = { line: JSON.parse(data), change };
    if (!paused) return place(heard);
    waiting.push(heard);
    pause.textContent = pause.dataset.waiting.replace('%', waiting.length);
  });
  source.addEventListener('state', ({ data }) => {
    const { phase } = JSON.parse(data);
    if (phase !== 'over') return;
    status.textContent = status.dataset.over;
    source.close();
  });
  source.addEventListener('over', () => {
    source.close();
    status.textContent = status.dataset.lost;
  });
  source.onerror = () => {
    if (!tries++) status.textContent = status.dataset.again; // said once
    if (source.readyState === EventSource.CLOSED || tries > 5) {
      source.close();
      if (tries > 5) status.textContent = status.dataset.lost;
      else setTimeout(open, 3000);
    }
  };
}

more.addEventListener('click', toEnd);
log.addEventListener('scroll', () => isAtEnd() && unseen && toEnd());
const stay = pause.textContent;
pause.hidden = false;
pause.addEventListener('click', () => {
  paused = !paused;
  pause.setAttribute('aria-pressed', paused);
  pause.textContent = paused ? pause.dataset.go : stay;
  if (paused) announcer.textContent = '';
  else waiting.splice(0).forEach(place);
});

// ---- sending without leaving the box ----
const form = document.querySelector('[data-say]');
form?.addEventListener('submit', async (event) => {
  if (event.submitter?.hasAttribute('formaction') || event.submitter?.name === 'sure' || form.dataset.plain) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form, event.submitter));
  const sent = form.elements.text.value;
  const plain = () => {
    form.dataset.plain = 'yes';
    form.requestSubmit(event.submitter);
  };
  try {
    const answer = await fetch(form.action, { method: 'POST', body: fields, headers: { accept: 'application/json' } });
    const { type, location: to = '' } = await answer.json();
    if (type !== 'redirect' || !to.endsWith('#last')) return type === 'redirect' ? void (location.href = to) : plain();
    if (event.submitter?.name !== 'phrase' && form.elements.text.value === sent) {
      form.elements.text.value = ''; // what was typed since stays
      for (const tick of form.querySelectorAll('[name=about]:checked')) tick.checked = false;
    }
    form.elements.once.value = crypto.randomUUID();
    form.elements.text.focus();
  } catch {
    plain(); // sent again as a form, it is still said once
  }
});

toEnd();
open();
addEventListener('pagehide', () => source.close());
