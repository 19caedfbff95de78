// What is kept: over a reload, a killed browser, a refusing storage. And what the page says of it meanwhile.
import { expect, test } from "./support/fixtures.js";
import {
  addArticle,
  alerts,
  article,
  card,
  cardOf,
  cards,
  dialog,
  expectMarks,
  exported,
  mark,
  marks,
  open,
  saveState,
  saved,
  tool,
  write,
} from "./support/reader.js";

/** Remembers each text that the save state shows from now on. */
const watchSaveState = (page) =>
  saveState(page).evaluate((state) => {
    globalThis.saveStates = [];
    const remember = () => globalThis.saveStates.push(document.querySelector("[aria-label='Save state']").textContent);
    new MutationObserver(remember).observe(document.body, { subtree: true, childList: true, characterData: true });
    remember(state);
  });

/** Waits until something was on its way to storage since `watchSaveState`, and arrived. */
const savedSince = async (page) => {
  await expect.poll(() => page.evaluate(() => globalThis.saveStates)).toContainEqual(expect.stringMatching(/^Saving/));
  await saved(page);
};

test("a reload keeps marks, notes, tags and the open article", async ({ page }) => {
  await open(page);
  await addArticle(page, "The bridge\n\nThe bridge opened on Monday. It is the finest in the land.");
  await mark(page, "opened on Monday");
  const id = await mark(page, "the finest in the land", "Opinion");
  await write(page, id, "Says who?\n\nAnd by what measure?", "judgement, to check");
  await saved(page);
  const before = [await marks(page), await cards(page).allInnerTexts()];

  await page.reload();
  await expect(article(page)).toContainText("The bridge opened on Monday.");
  await expectMarks(page, ["claim: opened on Monday", "opinion: the finest in the land"]);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(cardOf(page, id)).toBeFocused();
  expect([await marks(page), await cards(page).allInnerTexts()]).toEqual(before);
  await expect(saveState(page)).toHaveText("Saved on this device");
});

test("the save state says what is so", async ({ page }) => {
  await open(page);
  await expect(saveState(page)).toHaveText("Saved on this device");
  await watchSaveState(page);
  await mark(page, "ten members");
  await savedSince(page);
  await expect(saveState(page)).toHaveText(/^Saved on this device \d\d:\d\d$/);
  const states = await page.evaluate(() => [...new Set(globalThis.saveStates)]);
  expect(states).toEqual(["Saved on this device", "Saving…", expect.stringMatching(/^Saved on this device \d\d:\d\d$/)]);
});

test("a note is kept while it is written, and a reload in the middle keeps it", async ({ page }) => {
  await open(page);
  const id = await mark(page, "ten members");
  await saved(page);
  await cardOf(page, id).getByRole("button", { name: "Edit note" }).click();
  await watchSaveState(page);
  await cardOf(page, id).getByRole("textbox", { name: "Note" }).pressSequentially("Are they soldiers?");
  await savedSince(page);
  await page.reload();
  await expect(cardOf(page, id)).toContainText("Are they soldiers?");
});

test("while a note is typed and not stored, nothing says Saved", async ({ page }) => {
  await open(page);
  const id = await mark(page, "ten members");
  await saved(page);
  await cardOf(page, id).getByRole("button", { name: "Edit note" }).click();
  await cardOf(page, id).getByRole("textbox", { name: "Note" }).pressSequentially("Are they soldiers?");
  await saved(page);
  // At once, as who reads "Saved" may.
  await page.reload();
  await expect(cardOf(page, id)).toContainText("Are they soldiers?");
});

test("what is said to be saved survives a killed browser", async ({ keptBrowser }) => {
  test.setTimeout(120_000);
  let page = await keptBrowser.open();
  await open(page);
  const phrases = ["voted 107 to 0", "ten members"];
  const kept = [];
  for (const words of phrases) {
    const id = await mark(page, words);
    await write(page, id, `A note on ${words}`, "kept");
    kept.push(`claim: ${words}`);
    await saved(page);
    await keptBrowser.kill();

    page = await keptBrowser.open();
    await open(page);
    await expectMarks(page, kept);
    await expect(card(page, `Claim: ${words}`)).toContainText(`A note on ${words}`);
    await expect(card(page, `Claim: ${words}`).getByRole("list", { name: "Tags" })).toHaveText("kept");
    await expect(alerts(page)).toHaveCount(0);
  }
});

const blocked = {
  "is not there": () => Object.defineProperty(globalThis, "indexedDB", { value: undefined }),
  "refuses to open": () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  },
};

for (const [how, block] of Object.entries(blocked)) {
  test(`storage that ${how}: everything works, and the page says that nothing is kept`, async ({ page, downloads }) => {
    await page.addInitScript(block);
    await open(page);
    await expect(alerts(page).filter({ hasText: "Nothing is kept" })).toBeVisible();
    await expect(saveState(page)).toHaveText(/^Not saved/);

    const id = await mark(page, "ten members");
    await write(page, id, "Still here.", "memory");
    await expect(saveState(page)).toHaveText(/^Not saved/);
    await tool(page, "Undo").click();
    await expect(cardOf(page, id)).not.toContainText("Still here.");
    await tool(page, "Redo").click();
    await expect(cardOf(page, id)).toContainText("Still here.");
    const { json } = await exported(page, downloads);
    expect(json.total).toBe(1);

    await addArticle(page, "Another article\n\nIt has one paragraph of a few words.");
    await mark(page, "a few words", "Opinion");
    await tool(page, "Articles").click();
    await dialog(page, "Articles").getByRole("button", { name: /^Mexican Senate/ }).click();
    await expectMarks(page, ["claim: ten members"]);
    await expect(cardOf(page, id)).toContainText("Still here.");
  });
}

test("storage that is blocked altogether does not keep the page from working", async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(globalThis, name, {
        get() {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      });
    }
  });
  await open(page);
  await mark(page, "ten members");
  await expect(saveState(page)).toHaveText(/^Not saved/);
  await page.getByRole("button", { name: "Dismiss" }).first().click();
  await expectMarks(page, ["claim: ten members"]);
});

test("what cannot be read is said, and can be downloaded as it is stored", async ({ page, downloads }) => {
  await open(page);
  await addArticle(page, "The bridge\n\nThe bridge opened on Monday.");
  await mark(page, "opened on Monday");
  await saved(page);
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("glossator");
        opening.onerror = reject;
        opening.onsuccess = () => {
          const transaction = opening.result.transaction("documents", "readwrite");
          transaction.objectStore("documents").put({ id: "urn:x:damaged", json: "{" });
          transaction.oncomplete = () => resolve(opening.result.close());
        };
      }),
  );
  await page.reload();
  const told = alerts(page).filter({ hasText: "1 article on this device could not be read" });
  const download = async (button) => JSON.parse((await downloads.take(page, () => button.click())).text);
  const stored = await download(told.getByRole("button", { name: "Download what is stored" }));
  expect(stored.documents).toContainEqual({ id: "urn:x:damaged", json: "{" });
  expect(stored.annotations).toHaveLength(1);

  await tool(page, "Articles").click();
  const list = dialog(page, "Articles");
  await expect(list).toContainText("1 article on this device could not be read");
  await expect(list.getByRole("listitem")).toHaveCount(2);
  // What the list remembers of the articles may have come since.
  const work = (all) => ({ ...all, meta: all.meta.filter(({ key }) => key[0] !== "entry") });
  expect(work(await download(list.getByRole("button", { name: "Download what is stored" })))).toEqual(work(stored));
});

/** Makes every transaction that writes fail while `globalThis.full`: its requests succeed, then it is aborted. */
function fillable(name) {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...record) {
    const request = put.apply(this, record);
    if (globalThis.full) {
      const { transaction } = this;
      request.addEventListener("success", () => {
        if (!globalThis.full) return;
        if (name) Object.defineProperty(transaction, "error", { value: new DOMException("No space.", name) });
        try {
          transaction.abort();
        } catch {
          // It was aborted by the record before.
        }
      });
    }
    return request;
  };
}

for (const [fault, says] of [
  ["QuotaExceededError", /no room left/],
  ["", /did not store this/],
]) {
  test(`transactions aborted (${fault || "for no reason"}): not saved, and saved once there is room`, async ({ page, watch, downloads }) => {
    watch.allow(/QuotaExceededError|AbortError/);
    await page.addInitScript(fillable, fault);
    await open(page);
    await mark(page, "voted 107 to 0");
    await saved(page);

    await page.evaluate(() => (globalThis.full = true));
    const id = await mark(page, "ten members", "Quote");
    await expect(saveState(page)).toHaveText(/^Not saved/);
    await expect(alerts(page).filter({ hasText: says })).toBeVisible();
    // Everything goes on, and the download has it.
    await write(page, id, "Kept in this tab.");
    await mark(page, "hard to miss", "Opinion");
    await expect(saveState(page)).toHaveText(/^Not saved/);
    expect((await exported(page, downloads)).json.total).toBe(3);

    await page.evaluate(() => (globalThis.full = false));
    await expect(saveState(page)).toHaveText(/^Saved/);
    await expect(alerts(page)).toHaveCount(0);
    await page.reload();
    await expectMarks(page, ["claim: voted 107 to 0", "quote: ten members", "opinion: hard to miss"]);
    await expect(cardOf(page, id)).toContainText("Kept in this tab.");
  });
}

test("a browser that really has no room left says so, and saves once it has", async ({ page, browserName, server, watch }) => {
  test.skip(browserName !== "chromium", "Only Chromium lets a test set how much room there is.");
  watch.allow(/QuotaExceededError/);
  const { origin } = new URL(server.url);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 2_000_000 });
  await open(page);
  const id = await mark(page, "ten members");
  await saved(page);
  await write(page, id, "much ado ".repeat(200_000));
  await expect(saveState(page)).toHaveText(/^Not saved/);
  await expect(alerts(page).filter({ hasText: "no room left" })).toBeVisible();
  await devtools.send("Storage.overrideQuotaForOrigin", { origin });
  await expect(saveState(page)).toHaveText(/^Saved/, { timeout: 30_000 });
  await page.reload();
  await expect(cardOf(page, id)).toContainText("much ado much ado");
});

for (const way of ["deleted by the page", "cleared by the browser"]) {
  test(`storage that is ${way} while the page is open is filled again, without another mark`, async ({ page, browserName }) => {
    test.skip(way.startsWith("cleared") && browserName !== "chromium", "Only Chromium lets a test clear it.");
    await open(page);
    await mark(page, "voted 107 to 0");
    await saved(page);
    if (way.startsWith("cleared")) {
      const session = await page.context().newCDPSession(page);
      const origin = new URL(page.url()).origin;
      await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
    } else {
      await page.evaluate(() => void indexedDB.deleteDatabase("glossator"));
    }
    await expect(alerts(page).filter({ hasText: "emptied this page’s storage" })).toBeVisible();
    await saved(page);
    await page.reload();
    await expectMarks(page, ["claim: voted 107 to 0"]);
  });
}
