// Durable: one change, and ten thousand annotations at once; beside a plain script that puts as many records.
import { annotations, article, file } from "../material.js";
import * as ours from "../ours.js";
import { withPage } from "../browser.js";

export const title = "what is said to be saved, in milliseconds";

export const sizes = [
  { paragraphs: 100, count: 50 },
  { paragraphs: 5_000, count: 10_000 },
];

/** In the page: from a mark to the word that it is saved. */
async function oneChange({ paragraph }) {
  const state = () => document.querySelector("[aria-label='Save state']").textContent;
  subject.block(paragraph).scrollIntoView({ block: "center" });
  await bench.frame();
  subject.select(paragraph, 8);
  await bench.frame();
  const before = bench.marks();
  return bench.timed(() => subject.add(), () => bench.marks() > before && /^Saved/.test(state()));
}

/** In a page: as many records as there are, in one strict transaction, and then one more. */
async function records(all) {
  const request = (it) => new Promise((resolve, reject) => ((it.onsuccess = () => resolve(it.result)), (it.onerror = () => reject(it.error))));
  const opening = indexedDB.open("plain", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("records", { keyPath: "id" });
  const database = await request(opening);
  const put = (some) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction("records", "readwrite", { durability: "strict" });
      for (const it of some) transaction.objectStore("records").put(it);
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  let done = false;
  const timed = (some) => ((done = false), bench.timed(() => put(some).then(() => (done = true)), () => done));
  const many = await timed(all);
  return { "one change": await timed([{ ...all[0], id: "urn:x:one" }]), "all at once": many };
}

export async function run({ server, size: { paragraphs: length, count } }) {
  const paragraphs = article(length);
  const all = annotations(paragraphs, count);
  const results = {};
  results.ours = await withPage(async (page) => {
    await ours.prepare(page, server, paragraphs, all);
    const change = await page.evaluate(oneChange, { paragraph: Math.floor(length / 2) });
    // An undo of a deletion by the filter's list would be no ordinary work: what is stored at once is an import.
    const { ours: opened } = await (await import("./open.js")).run({ server, size: { paragraphs: length, count } });
    return { "one change": change, "all at once": opened["all of it, saved"] };
  });
  const { items } = JSON.parse(file(paragraphs, all, "ni:///sha-256;x")).first;
  results.plain = await withPage(async (page) => {
    await page.goto(`${server.url}manifest.webmanifest`);
    return page.evaluate(records, items.map((it) => ({ id: it.id, json: JSON.stringify(it) })));
  });
  return results;
}
