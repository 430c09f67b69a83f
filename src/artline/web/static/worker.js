// Service worker: the page opens also while the server does not answer. It keeps the page's own
// files; photos and drawings never pass through it.
const STORE = "artline-page";
const PAGE = self.registration.scope;
const STATIC = `${PAGE}static/`;

self.addEventListener("install", () => self.skipWaiting());

// The page tells which files it has loaded.
self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));

async function keep(addresses) {
  const store = await caches.open(STORE);
  await Promise.allSettled(addresses.map((address) => fresh(store, new Request(address))));
}

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && (url === PAGE || url.startsWith(STATIC))) event.respondWith(answer(event.request));
});

async function fresh(store, request) {
  const answered = await fetch(request);
  if (answered.ok && !answered.redirected) await store.put(request.url, answered.clone());
  return answered;
}

// What the server says counts; what is kept is for when it says nothing.
async function answer(request) {
  const store = await caches.open(STORE);
  try {
    return await fresh(store, request);
  } catch (error) {
    const kept = await store.match(request.url);
    if (kept) return kept;
    throw error;
  }
}
