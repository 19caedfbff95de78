// The browser is killed at random moments while somebody edits. What was said to be saved must be there afterwards.
import { article } from "../e2e/support/reader.js";
import { withKeptBrowser } from "./browser.js";
import { allSaved, anEdit, edit, openProse, shown } from "./page.js";

export const title = "browser killed during edits";
export const sizes = { whole: { kills: 200 }, short: { kills: 2 } };

/** Milliseconds that a page may need to start, its annotations drawn. */
const START = 2_000;

/** Milliseconds of editing before the browser is killed, at most. */
const LONGEST = 1_500;

export async function run({ server, random, size: { kills }, log }) {
  const lost = [];
  const starts = [];
  const wrong = [];
  let edits = 0;
  let acknowledged = 0;
  await withKeptBrowser(async (browser) => {
    /** What there is as the page told it, and what each annotation may be besides: what was done and not told. */
    let told = {};
    let text = "";
    let page = await browser.open();
    await openProse(page, server.url, random.fork());
    text = await article(page).evaluate((it) => it.textContent);
    await allSaved(page);
    for (let kill = 0; kill < kills; kill += 1) {
      const round = random.fork();
      const done = [];
      let upTo = 0;
      await page.exposeBinding("acknowledged", (_, number) => (upTo = Math.max(upTo, number)));
      const moment = round.below(LONGEST);
      let killed = false;
      const end = new Promise((resolve) => setTimeout(resolve, moment)).then(() => {
        killed = true;
        return browser.kill();
      });
      let there = Object.keys(told).length;
      while (!killed) {
        try {
          const it = await edit(page, anEdit(round, { there, most: 40, serial: done.length }));
          if (!it) continue;
          done.push(it);
          there += { create: 1, remove: -1 }[it.kind] ?? 0;
          if (round.below(3) === 0) upTo = Math.max(upTo, await page.evaluate(() => soak.saved));
        } catch (error) {
          if (!killed) throw error;
        }
      }
      await end;
      edits += done.length;
      const safe = done.filter((it) => it.number <= upTo);
      acknowledged += safe.length;
      for (const { id, is } of safe) is === null ? delete told[id] : (told[id] = is);
      const open = {};
      for (const { id, is } of done.filter((it) => it.number > upTo)) (open[id] ??= []).push(is);

      page = await browser.open();
      const start = Date.now();
      await page.goto(server.url, { waitUntil: "commit" });
      const least = Object.keys(told).filter((id) => !open[id]?.includes(null)).length;
      await page
        .waitForFunction((least) => document.querySelector("main article") && document.querySelectorAll("[data-card]").length >= least, least, { timeout: 15_000, polling: "raf" })
        .catch(() => lost.push(`kill ${kill}: fewer than ${least} annotations came back`));
      starts.push(Date.now() - start);
      const now = await shown(page);
      for (const [id, is] of Object.entries(told)) {
        if (now[id] === is || open[id]?.includes(now[id] ?? null)) continue;
        lost.push(`kill ${kill}, after ${moment} ms: “${is}” is ${now[id] ? `“${now[id]}”` : "gone"}`);
      }
      const alerts = await page.getByRole("alert").allInnerTexts();
      if (alerts.length > 0) lost.push(`kill ${kill}: ${alerts.join(" ")}`);
      if ((await article(page).evaluate((it) => it.textContent)) !== text) lost.push(`kill ${kill}: another article is open`);
      told = now;
      if (kill % 20 === 19) log(`${kill + 1} kills, ${acknowledged} of ${edits} edits acknowledged, ${lost.length} lost`);
    }
  }, wrong);
  starts.sort((one, other) => one - other);
  const slow = starts.filter((it) => it > START).length;
  return [
    { figure: `${kills} kills, ${acknowledged} of ${edits} edits acknowledged`, wanted: "0 lost", reached: `${lost.length} lost`, ok: lost.length === 0 && acknowledged > 0, details: lost },
    {
      figure: "start after a kill, its annotations drawn",
      wanted: `within ${START} ms`,
      reached: `median ${starts[starts.length >> 1]} ms, longest ${starts.at(-1)} ms, ${slow} above`,
      ok: slow === 0,
      time: true,
    },
    { figure: "errors in the page", wanted: "none", reached: String(wrong.length), ok: wrong.length === 0, details: wrong },
  ];
}
