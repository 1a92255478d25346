// The device reads a text aloud, one piece after the other. Only with a voice that lives on the device:
// others send the words to whoever made the browser. It is quiet at once when asked, and when the page goes.
const box = document.querySelector('[data-read-aloud]');
const text = document.querySelector('[data-read-this]');
const part = (name) => box.querySelector(`[data-read="${name}"]`);
const speech = window.speechSynthesis;
const tongue = document.documentElement.lang;
/** Norwegian bokmål goes by several names. */
const isOurs = ({ lang, localService }) => localService && (tongue === 'nb' ? /^(nb|no)/i : new RegExp(`^${tongue}`, 'i')).test(lang.replace('_', '-'));
let turn = 0;

const look = (isSpeaking) => {
  part('start').hidden = isSpeaking;
  part('end').hidden = !isSpeaking;
};
function quiet() {
  turn++;
  speech.cancel();
  look(false);
}

/** A pause after each piece, so that there is time to do it. */
const pause = 2500;
function read() {
  const voice = speech.getVoices().find(isOurs);
  part('none').hidden = Boolean(voice);
  if (!voice) return;
  const mine = ++turn;
  const pieces = [...text.querySelectorAll('li, p')].map((one) => one.textContent);
  look(true);
  const next = () => {
    if (mine !== turn) return;
    const words = pieces.shift();
    if (words === undefined) return quiet();
    const saying = new SpeechSynthesisUtterance(words);
    Object.assign(saying, { voice, lang: voice.lang, rate: 0.85, onend: () => setTimeout(next, pause), onerror: () => mine === turn && quiet() });
    speech.speak(saying);
  };
  next();
}

if (box && text && speech) {
  box.hidden = false;
  speech.getVoices(); // some browsers begin to look for voices only when asked
  part('start').addEventListener('click', read);
  part('end').addEventListener('click', () => (quiet(), part('start').focus()));
  addEventListener('pagehide', quiet);
  document.addEventListener('leaving', quiet);
  document.addEventListener('visibilitychange', () => document.hidden && quiet());
}
