// Keeps the page of a desk's device, and what it loads, for when there is no network, or no server behind it. Nothing of a
// voter is in it: what a device knows of people lies encrypted elsewhere (vault.js).

const CACHE = 'desk-2';
// The page that opens the installed application as well: the start and the scope of its manifest.
const DEVICE = /^\/mesa\/([0-9a-f-]{36})\/equipo$/;
// What pages load; its names change with what is in it, or it is read from the network first.
const FILES = /^\/(pkg\/|fonts\/|mesa\/[a-z]+\.js$|icons\.svg$|favicon\.svg$|convite\.svg$|tile\.svg$)/;
const PATIENCE = 8_000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  const [, desk] = (request.mode === 'navigate' && url.pathname.match(DEVICE)) || [];
  if (desk || (request.mode !== 'navigate' && FILES.test(url.pathname))) event.respondWith(networkFirst(request, desk));
});

async function networkFirst(request, desk) {
  const cache = await caches.open(CACHE);
  let response;
  try {
    const late = new Promise((_, reject) => { setTimeout(() => reject(new Error('late')), PATIENCE); });
    response = await Promise.race([fetch(request), late]);
  } catch {
    response = undefined;
  }
  if (response?.ok && !response.redirected && response.type === 'basic') {
    await cache.put(request, response.clone());
    return response;
  }
  // A page that asks to sign in, or that says what is wrong, takes the place of the device's only where no shift is kept.
  const before = await cache.match(request, { ignoreVary: true });
  if (before && (!response || !desk || await keeps(desk))) return before;
  return response ?? Response.error();
}

/** Whether the device keeps a shift of the desk. */
async function keeps(desk) {
  const name = `desk-${desk}`;
  const there = await indexedDB.databases?.() ?? [];
  if (!there.some((one) => one.name === name)) return false;
  return new Promise((resolve) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => resolve(false);
    opening.onsuccess = () => {
      const db = opening.result;
      const asked = db.objectStoreNames.contains('kept') && db.transaction('kept').objectStore('kept').get('plain');
      const said = (kept) => {
        db.close();
        resolve(Boolean(kept));
      };
      if (!asked) said(false);
      else Object.assign(asked, { onsuccess: () => said(asked.result), onerror: () => said(false) });
    };
  });
}
