// The page once it is kept in the browser: it opens without a network, and stays whole when a newer build comes.
import { CopiedBuild } from "./support/copied-build.js";
import { expect, test as base } from "./support/fixtures.js";

const test = base.extend({
  build: async ({ watch }, use) => {
    const build = new CopiedBuild();
    await build.start();
    watch.allow(new RegExp(`foreign request: ${build.url}`));
    await use(build);
    await build.dispose();
  },
});

/** What browsers say of a server that is away. */
const away = /ERR_CONNECTION_REFUSED|NS_ERROR_|NetworkError|Failed to load resource|Load failed/;

const article = (page) => page.locator("main article");
const mark = (page) => page.evaluate(() => document.documentElement.dataset.mark ?? "first");

/** Waits until the whole page is kept. */
async function kept(page) {
  await expect(article(page)).toHaveCount(1);
  await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
}

/** Asks for a newer build, and gives whether one waits in the end. */
const update = (page) =>
  page.evaluate(async () => {
    const registration = await glossator.registration;
    await registration.update().catch(() => {});
    const worker = registration.installing;
    if (worker) {
      await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
    }
    return Boolean(registration.waiting);
  });

const take = (page) =>
  page.evaluate(async () => {
    const changed = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
    (await glossator.registration).waiting.postMessage("take");
    await changed;
  });

test("after one visit, the page and links into it open without the server", async ({ page, server, watch }) => {
  watch.allow(away);
  await page.goto(server.url);
  await kept(page);
  await server.stop();
  for (const address of ["", "#annotation", "?from=mail#annotation", "index.html"]) {
    const other = await page.context().newPage();
    await other.goto(server.url + address);
    await expect(article(other)).toHaveCount(1);
    expect(other.url()).toBe(server.url + address);
    await other.close();
  }
  await page.reload();
  await expect(article(page)).toHaveCount(1);
});

test("a first visit fetches nothing twice", async ({ page, build }) => {
  build.fault = (name, response) => {
    if (/-[0-9a-f]{16}/.test(name)) response.setHeader("cache-control", "public, max-age=31536000, immutable");
    return false;
  };
  await page.goto(build.url);
  await kept(page);
  const program = build.asked.filter((name) => /\.(wasm|js)$/.test(name) && name !== "sw.js");
  expect(program.sort()).toEqual([...new Set(program)].sort());
});

test("a newer build waits for consent, and other tabs are not reloaded", async ({ page, build }) => {
  await page.goto(build.url);
  await kept(page);
  const other = await page.context().newPage();
  await other.goto(build.url);
  await kept(other);
  await other.evaluate(() => (globalThis.unsaved = true));

  build.rebuild("second");
  expect(await update(page)).toBe(true);
  await page.reload();
  await expect(article(page)).toHaveCount(1);
  expect(await mark(page)).toBe("first");

  await take(page);
  await page.reload();
  await expect(article(page)).toHaveCount(1);
  expect(await mark(page)).toBe("second");
  expect(await other.evaluate(() => globalThis.unsaved)).toBe(true);

  await build.stop();
  await page.reload();
  await expect(article(page)).toHaveCount(1);
  expect(await mark(page)).toBe("second");
  await build.start();
});

test("a tab of the build before still finds its own files", async ({ page, build }) => {
  await page.goto(build.url);
  await kept(page);
  await page.evaluate(async (url) => {
    const name = (await caches.keys()).find((key) => key.includes(url));
    await (await caches.open(name)).put(`${url}only-in-the-first.js`, new Response("first"));
  }, build.url);
  const own = () => page.evaluate(async () => (await fetch("only-in-the-first.js")).text());

  build.rebuild("second");
  expect(await update(page)).toBe(true);
  await take(page);
  expect(await own()).toBe("first");

  build.rebuild("third");
  expect(await update(page)).toBe(true);
  await take(page);
  await expect.poll(own).toContain("no such file");
});

test("an update with something else in place of a file is refused whole", async ({ page, build, watch }) => {
  watch.allow(/is not the file of this build/);
  await page.goto(build.url);
  await kept(page);
  for (const name of ["index.html", build.files.find((file) => file.endsWith(".wasm")), "icons/icon.svg"]) {
    build.rebuild(`with a portal for ${name.replace(/\W/g, "-")}`);
    build.fault = (asked, response) => {
      if (asked !== name) return false;
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Sign in to this network</h1>");
      return true;
    };
    // The files that the browser has at hand are not asked for, so the cached ones must not count.
    await page.evaluate((file) => fetch(file, { cache: "reload" }), "icons/icon.svg");
    const waits = await update(page);
    if (name === "index.html" || build.asked.includes(name)) expect([name, waits]).toEqual([name, false]);
  }
  await build.stop();
  await page.reload();
  await expect(article(page)).toHaveCount(1);
  expect(await mark(page)).toBe("first");
  expect(await page.evaluate(() => caches.keys())).toHaveLength(1);
  await build.start();
});
