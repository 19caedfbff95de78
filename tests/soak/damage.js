// The database is damaged, in the browser's files while it is not running and by other scripts. Whatever is gone then,
// the page says so and shows a way out; it never shows less as if there had been no more.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addArticle, open } from "../e2e/support/reader.js";
import { withKeptBrowser } from "./browser.js";
import { allSaved, edit, prose } from "./page.js";

export const title = "damage to the database";
export const sizes = { whole: { kinds: Infinity }, short: { kinds: 3 } };

// ---------------------------------------------------------------------------------------------------------------------
// In the files

const files = (folder, pattern) => readdirSync(folder).filter((name) => pattern.test(name)).map((name) => join(folder, name));
const LOG = /^\d+\.log$/;
const TABLE = /^\d+\.(ldb|log)$/;

/** Each gets the folder of the database in the profile, and the numbers. */
const OFFLINE = {
  "the log cut in half": (folder) => files(folder, LOG).forEach((it) => writeFileSync(it, readFileSync(it).subarray(0, statSync(it).size / 2))),
  "the log emptied": (folder) => files(folder, LOG).forEach((it) => writeFileSync(it, "")),
  "the log deleted": (folder) => files(folder, LOG).forEach((it) => rmSync(it)),
  "a tenth of the log's bytes changed": (folder, random) =>
    files(folder, TABLE).forEach((it) => {
      const bytes = readFileSync(it);
      for (let nth = 0; nth < bytes.length / 10; nth += 1) bytes[random.below(bytes.length)] ^= 1 + random.below(255);
      writeFileSync(it, bytes);
    }),
  "one byte of the log changed": (folder, random) =>
    files(folder, TABLE).forEach((it) => {
      const bytes = readFileSync(it);
      if (bytes.length > 0) bytes[random.below(bytes.length)] ^= 0xff;
      writeFileSync(it, bytes);
    }),
  "zeros at the end of the log": (folder) =>
    files(folder, LOG).forEach((it) => {
      const bytes = readFileSync(it);
      writeFileSync(it, bytes.fill(0, Math.floor(bytes.length * 0.8)));
    }),
  "the manifest deleted": (folder) => files(folder, /^MANIFEST/).forEach((it) => rmSync(it)),
  "the manifest emptied": (folder) => files(folder, /^MANIFEST/).forEach((it) => writeFileSync(it, "")),
  "CURRENT deleted": (folder) => rmSync(join(folder, "CURRENT")),
  "CURRENT is garbage": (folder) => writeFileSync(join(folder, "CURRENT"), "garbage\n"),
  "all files of the database deleted": (folder) => rmSync(folder, { recursive: true }),
  "a file in place of the database's folder": (folder) => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "garbage");
  },
};

// ---------------------------------------------------------------------------------------------------------------------
// By a script

/** Opens the database as it is, with another version if one is given, and does something in a transaction. */
async function damaged([name, id]) {
  const kinds = {
    "a header cut off": (store, all) => store("documents").put({ id, json: all.header.slice(0, all.header.length / 2) }),
    "a header of another shape": (store) => store("documents").put({ id, json: { text: 5 } }),
    "a header that says it is another one": (store, all) => store("documents").put({ id, json: all.header.replace(id, "urn:x:another") }),
    "a header missing": (store) => store("documents").delete(id),
    "all headers missing": (store) => store("documents").clear(),
    "an annotation cut off": (store, all) => store("annotations").put({ ...all.annotation, json: all.annotation.json.slice(0, 40) }),
    "an annotation of another shape": (store, all) => store("annotations").put({ document: id, id: all.annotation.id, text: [1, 2] }),
    "all annotations missing": (store) => store("annotations").clear(),
    "the counter missing": (store) => store("meta").delete("counter"),
    "the counter is garbage": (store) => store("meta").put({ key: "counter", born: "x", sequence: {} }),
    "everything beside the work is garbage": (store) => {
      store("meta").put({ key: ["touched", id], at: "never", count: -7 });
      store("journal").put({ sequence: 5e12, document: 7, kind: [], changes: "x" });
    },
    "every record deleted": (store) => ["documents", "annotations", "journal", "meta"].forEach((it) => store(it).clear()),
    "the database deleted": null,
    "a newer version of the database": 2,
    "a newer version without the stores": 3,
    "this version without the stores": 1,
    "the copies of the counter are garbage": () => localStorage.setItem("glossator.kept", "1e999 x\ud800"),
  };
  if (name === undefined) return Object.keys(kinds);
  const kind = kinds[name];
  const request = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  if (kind === null || kind === 1) await request(indexedDB.deleteDatabase("glossator"));
  if (kind === null) return;
  const opening = indexedDB.open("glossator", typeof kind === "number" ? kind : undefined);
  opening.onupgradeneeded = () => {
    if (kind === 3) [...opening.result.objectStoreNames].forEach((it) => opening.result.deleteObjectStore(it));
    if (kind === 1) opening.result.createObjectStore("documents", { keyPath: "id" });
  };
  const database = await request(opening);
  if (typeof kind === "function") {
    const transaction = database.transaction([...database.objectStoreNames], "readwrite");
    const store = (name) => transaction.objectStore(name);
    const header = (await request(store("documents").get(id))).json;
    const [annotation] = (await request(store("annotations").getAll())).filter(({ document }) => document === id);
    kind(store, { header, annotation });
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  }
  database.close();
}

// ---------------------------------------------------------------------------------------------------------------------
// What is seen afterwards

/** What a person is told and can do, and what is there: the articles' names and how many annotations they have. */
async function look(page) {
  await page.waitForFunction(() => document.querySelector("main article, main.notice"), null, { timeout: 20_000 });
  const told = await page.evaluate(async () => {
    const alerts = () => [...document.querySelectorAll("[role=alert]")].map((it) => it.textContent);
    // What is looked through after the start is told a little later.
    await Promise.race([soak.drawn(() => alerts().length > 0), new Promise((resolve) => setTimeout(resolve, 1_500))]);
    return [...alerts(), ...[...document.querySelectorAll("main.notice p")].map((it) => it.textContent)];
  });
  const shown = await page.evaluate(() => Object.keys(soak.shown()).length);
  const title = await page.evaluate(() => document.querySelector("main article")?.textContent.slice(0, 200) ?? "");
  await page.getByRole("banner").getByRole("button", { name: "Articles", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Articles" });
  await dialog.waitFor();
  await page.waitForFunction(() => document.querySelector("dialog[open] li, dialog[open] [role=alert], dialog[open] .trouble"), null, { timeout: 10_000 }).catch(() => {});
  const list = (await dialog.getByRole("listitem").allInnerTexts()).map((it) => it.replace(/\s+/g, " "));
  const listed = await dialog.innerText();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  return { told, shown, title, list, listed };
}

export async function run({ server, random, size: { kinds }, log }) {
  const marked = 4;
  const base = mkdtempSync(join(tmpdir(), "glossator-damage-"));
  const figures = { whole: 0, told: 0 };
  const bad = [];
  const wrong = [];
  let count = 0;
  try {
    // Two articles: the sample with one annotation, and one with more, which is open.
    await withKeptBrowser(async (browser) => {
      const page = await browser.open();
      await open(page, server.url);
      await edit(page, { kind: "create", at: 0.2, length: 0.5, category: 0 });
      await addArticle(page, prose(random.fork(), 6));
      for (let nth = 0; nth < marked; nth += 1) await edit(page, { kind: "create", at: 0.1 + nth / 6, length: 0.6, category: 0.5 });
      await allSaved(page);
      const id = await page.evaluate(() => new Promise((resolve) => {
        indexedDB.open("glossator").onsuccess = ({ target: { result } }) => {
          result.transaction("annotations").objectStore("annotations").getAll().onsuccess = ({ target }) => {
            const all = target.result.map((it) => it.document);
            resolve(all.find((it) => all.filter((other) => other === it).length > 1));
            result.close();
          };
        };
      }));
      const whole = await look(page);
      await browser.close();
      cpSync(browser.profile, base, { recursive: true });
      const online = await damaged([]);
      const all = [...Object.keys(OFFLINE), ...online];
      const chosen = kinds >= all.length ? all : Array.from({ length: kinds }, (_, nth) => all[(Math.floor((nth * all.length) / kinds) + random.below(Math.floor(all.length / kinds))) % all.length]);
      for (const kind of chosen) {
        count += 1;
        rmSync(browser.profile, { recursive: true, force: true, maxRetries: 5 });
        cpSync(base, browser.profile, { recursive: true });
        try {
          const outcome = await withDamage(browser, kind, id, whole);
          figures[outcome.startsWith("told") ? "told" : "whole"] += 1;
          log(`${kind}: ${outcome}`);
        } catch (error) {
          bad.push(`${kind}: ${error.message}`);
          log(`${kind}: NOT: ${error.message}`);
          await browser.close().catch(() => {});
        }
      }
    }, wrong);
  } finally {
    rmSync(base, { recursive: true, force: true, maxRetries: 5 });
  }
  return [
    { figure: `${count} kinds of damage`, wanted: "never silently less; a sentence and a way out", reached: `${figures.whole} times all was there, ${figures.told} times told with a way out, ${bad.length} times not`, ok: bad.length === 0, details: bad },
    { figure: "errors in the page", wanted: "none", reached: String(wrong.length), ok: wrong.length === 0, details: wrong },
  ];

  async function withDamage(browser, kind, id, whole) {
    let page;
    if (OFFLINE[kind]) {
      const folder = join(browser.profile, "Default", "IndexedDB", `http_127.0.0.1_${new URL(server.url).port}.indexeddb.leveldb`);
      if (!existsSync(folder)) throw new Error(`There is no ${folder}.`);
      OFFLINE[kind](folder, random.fork());
      page = await browser.open();
    } else {
      page = await browser.open();
      // The same origin, without the program: nothing holds the database.
      await page.goto(`${server.url}manifest.webmanifest`);
      await page.evaluate(damaged, [kind, id]);
    }
    await page.goto(server.url);
    const now = await look(page);
    const less = now.shown < whole.shown || now.title !== whole.title || whole.list.some((it) => !now.list.map(plain).includes(plain(it)));
    const sentence = [...now.told, now.listed].find((it) => /not be read|lost work|Nothing is kept|cannot be read|newer version|could not start/.test(it));
    if (less && !sentence) throw new Error(`silently less: ${now.shown} of ${whole.shown} shown, “${now.title.slice(0, 30)}”, listed ${JSON.stringify(now.list)}`);
    const wayOut = /exported file|Download what is stored|Reload/.test([...now.told, now.listed].join(" "));
    if (less && !wayOut) throw new Error(`no way out of: ${sentence}`);
    // And one can go on.
    const made = await edit(page, { kind: "create", at: 0.5, length: 0.3, category: 0.9 });
    if (!made) throw new Error("nothing can be marked");
    await page.waitForFunction(() => soak.isSaved() || document.querySelector("[role=alert]"), null, { timeout: 20_000 });
    await browser.close();
    return less ? `told: ${sentence.slice(0, 110)}` : "all is there";
  }
}

/** An entry of the list without its time. */
const plain = (entry = "") => entry.replace(/changed .*/, "");
