// From the start of a navigation until the article is painted, and until words of it that are selected at once are marked.
import { chromium } from "@playwright/test";
import { launchOptions } from "../../../tests/e2e/support/browsers.js";
import { watch } from "../watch.js";

export const title = "the page loaded, in milliseconds from the start of the navigation; bytes as they were fetched";

export const sizes = [{}];

/** What Chromium's developer tools call a fast 4G. */
const FAST_4G = { offline: false, latency: 165, downloadThroughput: (9 * 1_000_000) / 8, uploadThroughput: (1.35 * 1_000_000) / 8 };

/** In the page, from its beginning: marks the first words that there are. */
function mark() {
  globalThis.marked = (async () => {
    while (!document.querySelector("main article [data-block]")) await bench.frame();
    const painted = await bench.frame();
    const article = document.querySelector("main article");
    const key = (type, key) => document.activeElement.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true }));
    const before = bench.marks();
    // Until it is heard.
    while (bench.marks() === before) {
      const text = document.createTreeWalker(document.querySelector("[data-block]"), NodeFilter.SHOW_TEXT).nextNode();
      article.focus({ preventScroll: true });
      getSelection().setBaseAndExtent(text, 0, text, 7);
      key("keyup", "Shift");
      key("keydown", "1");
      await bench.frame();
    }
    return { painted, marked: await bench.frame() };
  })();
}

const figure = (milliseconds) => ({ all: milliseconds, first: milliseconds, longest: milliseconds });

export async function run({ server }) {
  const browser = await chromium.launch(launchOptions.chromium);
  try {
    const figures = {};
    const visit = async (context, name, conditions) => {
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send("Network.enable");
      if (conditions) await session.send("Network.emulateNetworkConditions", conditions);
      let bytes = 0;
      let shown = false;
      session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += shown ? 0 : encodedDataLength));
      await page.goto(server.url);
      const { painted, marked } = await page.evaluate(() => globalThis.marked);
      shown = true;
      figures[`${name}: article painted`] = figure(painted);
      figures[`${name}: first mark painted`] = figure(marked);
      if (conditions === undefined && name === "cold") figures["bytes until then, in kilobytes"] = figure(bytes / 1024);
      return page;
    };
    const context = async () => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", serviceWorkers: "allow" });
      await context.addInitScript(watch);
      await context.addInitScript(mark);
      return context;
    };
    const slow = await context();
    await visit(slow, "cold, fast 4G", FAST_4G);
    await slow.close();
    const own = await context();
    const first = await visit(own, "cold");
    await first.waitForFunction(() => navigator.serviceWorker.controller ?? navigator.serviceWorker.ready.then((it) => it.active?.state === "activated"), null, { timeout: 60_000 });
    await first.waitForTimeout(3_000);
    await first.close();
    await (await visit(own, "warm")).close();
    await server.stop();
    await (await visit(own, "offline")).close();
    await server.start();
    await own.close();
    return { ours: figures };
  } finally {
    await server.start();
    await browser.close();
  }
}
