// Starts the page, says so when it cannot, and keeps the open work outside the Wasm instance, so that it can still be
// downloaded when the instance has died.
//
// This file runs before everything else and must outlive everything else: it imports nothing.

// How the page looks on this device, before anything of it is drawn. The stylesheets know the attributes.
try {
  Object.assign(document.documentElement.dataset, JSON.parse(localStorage.getItem('glossator.reading')));
} catch {
  // Storage is blocked, or something else stands there: the page looks as it is made.
}

// ---------------------------------------------------------------------------------------------------------------------
// The work, kept here

let header = null;
let id = null;
let title = '';
let name = null;
const items = new Map();

const rescue = {
  /** Another article is open. `json` is its collection without `total`, `first` and items. Throws if it is not JSON. */
  reset(json) {
    const collection = JSON.parse(json);
    header = json;
    id = collection.id;
    title = collection['schema:about']?.['schema:headline'];
    name = 'article.glossator.json';
    items.clear();
  },
  /** What a downloaded copy is called. */
  called(fileName) {
    name = fileName;
  },
  /** One annotation, added or changed. */
  put(annotation, json) {
    items.set(annotation, json);
  },
  /** One annotation less. */
  remove(annotation) {
    items.delete(annotation);
  },
};

/**
 * The annotation file. It is joined as text, for parsing would round the numbers in other tools' properties. A page of
 * a collection must hold an item, so an empty collection has none.
 */
function annotationFile() {
  const start = header.trim().slice(0, -1).trimEnd();
  const page = { id: `${id}#page-1`, type: 'AnnotationPage', partOf: id, startIndex: 0 };
  const first = `,"first":${JSON.stringify(page).slice(0, -1)},"items":[${[...items.values()].join(',')}]}`;
  return `${start}${start === '{' ? '' : ','}"total":${items.size}${items.size > 0 ? first : ''}}\n`;
}

// ---------------------------------------------------------------------------------------------------------------------
// The page that takes the place of the app

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Replaces everything on screen, and puts the focus on the heading so that it is read aloud. */
function show(heading, ...content) {
  const top = element('h1', { tabIndex: -1 }, heading);
  document.title = heading;
  document.body.replaceChildren(element('main', { className: 'notice', lang: 'en' }, top, ...content));
  top.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function actions(...children) {
  return element('p', { className: 'notice-actions' }, ...children);
}

function details(text) {
  return element(
    'details',
    {},
    element('summary', {}, 'Technical details'),
    element('pre', { tabIndex: 0 }, text),
  );
}

// ---------------------------------------------------------------------------------------------------------------------
// The app has died

let over = false;
let kept = true;

/** Called by the panic hook, and by the listeners below for traps that no hook saw. Only the first call counts. */
function stopped(message) {
  if (over) return;
  over = true;
  const reload = element('button', { type: 'button', id: 'notice-reload' }, 'Reload');
  const saved = 'What was shown as saved is also kept in this browser.';
  if (header === null) {
    const advice = element('p', {}, `No article was open. Reload to start again. ${saved}`);
    show('Glossator stopped working', advice, actions(reload), details(message));
  } else {
    kept = false;
    const blob = new Blob([annotationFile()], { type: 'application/ld+json' });
    const download = element(
      'a',
      { className: 'notice-main', id: 'notice-download', href: URL.createObjectURL(blob), download: name },
      'Download a copy',
    );
    const article = title ? `“${title}”` : 'the article';
    const count = items.size === 1 ? '1 annotation' : `${items.size} annotations`;
    show(
      'Glossator stopped working',
      element('p', {}, `Your work up to now is here: ${article} with ${count}.`),
      element('p', {}, `Download a copy, then reload. ${saved}`),
      actions(download, reload),
      details(message),
    );
  }
  takeUpdate();
}

/** Traps leave an instance that must not be used again, as does a stack that overflowed inside it. */
function trapped(error) {
  const overflowed = ['RangeError', 'InternalError'].includes(error?.name) && /wasm/.test(error.stack);
  if (error?.name === 'RuntimeError' || overflowed) stopped(`${error}\n${error.stack}`);
}

addEventListener('error', (event) => trapped(event.error));
addEventListener('unhandledrejection', (event) => trapped(event.reason));

/**
 * The dead app's listeners are still there, and a key pressed now would edit what nobody sees. This one was there
 * first and lets nothing through; links and buttons still do what they do by themselves.
 */
function still(event) {
  if (!over) return;
  event.stopImmediatePropagation();
  if (event.type === 'click' && event.target.id === 'notice-download') kept = true;
  if (event.type === 'click' && event.target.id === 'notice-reload') location.reload();
  if (event.type === 'beforeunload' && !kept) event.preventDefault();
}

for (const type of [
  'keydown', 'keyup', 'beforeinput', 'input', 'cut', 'copy', 'paste', 'dragover', 'drop', 'click', 'dblclick',
  'contextmenu', 'pointerdown', 'pointermove', 'pointerup', 'selectionchange', 'focusin', 'focusout', 'resize', 'scroll',
  'visibilitychange', 'beforeunload', 'pagehide', 'popstate', 'hashchange', 'storage',
]) addEventListener(type, still, true);

// ---------------------------------------------------------------------------------------------------------------------
// Working offline

/** The only scripts that may be loaded by URL: the service worker and workers of the app's own, from its own folder. */
const home = new URL('.', document.baseURI);
const policy = globalThis.trustedTypes?.createPolicy('sw', {
  createScriptURL(path) {
    const url = new URL(path, home);
    if (!url.href.startsWith(home.href)) throw new TypeError(`${url} is not a script of Glossator`);
    return url.href;
  },
});

/** The URL of a script in the app's folder, as `Worker` and `register` ask for it. */
function scriptUrl(path) {
  return policy ? policy.createScriptURL(path) : new URL(path, home).href;
}

/** Has the page kept, and tries once more a little later if a network that is not there yet was in the way. */
async function register(again = true) {
  try {
    const options = { scope: home.pathname, updateViaCache: 'none' };
    const registration = await navigator.serviceWorker.register(scriptUrl('sw.js'), options);
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (again && worker.state === 'redundant' && !registration.active) setTimeout(register, 5_000, false);
    });
    return registration;
  } catch {
    return null; // No service workers here, or they are blocked. The page works without, and the app says so.
  }
}

/** A build that cannot run cannot ask for consent to be replaced: take a newer one if there is one. */
async function takeUpdate() {
  const registration = await register();
  if (!registration) return;
  const take = () => registration.waiting?.postMessage('take');
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', take));
  take();
  registration.update().catch(() => {});
}

// ---------------------------------------------------------------------------------------------------------------------
// The workers

let asked = 0;

/** A worker with what waits for it. It is started at the first question; a question begins with the name of a task. */
function program(script) {
  let worker = null;
  const waiting = new Map();
  const end = (message) => {
    worker?.terminate();
    worker = null;
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  /**
   * Has the worker do a task, and promises what came of it. Rejects with a sentence where the task cannot be done, and
   * with an error where there is no worker to do it: it could not be loaded, or it died. The next task starts another.
   */
  const ask = (task, given) => new Promise((resolve, reject) => {
    if (!worker) {
      worker = new Worker(scriptUrl(script), { type: 'module' });
      worker.onerror = (event) => end(event.message || 'It could not be loaded');
      worker.onmessage = ({ data: { serial, share, done, refused, broken } }) => {
        if (broken) return end(broken);
        if (share !== undefined) {
          // How far it is: whatever on the page waits for it shows it.
          for (const bar of document.querySelectorAll('progress')) bar.value = share;
          return;
        }
        const { resolve, reject } = waiting.get(serial);
        waiting.delete(serial);
        if (refused) reject(refused);
        else resolve(done);
      };
    }
    waiting.set(++asked, { resolve, reject });
    worker.postMessage({ serial: asked, task, given });
  });
  return { ask, end };
}

const worker = program('{worker}');
const importer = program('{importer}');

// ---------------------------------------------------------------------------------------------------------------------
// Starting

class Missing extends Error {}

// `cargo xtask` fills in the names of the files.
const glue = new URL('./{js}', import.meta.url).href;
const wasm = new URL('./{wasm}', import.meta.url).href;

async function start() {
  // The page's stylesheets have come by now, or never will.
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
    if (!link.sheet) throw new TypeError(`There is no stylesheet at ${link.href}`);
  }
  // Both are on their way already, by the links in the page; the Wasm compiles while it streams.
  const module = fetch(wasm).then((response) => {
    if (!response.ok) throw new Missing(`The server answered ${response.status} for ${wasm}`);
    return response;
  });
  module.catch(() => {}); // The glue may fail first, and one failure is told.
  const { default: init } = await import(glue);
  await init({ module_or_path: module });
}

function reason(error) {
  if (typeof WebAssembly !== 'object') {
    return `This browser cannot run WebAssembly, or a strict security mode has switched it off. Allow it for this page, or
      open the page in another browser.`;
  }
  if (!navigator.onLine) {
    return `This device is offline, and Glossator is not yet kept on it. Connect once and reload: from then on it works
      offline.`;
  }
  if (error instanceof Missing) {
    return `The server does not have every part of Glossator. It may be changing to a new version. Wait a minute, then
      reload.`;
  }
  if (error instanceof TypeError || error instanceof WebAssembly.CompileError) {
    return `A part of Glossator did not arrive, or something else came in its place. If this network has a sign-in page,
      sign in. If a content blocker is on, allow this page. Then reload.`;
  }
  return 'Something unexpected happened. Reload the page. If this comes back, the details below tell what it was.';
}

function failed(error) {
  if (over) return null;
  const reload = element('button', { type: 'button', className: 'notice-main' }, 'Reload');
  reload.addEventListener('click', async () => {
    // What came in place of a part may have been cached as that part.
    const links = Array.from(document.querySelectorAll('link[rel="stylesheet"]'), (link) => link.href);
    await Promise.allSettled([glue, wasm, ...links].map((url) => fetch(url, { cache: 'reload' })));
    location.reload();
  });
  show(
    'Glossator could not start',
    element('p', {}, reason(error)),
    element('p', {}, 'Nothing was changed: work that was saved in this browser is still there.'),
    actions(reload),
    details(String(error)),
  );
  takeUpdate();
  return null;
}

// Files that were opened with the installed app: the page takes them where the address says that there are some.
globalThis.launchQueue?.setConsumer(async ({ files }) => {
  if (files.length === 0) return;
  const opened = await Promise.all(files.map((file) => file.getFile()));
  // Those before may not be taken yet.
  glossator.launched = [...(glossator.launched ?? []), ...opened];
  // Something else may wait there.
  location.hash = location.hash ? `${location.hash.slice(1)}&launched` : 'launched';
});

globalThis.glossator = {
  rescue,
  stopped,
  ask: worker.ask,
  /** Whatever the worker does is left. */
  stop: worker.end,
  import: importer.ask,
  /** Whatever is being imported is left. */
  stopImport: importer.end,
  /** The service worker's registration, or null where there cannot be one. Asked for once the app runs. */
  registration: start().then(() => register(), failed),
};
