// Help now without a signal: see src/service-worker.
navigator.serviceWorker?.register('/service-worker.js', { type: 'module' }).catch(() => {});
