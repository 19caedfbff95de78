// The room that the browser gives is used up. The page says so, loses nothing, and stores all of it once there is room.
import { tool } from "../e2e/support/reader.js";
import { withBrowser } from "./browser.js";
import { allSaved, anEdit, edit, openProse, shown } from "./page.js";

export const title = "quota reached";
export const sizes = { whole: { edits: 100, times: 5 }, short: { edits: 10, times: 1 } };

/** Milliseconds from the edit that finds no room until the banner says so. */
const BANNER = 1_000;

/** Bytes that the browser gives: few, so that they are soon used up. */
const ROOM = 6_000_000;

/** Uses up the room in another database of the same origin, down to the last kilobyte. */
async function fill() {
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open("filler");
    opening.onupgradeneeded = () => opening.result.createObjectStore("filler", { autoIncrement: true });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = reject;
  });
  for (let size = 1 << 18; size >= 256; size /= 4) {
    for (let room = true; room; ) {
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
      room = await new Promise((resolve) => {
        const transaction = database.transaction("filler", "readwrite", { durability: "strict" });
        transaction.objectStore("filler").put(bytes);
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
      });
    }
  }
  database.close();
}

export async function run({ server, random, size: { edits, times }, log }) {
  const { origin } = new URL(server.url);
  const wrong = [];
  const figures = [];
  for (let time = 0; time < times; time += 1) {
    const turn = random.fork();
    await withBrowser(async (open) => {
      const context = await open();
      const page = await context.newPage();
      const devtools = await context.newCDPSession(page);
      // Chromium remembers for minutes how much room there was: the limit comes before the page, and then is reached.
      await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: ROOM });
      await openProse(page, server.url, turn.fork());
      let there = 0;
      const one = async (more = {}) => {
        const it = await edit(page, { ...anEdit(turn, { there, most: 200, serial: there }), ...more });
        there += { create: 1, remove: -1 }[it?.kind] ?? 0;
        return it;
      };
      for (let nth = 0; nth < 5; nth += 1) await one({ kind: "create" });
      await allSaved(page);
      await page.evaluate(fill);
      const said = page.evaluate(async () => {
        const start = performance.now();
        await soak.drawn(() => [...document.querySelectorAll("[role=alert]")].some((it) => /no room left/.test(it.textContent)));
        return performance.now() - start;
      });
      await one({ kind: "create" });
      const banner = Math.round(await said);
      let taken = 0;
      while (taken < edits) taken += (await one()) ? 1 : 0;
      const before = await shown(page);
      const [download] = await Promise.all([page.waitForEvent("download"), tool(page, "Export").click()]);
      let text = "";
      for await (const part of await download.createReadStream()) text += part;
      const inFile = new Set((JSON.parse(text).first?.items ?? []).map(({ id }) => id));
      const missing = Object.keys(before).filter((id) => !inFile.has(id));
      const falsely = await page.evaluate(() => soak.isSaved());
      await devtools.send("Storage.overrideQuotaForOrigin", { origin });
      const room = Date.now();
      const stored = await allSaved(page, 30_000).then(() => true, () => false);
      const took = Date.now() - room;
      const alerts = await page.getByRole("alert").count();
      await page.reload();
      await page.waitForFunction((least) => document.querySelectorAll("[data-card]").length >= least, Object.keys(before).length, { timeout: 15_000 }).catch(() => {});
      const after = await shown(page);
      const lost = Object.keys(before).filter((id) => after[id] !== before[id]);
      log(`time ${time + 1}: banner after ${banner} ms, ${Object.keys(before).length} annotations, saved ${took} ms after there was room`);
      figures.push({ banner, missing: missing.length, falsely, stored, took, lost, alerts, kept: Object.keys(before).length });
    }, wrong);
  }
  const all = (of) => figures.map(of);
  const sum = (of) => all(of).reduce((one, other) => one + other, 0);
  return [
    { figure: `banner, ${times} times`, wanted: `within ${BANNER} ms`, reached: `${all((it) => it.banner).join(", ")} ms`, ok: all((it) => it.banner).every((it) => it <= BANNER), time: true },
    { figure: `${edits} further edits in the tab and the download`, wanted: "all, and nothing says Saved", reached: `${sum((it) => it.missing)} missing, ${sum((it) => Number(it.falsely))} times Saved`, ok: figures.every((it) => it.missing === 0 && !it.falsely && it.kept > 0) },
    { figure: "saved once there is room, and there after a reload", wanted: "all", reached: `${sum((it) => Number(it.stored))} of ${times}, after ${all((it) => it.took).join(", ")} ms, ${sum((it) => it.lost.length)} lost`, ok: figures.every((it) => it.stored && it.lost.length === 0 && it.alerts === 0) },
    { figure: "errors in the page", wanted: "none", reached: String(wrong.length), ok: wrong.length === 0, details: wrong },
  ];
}
