// Signing in, or adding a way in, with the device's own fingerprint, face or PIN.
// The server says what to ask for; the answer travels in the form like any other field.
const can = window.PublicKeyCredential?.parseRequestOptionsFromJSON && PublicKeyCredential.parseCreationOptionsFromJSON;

const options = async (button) => {
  const answer = await fetch(button.dataset.options, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  if (!answer.ok) throw new Error('no options');
  return answer.json();
};

let waiting;
const ask = async (button, quietly) => {
  const form = button.form;
  const odd = form.querySelector('[data-passkey-odd]');
  try {
    waiting?.abort();
    waiting = new AbortController();
    const { signal } = waiting;
    const found = button.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(await options(button)), signal })
      : await navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(await options(button)), signal, ...(quietly && { mediation: 'conditional' })
      });
    form.elements.response.value = JSON.stringify(found.toJSON());
    HTMLFormElement.prototype.requestSubmit.call(form, button);
  } catch {
    if (!quietly && odd) odd.hidden = false;
  }
};

for (const button of can ? document.querySelectorAll('[data-passkey]') : []) {
  const form = button.form;
  button.hidden = false;
  if (form.hasAttribute('data-passkey-form')) form.hidden = false;
  form.addEventListener('submit', (event) => {
    if (event.submitter !== button || form.elements.response.value) return;
    event.preventDefault();
    ask(button);
  });
  if ('passkeyAutofill' in button.dataset) {
    PublicKeyCredential.isConditionalMediationAvailable?.().then((may) => may && ask(button, true));
  }
}
