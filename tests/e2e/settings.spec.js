// How the page looks and which key does what: chosen, kept on the device, carried to another one.
import { expect, test } from "./support/fixtures.js";
import { article, bar, dialog, expectMarks, mark, open, select, tool } from "./support/reader.js";

const settings = (page) => dialog(page, "Settings");
const close = (page) => page.keyboard.press("Escape");
const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const font = (page) => article(page).evaluate((it) => ({ ...["fontSize", "lineHeight", "fontFamily"].map((name) => getComputedStyle(it)[name]) }));

test.beforeEach(({ page }) => open(page));

test("the page looks as chosen, also after a reload", async ({ page }) => {
  const before = await font(page);
  await tool(page, "Settings").click();
  await settings(page).getByRole("combobox", { name: "Colours" }).selectOption("Sepia");
  expect(await background(page)).toBe("rgb(247, 241, 227)");
  await settings(page).getByRole("combobox", { name: "Colours" }).selectOption("Dark");
  expect(await background(page)).toBe("rgb(21, 23, 26)");
  await settings(page).getByRole("combobox", { name: "Size" }).selectOption("Larger");
  await settings(page).getByRole("combobox", { name: "Line spacing" }).selectOption("Loose");
  await settings(page).getByRole("combobox", { name: "Typeface" }).selectOption("Sans serif");
  const chosen = await font(page);
  for (const at of [0, 1, 2]) expect(chosen[at]).not.toBe(before[at]);
  await page.reload();
  await expect(article(page)).toBeVisible();
  expect(await background(page)).toBe("rgb(21, 23, 26)");
  expect(await font(page)).toEqual(chosen);
  await tool(page, "Settings").click();
  await expect(settings(page).getByRole("combobox", { name: "Colours" })).toHaveValue("dark");
  for (const name of ["Colours", "Size", "Line spacing", "Typeface"]) {
    await settings(page).getByRole("combobox", { name }).selectOption({ index: 0 });
  }
  expect(await font(page)).toEqual(before);
});

test("keys are changed, conflicts are told, and single characters can be switched off", async ({ page }) => {
  await tool(page, "Settings").click();
  await settings(page).getByRole("button", { name: "Change the key: Mark as claim" }).click();
  await page.keyboard.press("j");
  await expect(settings(page).getByRole("alert")).toContainText("J has two meanings");
  await settings(page).getByRole("button", { name: "Change the key: Next annotation" }).click();
  await page.keyboard.press("Control+ArrowDown");
  await expect(settings(page).getByRole("alert")).toHaveCount(0);
  await settings(page).getByRole("button", { name: "No key: The same as quote" }).click();
  await close(page);
  await select(page, "voted 107 to 0");
  await page.keyboard.press("2");
  await page.keyboard.press("j");
  await expectMarks(page, ["claim: voted 107 to 0"]);

  await page.reload();
  await tool(page, "Settings").click();
  await settings(page).getByRole("checkbox", { name: /^Single characters/ }).uncheck();
  await close(page);
  await select(page, "ten members");
  await page.keyboard.press("j");
  await expectMarks(page, ["claim: voted 107 to 0"]);
  await tool(page, "Settings").click();
  await settings(page).getByRole("button", { name: "All keys as they were" }).click();
  // Who switched single characters off has them off still.
  await expect(settings(page).getByRole("checkbox", { name: /^Single characters/ })).not.toBeChecked();
  await settings(page).getByRole("checkbox", { name: /^Single characters/ }).check();
  await close(page);
  await select(page, "ten members");
  await page.keyboard.press("2");
  await expectMarks(page, ["claim: voted 107 to 0", "quote: ten members"]);
});

test("the bar shows the keys as they are", async ({ page }) => {
  await select(page, "ten members");
  await expect(bar(page)).toContainText("1");
  await page.keyboard.press("Escape");
  await tool(page, "Settings").click();
  await settings(page).getByRole("button", { name: "Change the key: Mark as claim" }).click();
  await page.keyboard.press("c");
  await close(page);
  await select(page, "ten members");
  await expect(bar(page).getByRole("button", { name: "Claim" })).toContainText("C");
});

test("selections by the pointer grow to whole words where that is wanted", async ({ page }) => {
  await tool(page, "Settings").click();
  await settings(page).getByRole("checkbox", { name: /whole words/ }).check();
  await close(page);
  await mark(page, "oted 107 t");
  await expectMarks(page, ["claim: voted 107 to"]);
});

test("settings go to another device by a file", async ({ page, browser, watch, downloads }) => {
  await tool(page, "Settings").click();
  await settings(page).getByRole("combobox", { name: "Colours" }).selectOption("Sepia");
  await settings(page).getByRole("button", { name: "Change the key: Help" }).or(settings(page).getByRole("button", { name: "Change the key: This help" })).click();
  await page.keyboard.press("h");
  const file = await downloads.take(page, () => settings(page).getByRole("button", { name: "Download settings" }).click());
  expect(file.name).toBe("glossator-settings.json");

  const context = await browser.newContext();
  await watch.context(context);
  const other = await context.newPage();
  await open(other);
  await tool(other, "Settings").click();
  const picker = settings(other).getByLabel("Take settings from a file");
  await picker.setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await expect(settings(other).getByRole("alert")).toHaveText("“x.json”: There are no settings in it. Nothing was changed.");
  await picker.setInputFiles({ name: file.name, mimeType: "application/json", buffer: Buffer.from(file.text) });
  await expect(settings(other).getByRole("combobox", { name: "Colours" })).toHaveValue("sepia");
  await close(other);
  await expect(other.locator("dialog")).toHaveCount(0);
  await other.keyboard.press("h");
  await expect(dialog(other, "Help")).toBeVisible();
});
