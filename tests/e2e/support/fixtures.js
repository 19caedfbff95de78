// What the end-to-end tests stand on. Import `test` and `expect` from here.
//
//   test("…", async ({ page, server }) => { await page.goto(server.url); … });
//
//   server       the built page, served on an address of this worker's own:
//                server.url, await server.stop(), await server.start() (at the same address)
//   page         a page whose console errors, uncaught errors, policy violations and requests to
//                other origins fail the test at its end; the same for every page of `context`
//   watch        watch.allow(/pattern/) for what a test causes on purpose
//   keptBrowser  a browser with a profile that stays: await keptBrowser.open() gives a page,
//                then close() or kill(), and open() again
//   downloads    const { name, text } = await downloads.take(page, () => button.click())
//
// Wait for what a person would see (`expect(locator)…`, `expect.poll`), never for the clock.
import { test as base, expect } from "@playwright/test";
import { Downloads } from "./downloads.js";
import { KeptBrowser } from "./kept-browser.js";
import { Server } from "./server.js";
import { Watch } from "./watch.js";

export { expect };

/** What Chromium says when a request, or the check for a newer service worker, gets no answer. */
const REFUSED =
  /net::ERR_CONNECTION_(REFUSED|RESET)|net::ERR_EMPTY_RESPONSE|unknown error occurred when fetching the script/;

/** Whether a browser promises to keep the work is its own affair: a test that is about it says what it answers. */
const unasked = () => {
  const manager = globalThis.StorageManager?.prototype ?? {};
  delete manager.persist;
  delete manager.persisted;
};

export const test = base.extend({
  _workerServer: [
    async ({}, use) => {
      const server = new Server();
      await server.start();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],

  downloads: [
    async ({ browserName }, use) => {
      const downloads = new Downloads(browserName);
      await use(downloads);
      downloads.dispose();
    },
    { scope: "worker" },
  ],

  launchOptions: [
    async ({ launchOptions, downloads }, use) => use({ ...launchOptions, downloadsPath: downloads.folder }),
    { scope: "worker" },
  ],

  // A test that stopped the server leaves it running for the next.
  server: async ({ _workerServer }, use) => {
    await use(_workerServer);
    await _workerServer.start();
  },

  // `page.goto("/")` opens the page.
  baseURL: async ({ server }, use) => use(server.url),

  watch: async ({ server }, use) => {
    const watch = new Watch(server.url);
    const stops = server.stops;
    await use(watch);
    // Who stops the server wants what is asked of it to be refused.
    if (server.stops > stops) watch.allow(REFUSED);
    expect(watch.problems, "what went wrong in the browser meanwhile").toEqual([]);
  },

  context: async ({ context, watch }, use) => {
    await watch.context(context);
    await context.addInitScript(unasked);
    await use(context);
  },

  keptBrowser: async ({ playwright, browserName, downloads, locale, timezoneId, watch }, use) => {
    const options = { locale, timezoneId, baseURL: watch.origin, downloadsPath: downloads.folder };
    const browser = new KeptBrowser(playwright[browserName], options, watch);
    await use(browser);
    await browser.dispose();
  },
});
