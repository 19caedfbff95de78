// Copies outside of the browser's storage: in a folder, and downloaded.
import { expect, test } from "./support/fixtures.js";
import { addArticle, alerts, cards, dialog, mark, open, saved, tool, write } from "./support/reader.js";

const state = (page) => page.getByRole("banner").locator(".copy-state");
const line = (page, words) => page.getByRole("region", { name: "Messages" }).locator("p", { hasText: words });
const settings = (page) => dialog(page, "Settings");

/** A browser that gives folders: the origin's own in place of one of the device's, which no test can choose. */
async function withFolders(context) {
  await context.addInitScript(() => {
    globalThis.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("work", { create: true });
    // What a person's answer would be.
    const asks = () => (localStorage.getItem("test.asks") ? "prompt" : "granted");
    if (!globalThis.FileSystemHandle) return;
    FileSystemHandle.prototype.queryPermission = async () => asks();
    FileSystemHandle.prototype.requestPermission = async () => (localStorage.removeItem("test.asks"), "granted");
  });
}

/** The files in the folder, by name: the notes in each. Nothing while one is being written, which Firefox reads as an error. */
const inFolder = async (page) => {
  const read = page.evaluate(async () => {
    const files = {};
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("work");
    for await (const [name, handle] of folder.entries()) {
      const text = await (await handle.getFile()).text();
      if (name.endsWith(".json")) files[name] = (text.match(/"purpose": ?"commenting"[^}]*"value": ?"([^"]*)"|"value": ?"([^"]*)"[^}]*"purpose": ?"commenting"/g) ?? []).map((it) => it.match(/"value": ?"([^"]*)"/)[1]);
    }
    return files;
  });
  return read.catch((error) => {
    if (/AbortError|NotReadableError|NotFoundError/.test(String(error))) return {};
    throw error;
  });
};

async function chooseFolder(page) {
  await tool(page, "Settings").click();
  await settings(page).getByRole("button", { name: "Keep copies in a folder…" }).click();
  await expect(settings(page).getByRole("status")).toContainText("Every change is also written to the folder “work”, a file an article: last");
  await page.keyboard.press("Escape");
  await expect(settings(page)).toHaveCount(0);
}

test("every change is also written to a folder, on the next day too", async ({ page, context }) => {
  await withFolders(context);
  await open(page);
  await addArticle(page, "# A quiet vote\n\nNobody spoke, and nobody had to.");
  const id = await mark(page, "Nobody spoke");
  await chooseFolder(page);
  await expect(state(page)).toHaveText(/^In “work” \d/);
  const sample = "mexican-senate-clears-u-s-special-forces-to-train-naval-unit.glossator.json";
  await expect.poll(() => inFolder(page)).toEqual({ "a-quiet-vote.glossator.json": [], [sample]: [] });
  await write(page, id, "Who was there?");
  await expect.poll(async () => (await inFolder(page))["a-quiet-vote.glossator.json"]).toEqual(["Who was there?"]);
  await saved(page);
  await page.reload();
  await write(page, id, "Who was not?");
  await expect.poll(async () => (await inFolder(page))["a-quiet-vote.glossator.json"]).toEqual(["Who was not?"]);
  await tool(page, "Settings").click();
  await settings(page).getByRole("button", { name: "Write no more copies" }).click();
  await expect(settings(page).getByRole("button", { name: "Keep copies in a folder…" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(state(page)).toHaveCount(0);
});

test("a file that something else wrote is left as it is", async ({ page, context }) => {
  await withFolders(context);
  await open(page);
  const id = await mark(page, "Senate voted");
  await chooseFolder(page);
  const [name] = Object.keys(await inFolder(page));
  await page.evaluate(async (name) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("work");
    const stream = await (await folder.getFileHandle(name)).createWritable();
    await stream.write('{"purpose": "commenting", "value": "theirs"}');
    await stream.close();
  }, name);
  await write(page, id, "mine");
  const other = name.replace(".glossator", "-2.glossator");
  await expect(alerts(page)).toContainText(`“${name}” in the folder was changed by something else`);
  await expect.poll(() => inFolder(page)).toEqual({ [name]: ["theirs"], [other]: ["mine"] });
});

test("where the browser asks again, it says so, and what was not written is written then", async ({ page, context }) => {
  await withFolders(context);
  await open(page);
  const id = await mark(page, "Senate voted");
  await chooseFolder(page);
  await saved(page);
  await page.evaluate(() => localStorage.setItem("test.asks", "1"));
  await page.reload();
  const asks = line(page, "No copies are written to the folder “work” until you allow it again");
  await expect(asks).toBeVisible();
  await write(page, id, "meanwhile");
  await saved(page);
  await expect(state(page)).toHaveText("Not in “work”");
  expect(Object.values(await inFolder(page))).toEqual([[]]);
  await asks.getByRole("button", { name: "Allow" }).click();
  await expect(asks).toHaveCount(0);
  await expect.poll(async () => Object.values(await inFolder(page))).toEqual([["meanwhile"]]);
});

test("a whole copy is not written over by what is left of a damaged article", async ({ page, context }) => {
  await withFolders(context);
  await open(page);
  await write(page, await mark(page, "Senate voted"), "whole");
  await saved(page);
  await chooseFolder(page);
  await expect.poll(async () => Object.values(await inFolder(page))).toEqual([["whole"]]);
  const [name] = Object.keys(await inFolder(page));
  await page.evaluate(async () => {
    const done = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = () => reject(request.error))));
    const database = await done(indexedDB.open("glossator"));
    const store = database.transaction("annotations", "readwrite").objectStore("annotations");
    const [record] = await done(store.getAll());
    await done(store.put({ ...record, json: "torn off" }));
    database.close();
  });
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("could not be read");
  await write(page, await mark(page, "ten members", "Quote"), "after it");
  const beside = name.replace(".glossator", "-2.glossator");
  await expect.poll(() => inFolder(page)).toEqual({ [name]: ["whole"], [beside]: ["after it"] });
  // From here on the second is the one.
  await write(page, await mark(page, "hard to miss", "Opinion"), "more");
  await expect.poll(async () => (await inFolder(page))[beside]?.sort()).toEqual(["after it", "more"]);
  expect(Object.keys(await inFolder(page)).length).toBe(2);
});

test("what one tab says of the folder holds for the others", async ({ page, context }) => {
  await withFolders(context);
  await open(page);
  await mark(page, "Senate voted");
  await chooseFolder(page);
  const other = await context.newPage();
  await open(other);
  await expect(state(other)).toHaveText(/^In “work”/);
  await tool(page, "Settings").click();
  await settings(page).getByRole("button", { name: "Write no more copies" }).click();
  await page.keyboard.press("Escape");
  const before = await inFolder(page);
  await write(other, await mark(other, "ten members", "Quote"), "not there");
  await saved(other);
  await expect(state(other)).toHaveCount(0);
  expect(await inFolder(page)).toEqual(before);
});

test("a folder that is gone is told of, and another one takes everything", async ({ page, context }) => {
  await withFolders(context);
  await open(page);
  await mark(page, "Senate voted");
  await chooseFolder(page);
  await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry("work", { recursive: true }));
  await mark(page, "ten members", "Quote");
  const gone = page.getByRole("alert").filter({ hasText: "Not written to the folder “work”" });
  // Firefox does not say why.
  await expect(gone).toContainText(/(It is no longer there|Unknown failure)\.? The work is saved in this browser/);
  await saved(page);
  await gone.getByRole("button", { name: "Choose another folder…" }).click();
  await expect(gone).toHaveCount(0);
  await expect.poll(async () => Object.keys(await inFolder(page)).length).toBe(1);
});

test("work of weeks without a copy is reminded of", async ({ page, downloads }) => {
  const at = (day) => new Date(`2026-03-${day}T10:00:00Z`);
  await page.addInitScript(() => delete globalThis.showDirectoryPicker);
  await page.clock.install({ time: at("01") });
  await open(page);
  const words = ["voted 107 to 0", "ten members", "hard to miss", "Senate", "107", "members", "miss", "voted", "hard", "ten"];
  for (const it of words) await mark(page, it);
  await saved(page);
  const none = page.locator(".line").filter({ hasText: "10 annotations are in this browser alone, the first since 1 Mar 2026" });
  await expect(none).toHaveCount(0);
  await page.clock.setSystemTime(at("09"));
  await page.reload();
  await none.getByRole("button", { name: "Dismiss" }).click();
  await expect(none).toHaveCount(0);
  await tool(page, "Settings").click();
  await expect(settings(page)).toContainText("This browser lets no page write into a folder.");
  await page.reload();
  await expect(cards(page)).toHaveCount(10);
  await tool(page, "Settings").click();
  await expect(settings(page)).toContainText("Copies");
  await expect(none).toHaveCount(0);
  await page.clock.setSystemTime(at("18"));
  await page.reload();
  await downloads.take(page, () => none.getByRole("button", { name: "Export a copy" }).click());
  await expect(none).toHaveCount(0);
  await expect(state(page)).toHaveText(/^Copy from /);
});
