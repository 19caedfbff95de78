// First visits that are interrupted at a random moment: by a network that goes, a server that stops, a connection that
// breaks in the middle of a file, a browser that is killed. Without a network the page then works, or it is said that it
// does not; and with one it works again.
import { CopiedBuild } from "../e2e/support/copied-build.js";
import { withBrowser, withKeptBrowser } from "./browser.js";

export const title = "interrupted first loads";
export const sizes = { whole: { loads: 30 }, short: { loads: 2 } };

/** Milliseconds within which the first load is interrupted: on a quiet machine it takes about one second. */
const LATEST = 2_500;

const HOW = ["the network goes", "the server stops", "a file is cut", "the browser is killed"];

/** What a person sees: the page, its own notice, or the browser's. Who waits does not count being told to. */
async function seen(page, waits = false) {
  const what = (waits) => {
    if (location.protocol === "chrome-error:") return "the browser says that there is no network";
    if (document.querySelector("main article")) return "works";
    const heading = document.querySelector("main.notice h1")?.textContent;
    if (heading) return `the page says: ${heading}`;
    const late = [...document.querySelectorAll(".boot-late")].find((it) => it.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
    return late && !waits ? "the page says that it takes longer, and what to do" : null;
  };
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const now = await page.evaluate(what, waits).catch(() => null);
    if (now) return now;
  }
  return "nothing";
}

/** Marks something: a page that only looks as if it worked does not. */
const works = (page) =>
  page.evaluate(() => soak.edit({ kind: "create", at: 0.3, length: 0.5, category: 0 })).then(Boolean, () => false);


export async function run({ random, size: { loads }, log }) {
  const outcomes = {};
  const wrong = [];
  const build = new CopiedBuild();
  await build.start();
  try {
    for (let nth = 0; nth < loads; nth += 1) {
      const how = HOW[nth % HOW.length];
      const moment = random.below(LATEST);
      const after = await (how === "the browser is killed" ? killed(moment) : interrupted(how, moment));
      const { without, promised, working, again } = after;
      const bad = [];
      if (without === "nothing") bad.push("an empty page");
      if (without === "works" && !working) bad.push("a page that looks as if it worked");
      if (promised && without !== "works") bad.push("it had said that it works without a network");
      if (again !== "works") bad.push(`with a network: ${again}`);
      if (bad.length > 0) wrong.push(`${how} after ${moment} ms: ${without}: ${bad.join(", ")}`);
      outcomes[without] = (outcomes[without] ?? 0) + 1;
      log(`${how} after ${moment} ms: ${without}${promised ? " (promised)" : ""}; then with a network: ${again}`);
    }
  } finally {
    await build.dispose();
  }
  const reached = Object.entries(outcomes).map(([what, times]) => `${what}: ${times}`).join("; ");
  return [{ figure: `${loads} first loads`, wanted: "each works offline or says that it does not", reached, ok: wrong.length === 0, details: wrong }];

  /** Begins a visit, and has something happen meanwhile; promises whether the page said that it is kept. */
  async function visit(page, moment, happen) {
    let promised = false;
    await page.exposeBinding("heard", () => (promised = true));
    await page.addInitScript(() => {
      const look = () => /works without a network/.test(document.querySelector(".spoken[role=status]")?.textContent ?? "") && globalThis.heard?.();
      new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    });
    const going = page.goto(build.url, { waitUntil: "commit" }).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, moment));
    await happen();
    await going;
    return () => promised;
  }

  async function interrupted(how, moment) {
    return withBrowser(async (open) => {
      const context = await open();
      const page = await context.newPage();
      const promised = await visit(page, moment, async () => {
        if (how === "the network goes") await context.setOffline(true);
        if (how === "the server stops") await build.stop();
        if (how === "a file is cut") {
          // But for the page itself: it is shorter than a packet, and comes whole or not at all.
          build.fault = (name, response) => name !== "index.html" && (build.cut(name, response), true);
        }
      });
      const other = await context.newPage();
      await other.goto(build.url, { waitUntil: "commit" }).catch(() => {});
      const result = { without: await seen(other), promised: promised() };
      result.working = result.without === "works" && (await works(other));
      build.fault = () => false;
      await context.setOffline(false);
      await build.start().catch(() => {});
      return { ...result, again: await afresh(other) };
    });
  }

  async function killed(moment) {
    return withKeptBrowser(async (browser) => {
      const promised = await visit(await browser.open(), moment, () => browser.kill());
      await build.stop();
      const page = await browser.open();
      await page.goto(build.url, { waitUntil: "commit" }).catch(() => {});
      const result = { without: await seen(page), promised: promised() };
      result.working = result.without === "works" && (await works(page));
      await build.start();
      return { ...result, again: await afresh(page) };
    });
  }

  async function afresh(page) {
    await page.goto(build.url, { waitUntil: "commit" }).catch(() => {});
    return seen(page, true);
  }
}
