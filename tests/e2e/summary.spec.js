// The summary: what is marked, counted; reached by the keyboard, copied, downloaded, and only of what is shown.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./support/fixtures.js";
import { addArticle, announcements, cardOf, dialog, mark, open, tool } from "./support/reader.js";

const summary = (page) => dialog(page, "Summary");
const row = (page, name) => summary(page).getByRole("row", { name: new RegExp(`^${name}`) });
const filter = (page) => page.getByRole("button", { name: "Filter", exact: true });
const way = (page) => page.getByRole("button", { name: "Summary of what is shown" });
// What is copied is kept in the page: browsers let no test read the clipboard alike.
const clipboard = (page) =>
  page.addInitScript(() => {
    const clipboard = { writeText: async (text) => void (globalThis.copied = text) };
    Object.defineProperty(navigator, "clipboard", { value: clipboard, configurable: true });
  });

/** Ten words: a claim of four, in it a quote of two by somebody with a name; and a nameless quote. */
async function marked(page) {
  await open(page);
  await addArticle(page, "“Ships sink” here, said Ada Berg. Nobody heard “no”.", { Title: "=The news" });
  await mark(page, "“Ships sink” here, said", "Claim");
  const quote = await mark(page, "Ships sink", "Quote");
  await cardOf(page, quote).focus();
  await page.keyboard.press("w");
  await expect(announcements(page)).toHaveText(/^Speaker: Ada Berg/);
  await page.keyboard.press("Escape");
  await mark(page, "no”", "Quote");
}

async function openSummary(page) {
  await filter(page).click();
  await way(page).click();
  await expect(summary(page)).toBeVisible();
}

/** How wide a row's bar is, as a share of the room that it has. */
const bar = (page, name) =>
  row(page, name).evaluate((row) => {
    const bar = row.querySelector("svg");
    return bar ? bar.getBoundingClientRect().width / bar.parentElement.clientWidth : 0;
  });

test("words, claims and speakers are counted, and each bar begins at nothing", async ({ page }) => {
  await marked(page);
  await openSummary(page);
  await expect(summary(page).getByRole("table", { name: "Words by category" })).toBeVisible();
  await expect(summary(page).getByRole("columnheader")).toHaveText(["Category", "Annotations", "Words", "Share of words"]);
  for (const [name, count, words, share] of [
    ["Claim", "1", "4", "44%"],
    ["Quote", "2", "3", "33%"],
    ["Opinion", "0", "0", "0%"],
    ["Not marked", "", "4", "44%"],
    ["Whole article", "3", "9", "100%"],
  ]) {
    await expect(row(page, name).getByRole("cell")).toHaveText([count, words, share]);
  }
  expect(await bar(page, "Claim")).toBeCloseTo(4 / 9, 1);
  expect(await bar(page, "Quote")).toBeCloseTo(3 / 9, 1);
  expect(await bar(page, "Opinion")).toBe(0);
  await expect(summary(page)).toContainText("may add up to more than 100%");
  await expect(summary(page).locator("dl > div")).toHaveText(["Claims without a source1 of 1", "Unchecked claims1 of 1"]);
  await expect(summary(page).locator(".speakers > li")).toHaveText(["Ada Berg 1 quoteShips sink", "Nobody named 1 quoteno”"]);
  await expect(summary(page)).not.toContainText("Only what is shown");
});

test("only what is shown is counted, and that is said", async ({ page }) => {
  await marked(page);
  await filter(page).click();
  await page.getByRole("checkbox", { name: /^Quote/ }).check();
  await way(page).click();
  await expect(summary(page)).toContainText("Only what is shown is counted: 2 of 3 annotations.");
  await expect(row(page, "Claim").getByRole("cell")).toHaveText(["0", "0", "0%"]);
  await expect(row(page, "Not marked").getByRole("cell")).toHaveText(["", "6", "67%"]);
  await expect(summary(page).getByRole("heading", { name: "Claims" })).toHaveCount(0);
});

test("it is copied and downloaded as a table that no spreadsheet runs", async ({ page, downloads }) => {
  await clipboard(page);
  await marked(page);
  await openSummary(page);
  await summary(page).getByRole("button", { name: "Copy as text" }).click();
  await expect(summary(page).getByRole("status")).toHaveText(/^Copied/);
  expect(await page.evaluate(() => globalThis.copied.split("\n").map((line) => line.trim()))).toEqual([
    "What\tName\tNumber\tWords\tShare of words (%)\tQuote",
    "Article\t'=The news",
    "Category\tClaim\t1\t4\t44",
    "Category\tQuote\t2\t3\t33",
    "Category\tOpinion\t0\t0\t0",
    "Category\tNot marked\t\t4\t44",
    "Whole article\t\t3\t9\t100",
    "Claims without a source\t\t1",
    "Unchecked claims\t\t1",
    "Speaker\tAda Berg\t1",
    "Quote\tAda Berg\t\t\t\tShips sink",
    "Speaker\tNobody named\t1",
    "Quote\tNobody named\t\t\t\tno”",
    "",
  ]);
  const { name, text } = await downloads.take(page, () => summary(page).getByRole("button", { name: "Download as CSV" }).click());
  expect(name).toBe("the-news.summary.csv");
  expect(text).toContain('"Category","Claim","1","4","44",""\r\n');
  expect(text).toContain('"Article","\'=The news"');
  await expect(summary(page).getByRole("status")).toHaveText("Downloaded: the-news.summary.csv");
});

test("where the browser lets nothing be copied, the table is there to be copied by hand", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true }));
  await open(page);
  await page.keyboard.press("?");
  await dialog(page, "Help").getByRole("button", { name: "Summary of what is shown" }).click();
  await summary(page).getByRole("button", { name: "Copy as text" }).click();
  await expect(summary(page).getByRole("status")).toContainText("Copy it from here");
  await expect(summary(page).getByRole("status")).toContainText("Whole article");
});

test("it is opened, read and closed by the keyboard, and the focus comes back", async ({ page }) => {
  await open(page);
  await mark(page, "voted 107 to 0", "Claim");
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await way(page).focus();
  await page.keyboard.press("Enter");
  await expect(summary(page)).toBeVisible();
  await expect(summary(page).getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(summary(page).getByRole("button", { name: "Copy as text" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(summary(page)).toBeHidden();
  await expect(way(page)).toBeFocused();
});

for (const colorScheme of ["light", "dark"]) {
  test(`no rule of axe is broken, and nothing is cut off on a narrow screen, ${colorScheme}`, async ({ page, browserName }) => {
    test.skip(browserName !== "chromium", "The rules look at the document, which is the same everywhere.");
    await page.emulateMedia({ colorScheme });
    await marked(page);
    await openSummary(page);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 740 });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)).toEqual([]);
      expect(await summary(page).evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
    }
  });
}

test("without colours a bar has its category's pattern", async ({ page, browserName }) => {
  test.skip(browserName !== "chromium", "Only Chromium can be told to force colours.");
  await page.emulateMedia({ forcedColors: "active" });
  await marked(page);
  await openSummary(page);
  const drawn = (name) => row(page, name).locator("svg").evaluate((bar) => getComputedStyle(bar).backgroundImage);
  const [claim, quote] = [await drawn("Claim"), await drawn("Quote")];
  expect(quote).toContain("gradient");
  expect(claim).not.toBe(quote);
});
