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
  const controlled = () => page.evaluate(() => Boolean(navigator.serviceWorker.controller));
  await expect.poll(controlled, { timeout: 20_000 }).toBe(true);
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
  build.fault = (name, response) => {
    if (name !== "only-in-the-first.js") return false;
    response.end("from the server");
    return true;
  };

  build.rebuild("second");
  expect(await update(page)).toBe(true);
  await take(page);
  expect(await own()).toBe("first");

  build.rebuild("third");
  expect(await update(page)).toBe(true);
  await take(page);
  await expect.poll(own).toBe("from the server");
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
    expect(await update(page), name).toBe(false);
  }
  await build.stop();
  await page.reload();
  await expect(article(page)).toHaveCount(1);
  expect(await mark(page)).toBe("first");
  expect(await page.evaluate(() => caches.keys())).toHaveLength(1);
  await build.start();
});

test("a page that could not be kept at first is kept a little later", async ({ page, build, watch }) => {
  watch.allow(away);
  watch.allow(/is not the file of this build/);
  build.fault = (name, response) => {
    if (name !== "icons/icon-512.png") return false;
    response.destroy();
    return true;
  };
  await page.goto(build.url);
  await expect(article(page)).toHaveCount(1);
  await settled(page);
  expect(await page.evaluate(() => caches.keys()), "whole or not at all").toEqual([]);
  build.fault = () => false;
  await kept(page);
});

for (const how of ["refused", "cut"]) {
  test(`a first load interrupted by a file that is ${how} works offline, or says that it does not`, async ({
    browser,
    browserName,
    build,
  }) => {
    test.skip(how === "refused" && browserName !== "chromium", "What is cut is the harder one.");
    test.setTimeout(240_000);
    // One of a kind: each costs seconds, and those of a kind are fetched alike.
    const kind = (name) => name.split(".").pop();
    const files = build.files.filter((name, index, all) => all.findIndex((other) => kind(other) === kind(name)) === index);
    for (const file of ["sw.js", ...files]) {
      await test.step(file, async () => {
        const context = await browser.newContext();
        const page = await context.newPage();
        build.fault = (name, response) => {
          if (name !== file) return false;
          if (how === "refused") response.destroy();
          else build.cut(name, response);
          return true;
        };
        const started = (await open(page, () => page.goto(build.url, { timeout: 5_000 }))) === "works";
        if (started) await settled(page);
        await build.stop();
        await open(page, () => page.reload({ timeout: 5_000 }));
        await build.start();
        build.fault = () => false;
        if (!started) {
          // Nothing of what came stands in the way once the network is whole.
          const again = await context.newPage();
          await again.goto(build.url);
          await kept(again);
        }
        await context.close();
      });
    }
  });
}

/** Goes somewhere; gives who speaks in the end: the page that works, the page that says why not, or the browser. */
async function open(page, go) {
  await go().catch(() => {});
  const speaker = () =>
    page.evaluate(() => {
      if (document.querySelector("main article")) return "works";
      const late = document.querySelector(".boot-page > .boot-late");
      if (late) return getComputedStyle(late).visibility === "visible" ? "says so" : "";
      return document.querySelector(".notice h1") ? "says so" : "browser";
    });
  let found;
  await expect.poll(async () => (found = await speaker().catch(() => "")), { timeout: 20_000 }).toBeTruthy();
  return found;
}

/** Waits until the service worker has kept the page, or has given up. */
const settled = (page) =>
  page.evaluate(async () => {
    const worker = (await globalThis.glossator.registration)?.installing;
    if (worker) await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
  });
