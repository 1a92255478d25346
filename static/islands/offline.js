// Help now without a signal: see src/service-worker.
navigator.serviceWorker?.register('/service-worker.js', { type: 'module' }).catch(() => {});
// What was written without one goes now, if there is anything, and when the signal is back: see letters.js.
const handIn = () => localStorage.getItem('letters') && import('/islands/letters.js').then(({ send }) => send()).catch(() => {});
handIn();
addEventListener('online', handIn);
