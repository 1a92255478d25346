// Help now without a signal: see src/service-worker.
navigator.serviceWorker?.register('/service-worker.js', { type: 'module' }).catch(() => {});
// Check-ins that were written without one go now, if there are any: see letters.js.
if (localStorage.getItem('letters')) import('/islands/letters.js').then(({ send }) => send()).catch(() => {});
