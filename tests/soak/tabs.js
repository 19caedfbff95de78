// Several tabs edit the same article at the same time. No creation may be lost, and in the end all show the same.
import { withBrowser } from "./browser.js";
import { allSaved, anEdit, edit, marked, openProse, shown } from "./page.js";
import { open } from "../e2e/support/reader.js";

export const title = "several tabs edit one article";
export const sizes = { whole: { tabs: [2, 3, 4, 5], edits: 1_000 }, short: { tabs: [3], edits: 12 } };

/** Milliseconds from the last edit until all tabs show the same. */
const AGREE = 1_000;

/** Milliseconds after which they never will. */
const NEVER = 30_000;

export async function run({ server, random, size: { tabs, edits }, log }) {
  const figures = [];
  for (const count of tabs) {
    const wrong = [];
    const turn = random.fork();
    await withBrowser(async (context) => figures.push(...(await one(await context(), count))), wrong);
    figures.push({ figure: `${count} tabs: errors in the page`, wanted: "none", reached: String(wrong.length), ok: wrong.length === 0, details: wrong });

    async function one(context, count) {
      const pages = [await context.newPage()];
      await openProse(pages[0], server.url, turn.fork(), 20);
      await allSaved(pages[0]);
      while (pages.length < count) {
        const page = await context.newPage();
        await open(page, server.url);
        pages.push(page);
      }
      const created = new Set();
      const deleted = new Set();
      let taken = 0;
      let last = 0;
      await Promise.all(
        pages.map(async (page, tab) => {
          const random = turn.fork();
          let there = 0;
          for (let nth = 0; nth < edits; nth += 1) {
            const it = await edit(page, anEdit(random, { there, most: 60 / count, serial: `${tab}-${nth}` }));
            if (it) last = Date.now();
            taken += it ? 1 : 0;
            if (it?.kind === "create") created.add(it.id);
            if (it?.kind === "remove") deleted.add(it.id);
            there += { create: 1, remove: -1 }[it?.kind] ?? 0;
            if (nth % 250 === 249) log(`${count} tabs, tab ${tab}: ${nth + 1} edits, ${created.size} created`);
          }
        }),
      );
      const same = async () => {
        const [first, ...others] = await Promise.all(pages.map(marked));
        return others.every((it) => it === first);
      };
      while (!(await same()) && Date.now() - last < NEVER);
      const agreed = Date.now() - last;
      for (const page of pages) (await page.evaluate(() => soak.asked)).forEach((id) => deleted.add(id));
      const [first, ...others] = await Promise.all(pages.map(shown));
      const apart = others.flatMap((other, at) =>
        [...new Set([...Object.keys(first), ...Object.keys(other)])]
          .filter((id) => first[id] !== other[id])
          .map((id) => `tab 0: ${first[id]}, tab ${at + 1}: ${other[id]} (${id})`),
      );
      const agree = agreed < NEVER && apart.length === 0;
      await Promise.all(pages.map((page) => allSaved(page)));
      const before = await shown(pages[0]);
      await open(pages[0], server.url);
      const until = Date.now() + 15_000;
      while (Object.keys(await shown(pages[0])).length < Object.keys(before).length && Date.now() < until);
      const after = await shown(pages[0]);
      // What one tab deleted may be there still: an edit in another tab outlives it.
      const lost = [...created].filter((id) => !deleted.has(id) && !(id in after));
      const differ = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((id) => before[id] !== after[id]);
      return [
        { figure: `${count} tabs, ${taken} of ${edits * count} edits taken, ${created.size} creations`, wanted: "0 creations lost", reached: `${lost.length} lost`, ok: lost.length === 0 && taken > edits * count * 0.8, details: lost },
        { figure: `${count} tabs: the same in each after the last edit`, wanted: `within ${AGREE} ms`, reached: agree ? `${agreed} ms` : `not after ${NEVER} ms`, ok: agree && agreed <= AGREE, time: agree, details: apart },
        { figure: `${count} tabs: the same after a reload`, wanted: "no difference", reached: `${differ.length} differ`, ok: differ.length === 0, details: differ.map((id) => `${before[id]} -> ${after[id]}`) },
      ];
    }
  }
  return figures;
}
