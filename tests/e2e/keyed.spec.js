// By the keyboard alone, from one feature to the next: what no other journey does without a pointer.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "./support/fixtures.js";
import { announcements, article, cards, dialog, expectMarks, open, runs, tabTo, tool } from "./support/reader.js";

const bridge = readFileSync(fileURLToPath(new URL("../fixtures/e2e/lyng-bridge.glossator.json", import.meta.url)), "utf8");

/** Goes to something by Tab, and presses keys then. */
async function at(page, locator, ...keys) {
  await tabTo(page, locator);
  for (const key of keys) await page.keyboard.press(key);
}

const within = (page, name, role, named) => dialog(page, name).getByRole(role, { name: named, exact: true });

/** The article of the bridge, with three people’s marks. The file is dropped by a script, as the system’s dialog does. */
async function opened(page) {
  await open(page);
  await page.locator("input[type=file]").first().setInputFiles({ name: "b.json", mimeType: "application/json", buffer: Buffer.from(bridge) });
  await at(page, within(page, "Open file", "button", "Keep apart"), "Enter");
  await expect(cards(page)).toHaveCount(3);
}

test("an article is written, replaced, gone back to, deleted and brought back", async ({ page }) => {
  await open(page);
  await at(page, tool(page, "New article"), "Enter");
  await at(page, within(page, "New article", "textbox", "Article text"));
  await page.keyboard.insertText("The lamp was lit.\n\nNobody saw it.");
  await at(page, within(page, "New article", "button", "Add article"), "Enter");
  await expect(article(page)).toContainText("Nobody saw it.");

  await at(page, tool(page, "New article"), "Enter");
  await at(page, dialog(page, "New article").getByRole("radio", { checked: true }), "ArrowDown");
  await at(page, within(page, "New article", "textbox", "Article text"));
  await page.keyboard.insertText("The lamp was lit.\n\nSomebody saw it.");
  await at(page, within(page, "New article", "button", "Take this version"), "Enter");
  await expect(article(page)).toContainText("Somebody saw it.");
  await at(page, page.getByRole("main").getByRole("button", { name: "1 earlier version" }), "Enter");
  await at(page, dialog(page, "Earlier versions").locator("summary").first(), "Enter");
  await at(page, within(page, "Earlier versions", "button", "Go back to this version"), "Enter");
  await expect(article(page)).toContainText("Nobody saw it.");

  await at(page, tool(page, "Articles"), "Enter");
  await at(page, dialog(page, "Articles").getByRole("button", { name: /^Delete “Mexican Senate/ }), "Enter");
  await expect(dialog(page, "Articles")).not.toContainText("Mexican Senate clears U.S. Special Forces to train naval unit");
  await at(page, within(page, "Articles", "button", "Undo"), "Enter");
  await at(page, dialog(page, "Articles").getByRole("button", { name: /^Mexican Senate/ }), "Enter");
  await expect(article(page)).toContainText("Mexico's Senate");
});

test("categories, keys and formats are chosen", async ({ page }) => {
  await open(page);
  await page.keyboard.press("?");
  await at(page, within(page, "Help", "button", "Change the categories"), "Enter");
  await at(page, within(page, "Categories", "button", "Add a category"), "Enter");
  const added = dialog(page, "Categories").getByRole("group").last();
  await at(page, added.getByRole("textbox", { name: "Name" }));
  await page.keyboard.type("Number");
  await at(page, within(page, "Categories", "button", "Save categories"), "Enter");
  await expect(announcements(page)).toHaveText("The categories were changed");

  await at(page, tool(page, "Settings"), "Enter");
  await at(page, dialog(page, "Settings").getByRole("button", { name: /^Change the key: Next annotation/ }), "Enter", "b");
  await page.keyboard.press("Escape");
  await at(page, article(page), "ArrowRight", "PageDown", "PageDown", "s", "4");
  await expect(announcements(page)).toHaveText("Marked as Number");
  await page.keyboard.press("b");
  await expect(cards(page)).toBeFocused();

  await at(page, tool(page, "Other formats"), "Enter");
  // Until the worker has told the formats there is ours alone.
  await expect(dialog(page, "Export").getByRole("radio", { name: /^One web page/ })).toBeVisible();
  await at(page, dialog(page, "Export").getByRole("radio", { checked: true }), "ArrowDown");
  await expect(dialog(page, "Export").getByRole("radio", { name: /^One web page/ })).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(tool(page, "Other formats")).toBeFocused();
});

test("of marks over each other, each is reached, copied from, and hidden with its layer", async ({ page }) => {
  await page.addInitScript(() => {
    const clipboard = { writeText: async (text) => void (globalThis.copied = text) };
    Object.defineProperty(navigator, "clipboard", { value: clipboard, configurable: true });
  });
  await opened(page);
  await at(page, article(page), "Control+Home", "PageDown", "PageDown", "s", "3");
  await expectMarks(page, [
    "claim: cost 410 million crowns",
    "opinion: The bridge at Lyng opened on Monday, after eleven years of work.",
    "opinion: the finest bridge in the land",
    "quote: “Now I can visit my sister.”",
  ]);
  await page.keyboard.press("Escape");
  const seen = [];
  for (let at = 0; at < 4; at += 1) {
    await page.keyboard.press("j");
    await expect(page.locator(".card.lit [role=comment]")).toBeFocused();
    const id = await page.locator(".card.lit").getAttribute("data-card");
    await expect(runs(page, id).first()).toHaveClass(/\blit\b/);
    seen.push(id);
  }
  expect(new Set(seen).size).toBe(4);
  await at(page, page.locator(".card.lit").getByRole("button", { name: "More" }), "Enter");
  await at(page, page.locator(".card.lit").getByRole("button", { name: "Copy link" }), "Enter");
  await expect(announcements(page)).toHaveText("Link copied");
  expect(await page.evaluate(() => globalThis.copied)).toMatch(/#/);
  await page.keyboard.press("Escape");
  const layers = page.getByRole("group", { name: "Annotations shown" });
  await at(page, layers.getByRole("button", { name: /^Ada/ }), "Enter");
  await expect(cards(page)).toHaveCount(2);
});

test("the overview leads to what is not in sight, and a lost annotation gets its place", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 420 });
  await open(page);
  await at(page, article(page), "ArrowRight", "PageDown", "PageDown", "s", "1", "Control+End", "PageUp", "s", "3");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await expect(cards(page).first()).toBeFocused();
  const below = page.getByRole("navigation", { name: "Overview" }).getByRole("button", { name: "1 annotation below" });
  await at(page, below, "Enter");
  await expect(cards(page).last()).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(cards(page)).toHaveCount(1);

  await at(page, tool(page, "New article"), "Enter");
  await at(page, dialog(page, "New article").getByRole("radio", { checked: true }), "ArrowDown");
  await at(page, within(page, "New article", "textbox", "Article text"));
  await page.keyboard.insertText("The harbour was quiet.\n\nNobody came.");
  await at(page, within(page, "New article", "button", "Take this version"), "Enter");
  await at(page, page.getByRole("region", { name: "Messages" }).getByRole("button", { name: "Review" }));
  await at(page, article(page), "Control+Home", "s");
  await at(page, cards(page).getByRole("button", { name: "Place on selection" }), "Enter");
  await expectMarks(page, ["claim: The harbour was quiet."]);
});
