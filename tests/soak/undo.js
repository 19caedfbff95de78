// Random edits, all of them undone and all of them done again: the first file, and the last.
import { tool } from "../e2e/support/reader.js";
import { withBrowser } from "./browser.js";
import { allSaved, anEdit, edit, openProse } from "./page.js";

export const title = "undo and redo of random edits";
export const sizes = { whole: { edits: 1_000 }, short: { edits: 25 } };

/** What the file says without its times: an undone edit is an edit too, and is as young as one. */
const TIMES = ["modified", "generated", "gl:revision"];
const timeless = (text) => JSON.stringify(JSON.parse(text, (key, value) => (TIMES.includes(key) ? undefined : value)), null, 1);

async function file(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), tool(page, "Export").click()]);
  let text = "";
  for await (const part of await download.createReadStream()) text += part;
  return timeless(text);
}

/** Presses a tool until it is of no more use; gives how often. */
const exhaust = (page, name) =>
  page.evaluate(async (name) => {
    const button = [...document.querySelectorAll("header button")].find((it) => (it.getAttribute("aria-label") ?? it.textContent).startsWith(name));
    for (let presses = 0; ; presses += 1) {
      if (button.hasAttribute("aria-disabled")) return presses;
      button.click();
      await new Promise((resolve) => setTimeout(resolve));
    }
  }, name);

export async function run({ server, random, size: { edits }, log }) {
  const wrong = [];
  return withBrowser(async (context) => {
    const page = await (await context()).newPage();
    await openProse(page, server.url, random.fork());
    const first = await file(page);
    let there = 0;
    let taken = 0;
    while (taken < edits) {
      const it = await edit(page, anEdit(random, { there, most: 50, serial: taken }));
      if (!it) continue;
      taken += 1;
      there += { create: 1, remove: -1 }[it.kind] ?? 0;
      if (taken % 250 === 0) log(`${taken} edits, ${there} annotations`);
    }
    const last = await file(page);
    const undone = await exhaust(page, "Undo");
    const start = await file(page);
    const redone = await exhaust(page, "Redo");
    const end = await file(page);
    await allSaved(page);
    const again = await exhaust(page, "Undo");
    const figure = (figure, ok, reached, details) => ({ figure, wanted: "the same file, but for times", reached, ok, details });
    const differ = (one, other) => (one === other ? "the same" : "another");
    const lines = (one, other) => {
      const known = new Set(other.split("\n"));
      return one.split("\n").filter((line) => !known.has(line)).slice(0, 8);
    };
    return [
      figure(`${taken} edits, ${undone} steps undone: the first state`, start === first && undone >= taken, differ(start, first), lines(start, first)),
      figure(`${redone} steps redone: the last state`, end === last && last !== first && redone === undone && again === undone, differ(end, last), lines(end, last)),
      { figure: "errors in the page", wanted: "none", reached: String(wrong.length), ok: wrong.length === 0, details: wrong },
    ];
  }, wrong);
}
