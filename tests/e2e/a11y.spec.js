// Every screen through axe, in light and dark, and what axe does not see: landmarks and tab stops.
import { AxeBuilder } from "@axe-core/playwright";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "./support/fixtures.js";
import { alerts, article, bar, cardOf, cards, clickOn, dialog, mark, margin, open, select, stackMenu, tool, write } from "./support/reader.js";

const bridge = fileURLToPath(new URL("../fixtures/e2e/lyng-bridge.glossator.json", import.meta.url));

/** No violation of any rule that axe knows, best practices included. */
async function sound(page, screen) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(" ")}: ${failureSummary}`),
  );
  expect.soft(found, screen).toEqual([]);
}

/** Chooses a file by the browser's own dialog. */
async function pick(page, file) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), tool(page, "Open file").click()]);
  await chooser.setFiles(file);
}

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test.skip(({ browserName }) => browserName !== "chromium", "The rules look at the document, which is the same everywhere.");

    test("reading and marking", async ({ page }) => {
      test.setTimeout(120_000);
      await open(page);
      await sound(page, "first start");
      await select(page, "voted 107 to 0");
      await sound(page, "words selected");
      await bar(page).getByRole("button", { name: "Claim" }).click();
      const inner = await mark(page, "107", "Quote");
      await mark(page, "It would be naive".slice(3), "Opinion");
      await cardOf(page, inner).focus();
      await sound(page, "a lit card");
      await write(page, inner, "A note.\n\nOf two paragraphs.", "one, another");
      await cardOf(page, inner).getByRole("button", { name: "Edit note" }).click();
      await expect(cardOf(page, inner).getByRole("textbox", { name: "Note" })).toBeFocused();
      await sound(page, "a note open");
      await page.keyboard.press("Control+Enter");
      await cardOf(page, inner).getByRole("button", { name: "Change category" }).click();
      await sound(page, "categories open");
      await cardOf(page, inner).getByRole("button", { name: "Change category" }).click();
      await clickOn(page, "107");
      await expect(stackMenu(page)).toBeVisible();
      await sound(page, "a stack's menu");
      await stackMenu(page).getByRole("button").first().click();
      await page.keyboard.press("Delete");
      await expect(page.getByRole("button", { name: "Undo this" })).toBeVisible();
      await sound(page, "a toast");
    });

    test("dialogs and alerts", async ({ page }) => {
      test.setTimeout(120_000);
      await open(page);
      await tool(page, "New article").click();
      await sound(page, "an empty new article");
      await dialog(page, "New article")
        .getByRole("textbox", { name: "Article text" })
        .fill("# A title\n\nBy Anna Berg, 14 February 2025\n\n- one\n- two\n\n> A quotation of somebody.");
      await dialog(page, "New article").getByRole("textbox", { name: "Address" }).fill("nowhere");
      await expect(dialog(page, "New article")).toContainText("Recognised:");
      await sound(page, "a new article");
      await page.keyboard.press("Escape");
      await tool(page, "Help").click();
      await dialog(page, "Help").getByText("Borderline cases: Claim").click();
      await expect(dialog(page, "Help").getByText("A prediction")).toBeVisible();
      await sound(page, "help");
      await page.keyboard.press("Escape");
      await pick(page, bridge);
      await expect(dialog(page, "Open file")).toBeVisible();
      await sound(page, "the first look at a file");
      await dialog(page, "Open file").getByRole("button", { name: "Keep apart" }).click();
      await expect(cards(page)).toHaveCount(3);
      await sound(page, "annotations of others");
      await tool(page, "Articles").click();
      await dialog(page, "Articles").getByRole("button", { name: /^Delete “The bridge/ }).click();
      await expect(dialog(page, "Articles").getByRole("button", { name: "Undo" })).toBeVisible();
      await sound(page, "the list of articles");
      await page.keyboard.press("Escape");
      await tool(page, "Other formats").click();
      await dialog(page, "Export").getByRole("radio", { name: /^Tokens/ }).check();
      await sound(page, "the formats");
      await page.keyboard.press("Escape");
      const labelled = JSON.stringify({ text: "The keeper slept.", label: [[0, 16, "Statement"]] });
      await pick(page, { name: "lamp.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(labelled) });
      await expect(dialog(page, "Open file").getByRole("combobox")).toHaveCount(1);
      await sound(page, "another tool's labels");
      await page.keyboard.press("Escape");
      await pick(page, { name: "broken.json", mimeType: "application/json", buffer: Buffer.from("{") });
      await expect(alerts(page)).toHaveCount(1);
      await sound(page, "an alert");
      const odd = readFileSync(bridge, "utf8").replace('"total": 3', '"total": 4');
      await pick(page, { name: "odd.json", mimeType: "application/json", buffer: Buffer.from(odd) });
      await expect(dialog(page, "Open file")).toContainText("1 problem in the file");
      await sound(page, "a file with a problem");
    });

    test("settings, filter and versions", async ({ page }) => {
      test.setTimeout(120_000);
      await open(page);
      await mark(page, "voted 107 to 0", "Claim");
      await page.getByRole("button", { name: "Filter", exact: true }).click();
      await page.getByRole("checkbox", { name: /^Claim/ }).check();
      await sound(page, "the filter");
      await tool(page, "Settings").click();
      await expect(dialog(page, "Settings")).toBeVisible();
      await sound(page, "settings");
      await dialog(page, "Settings").getByRole("button", { name: "Change the key: Next annotation" }).click();
      await page.keyboard.press("k");
      await expect(dialog(page, "Settings").getByRole("alert")).toBeVisible();
      await sound(page, "a key with two meanings");
      await dialog(page, "Settings").getByRole("combobox", { name: "Colours" }).selectOption("sepia");
      await sound(page, "sepia");
      await page.keyboard.press("Escape");
      await sound(page, "an article in sepia");
      for (const words of ["A first version.", "A second version."]) {
        await tool(page, "New article").click();
        await dialog(page, "New article").getByRole("radio").nth(1).check();
        await dialog(page, "New article").getByRole("textbox", { name: "Article text" }).fill(words);
        await expect(dialog(page, "New article")).toContainText("1 annotation, 0 found");
        await sound(page, "a new version");
        await dialog(page, "New article").getByRole("button", { name: "Take this version" }).click();
        await expect(article(page)).toContainText(words);
      }
      await sound(page, "an annotation that is not found");
    });

    test("nothing is kept", async ({ page }) => {
      await page.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined }));
      await open(page);
      await expect(alerts(page).first()).toBeVisible();
      await sound(page, "nothing is kept");
    });

    test("narrow", async ({ page }) => {
      await open(page);
      const id = await mark(page, "ten members");
      await page.setViewportSize({ width: 360, height: 740 });
      await expect(cardOf(page, id)).toBeVisible();
      await sound(page, "the sheet with a card");
      await cardOf(page, id).getByRole("button", { name: "Edit note" }).click();
      await sound(page, "the sheet with a note");
      await margin(page).getByRole("button", { name: "Close annotation" }).click();
      await sound(page, "the sheet");
    });
  });
}

test("the page has one landmark for each of its parts, and a name for each", async ({ page }) => {
  await open(page);
  await expect(page.getByRole("banner")).toHaveCount(1);
  await expect(page.getByRole("main")).toHaveCount(1);
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(1);
  await expect(page.getByRole("complementary", { name: "Annotations" })).toHaveCount(1);
  await expect(page.getByRole("status", { name: "Save state" })).toHaveCount(1);
  await expect(page.getByRole("status", { name: "Announcements" })).toHaveAttribute("aria-live", "polite");
  for (const name of ["Undo", "Redo", "New article", "Open file", "Export", "Help"]) {
    await expect(tool(page, name)).toHaveCount(1);
  }
});

test("the list of cards is one tab stop, and lets the focus through", async ({ page }) => {
  await open(page);
  for (const words of ["voted 107 to 0", "ten members", "hard to miss"]) await mark(page, words);
  for (const lit of [null, "ten members"]) {
    await page.keyboard.press("Escape");
    if (lit) await clickOn(page, lit);
    await article(page).focus();
    const visited = new Set();
    for (let presses = 0; presses < 20; presses++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => document.activeElement.closest("[data-card]")?.dataset.card ?? null);
      if (at) visited.add(at);
      else if (visited.size > 0) break;
    }
    expect(visited.size, `cards on the way of Tab${lit ? ", one being lit" : ""}`).toBe(1);
    if (lit) expect(await cardOf(page, [...visited][0]).getAttribute("aria-label")).toBe(`Claim: ${lit}`);
  }
});
