// Copying and printing a key that is shown once.
for (const box of document.querySelectorAll('[data-keep]')) {
  const note = box.parentElement.querySelector('[data-keep-note]');
  box.hidden = false;
  const copy = box.querySelector('[data-keep-copy]');
  copy.hidden = !navigator.clipboard;
  copy.onclick = async () => {
    await navigator.clipboard.writeText(document.getElementById(box.dataset.keep).innerText);
    note.textContent = box.dataset.copied;
  };
  box.querySelector('[data-keep-print]').onclick = () => window.print();
}
