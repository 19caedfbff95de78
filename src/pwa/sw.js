// Keeps one whole build of the page in the browser, so that it works offline. A build is kept whole or not at all, is
// replaced only with consent, and is never mixed with another.

// `cargo xtask` fills these in: the digest of the whole build, and each file's path with its SHA-256 digest.
const BUILD = '';
const ASSETS = {};

// Other sites, and other copies of this page, may live on the same origin: the scope keeps their caches apart.
const home = self.registration.scope;
const PREFIX = `glossator ${home} `;
const CACHE = PREFIX + BUILD;

// What another program shared and the page has not taken yet. Its name does not begin as those of builds do.
const SHARED = `glossator-shared ${home}`;

// A cache of a build that has been in use, rather than one left by an installation that was cut short.
const USED = `${home}?used`;

addEventListener('install', (event) => event.waitUntil(keep()));
addEventListener('activate', (event) => event.waitUntil(begin()));
addEventListener('message', (event) => event.data === 'take' && event.waitUntil(self.skipWaiting()));

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === 'POST' && url.href === `${home}share`) return event.respondWith(take(request));
  if (request.method !== 'GET' || !url.href.startsWith(home)) return;
  const page = url.origin + url.pathname === home || url.origin + url.pathname === `${home}index.html`;
  if (page) event.respondWith(answer(event, `${home}index.html`));
  else if (request.mode !== 'navigate') event.respondWith(answer(event, url.origin + url.pathname));
});

/** Puts what another program shares aside, for the page to take. */
async function take(request) {
  const type = request.headers.get('content-type') ?? '';
  try {
    if (!type.startsWith('multipart/form-data')) throw new TypeError('This is not how programs share.');
    const cache = await caches.open(SHARED);
    await cache.put(`${home}shared`, new Response(await request.blob(), { headers: { 'content-type': type } }));
  } catch {
    // The page finds nothing there, and says so.
  }
  return Response.redirect(`${home}#shared`, 303);
}

/** From this build; else, for a tab that still runs the build before it, from that one; else from the network. */
async function answer(event, url) {
  const from = (cacheName) => caches.match(url, { cacheName, ignoreVary: true });
  const found = await from(CACHE);
  if (found) return found;
  for (const name of await others()) {
    const old = await from(name);
    if (old) return old;
  }
  // The browser may have dropped the cache alone. The server's build is then the only one, and is kept if it is ours.
  if (event.request.mode === 'navigate') event.waitUntil(keep().catch(() => {}));
  return fetch(event.request);
}

/** Puts every file of the build into its cache, or none. */
async function keep() {
  if (!BUILD) throw new Error('This build has no list of its files, so it is not kept.');
  const known = (await caches.has(CACHE)) ? await (await caches.open(CACHE)).keys() : [];
  const stored = new Set(known.map((request) => request.url));
  const missing = Object.entries(ASSETS).filter(([path]) => !stored.has(home + path));
  const responses = await Promise.all(missing.map(([path, digest]) => fetchExact(home + path, digest)));
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(missing.map(([path], at) => cache.put(home + path, responses[at])));
  } catch (error) {
    if (stored.size === 0) await caches.delete(CACHE);
    throw error;
  }
}

/** The file with that digest. What the page has just loaded is still at hand; anything else is asked for anew. */
async function fetchExact(url, digest) {
  for (const cache of ['default', 'reload']) {
    try {
      const response = await fetch(url, { cache });
      const bytes = await response.arrayBuffer();
      if (response.ok && (await sha256(bytes)) === digest) return restored(url, bytes, response.headers);
    } catch {
      // The connection broke: the second try is one more.
    }
  }
  throw new Error(`${url} is not there, or is not the file of this build: something else answered in its place.`);
}

/** A response of its own: one that came by a redirect could not answer a navigation, and these bytes are decoded. */
function restored(url, bytes, sent) {
  const headers = new Headers(sent);
  headers.delete('content-encoding');
  headers.delete('content-length');
  if (url.endsWith('.wasm')) headers.set('content-type', 'application/wasm'); // else it would not compile as it streams
  return new Response(bytes, { headers });
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function begin() {
  // The build that other tabs may still run stays until the next one; whatever is older goes.
  const older = await others();
  const used = await Promise.all(older.map((name) => caches.match(USED, { cacheName: name })));
  const last = older.findLast((_, at) => used[at]);
  await Promise.all(older.filter((name) => name !== last).map((name) => caches.delete(name)));
  await (await caches.open(CACHE)).put(USED, new Response());
  await self.clients.claim();
}

/** The other builds of this page that are kept, oldest first. */
async function others() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
}
