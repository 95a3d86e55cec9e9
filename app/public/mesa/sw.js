// Keeps the page of a desk's device, and what it loads, for when there is no network. Nothing of a voter is in it: what a
// device knows of people lies encrypted elsewhere (vault.js).

const CACHE = 'desk-1';
const DEVICE = /^\/mesa\/[0-9a-f-]{36}\/equipo$/;
// What pages load; its names change with what is in it, or it is read from the network first.
const FILES = /^\/(pkg\/|fonts\/|mesa\/[a-z]+\.js$|icons\.svg$|favicon\.svg$|convite\.svg$|tile\.svg$)/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  const kept = request.mode === 'navigate' ? DEVICE.test(url.pathname) : FILES.test(url.pathname);
  if (kept) event.respondWith(networkFirst(request));
});

async function networkFirst(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    // Never a page that asks to sign in in place of the device's.
    if (response.ok && !response.redirected && response.type === 'basic') await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const before = await cache.match(request, { ignoreVary: true });
    if (before) return before;
    throw error;
  }
}
