// The article shown to a class: large, without names, a category at a time; nothing is changed, and all is as before.
import { AxeBuilder } from "@axe-core/playwright";
import { ada, annotation, ben, drop, file, title, typed } from "./support/colleagues.js";
import { expect, test } from "./support/fixtures.js";
import {
  addArticle, alerts, announcements, article, bar, cards, clickOn, dialog, drag, expectMarks, exported, margin, mark, open, place, saved,
  select, stackMenu, tool, write,
} from "./support/reader.js";

const presentation = (page) => page.getByRole("region", { name: "Presentation" });
const category = (page, name) => presentation(page).getByRole("button", { name, exact: true });
const scrolled = (page) => page.evaluate(() => Math.round(scrollY));
const size = (page) => article(page).evaluate((it) => parseFloat(getComputedStyle(it).fontSize));
const names = /Ada|Ben|You\b/;

async function two(page) {
  await open(page);
  await addArticle(page, typed, { Title: title });
  await drop(
    page,
    file("ada", [
      annotation(1, ada, "claim", "cost 410 million crowns", "Says who?"),
      annotation(2, ada, "opinion", "the finest bridge in the land"),
    ]),
    file("ben", [annotation(3, ben, "claim", "opened on Monday"), annotation(4, ben, "opinion", "finest")]),
  );
  await dialog(page, "Open file").getByRole("button", { name: "Merge", exact: true }).click();
  await expect(cards(page)).toHaveCount(4);
}

test("a category at a time is revealed by its key, and no name is on the page", async ({ page }) => {
  await two(page);
  await expect(page.locator("body")).toContainText(names);
  const before = await size(page);
  await page.keyboard.press("p");
  await expect(presentation(page)).toBeVisible();
  await expect(announcements(page)).toHaveText(
    "Presentation. No category is shown. Press 1 for Claim, 2 for Quote and 3 for Opinion",
  );
  await expectMarks(page, []);
  await expect(presentation(page)).toContainText("No category is shown.");
  expect(await size(page), "the text is larger").toBeGreaterThan(before * 1.2);

  await page.keyboard.press("1");
  await expectMarks(page, ["claim: cost 410 million crowns", "claim: opened on Monday"]);
  await expect(category(page, "Claim")).toHaveAttribute("aria-pressed", "true");
  await expect(category(page, "Claim")).toHaveClass(/amber solid/);
  await expect(announcements(page)).toHaveText("Claim: 2 annotations shown");
  await expect(presentation(page)).not.toContainText("No category is shown.");
  // Several may be shown, and each is hidden by its key again.
  await page.keyboard.press("3");
  await expectMarks(page, [
    "claim: cost 410 million crowns", "claim: opened on Monday", "opinion: the finest bridge in the land", "opinion: finest",
  ]);
  await page.keyboard.press("1");
  await expectMarks(page, ["opinion: the finest bridge in the land", "opinion: finest"]);
  await expect(announcements(page)).toHaveText("Claim: hidden");
  await category(page, "Claim").click();
  await category(page, "Opinion").click();
  await expectMarks(page, ["claim: cost 410 million crowns", "claim: opened on Monday"]);

  await expect.poll(() => page.evaluate(() => document.body.innerText)).not.toMatch(names);
  for (const gone of [margin(page), page.getByRole("banner"), page.getByRole("group", { name: "Annotations shown" })]) {
    await expect(gone).toHaveCount(0);
  }
  await page.keyboard.press("Escape");
  await expect(presentation(page)).toHaveCount(0);
  await expect(announcements(page)).toHaveText("Presentation ended");
  await expect(cards(page)).toHaveCount(4);
  await expect(page.locator("body")).toContainText(names);
  expect(await size(page)).toBe(before);
});

test("the note of a chosen mark is shown, with a key too", async ({ page }) => {
  await two(page);
  await page.keyboard.press("p");
  await page.keyboard.press("1");
  await clickOn(page, "410 million");
  await expect(presentation(page).getByText("Says who?")).toBeVisible();
  await expect(announcements(page)).toHaveText("Claim: cost 410 million crowns. Note: Says who?");
  await presentation(page).getByRole("button", { name: "Close annotation" }).click();
  await expect(presentation(page).getByText("Says who?")).toHaveCount(0);
  await page.keyboard.press("j");
  await expect(announcements(page)).toHaveText("Claim: opened on Monday");
  await page.keyboard.press("j");
  await expect(presentation(page).getByText("Says who?")).toBeVisible();
  // Of marks over each other there is the choice, and Esc closes that first.
  await page.keyboard.press("3");
  await clickOn(page, "finest");
  await expect(stackMenu(page).getByRole("button")).toHaveCount(2);
  await expect(stackMenu(page)).not.toContainText(names);
  await page.keyboard.press("Escape");
  await expect(stackMenu(page)).toBeHidden();
  await expect(presentation(page)).toBeVisible();
  // What is hidden is not chosen any more.
  await clickOn(page, "410 million");
  await page.keyboard.press("1");
  await expect(presentation(page).getByText("Says who?")).toHaveCount(0);
});

test("nothing is changed meanwhile, and filter, place and focus are as before", async ({ page, downloads }) => {
  await open(page);
  const claim = await mark(page, "voted 107 to 0", "Claim");
  await mark(page, "ten members", "Quote");
  await write(page, claim, "By whom?");
  await mark(page, "hard to miss", "Opinion");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("checkbox", { name: /^Claim/ }).check();
  await page.getByRole("checkbox", { name: /^Opinion/ }).check();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await saved(page);
  const file = (await exported(page, downloads)).text;
  await page.evaluate(() => (document.activeElement.blur(), scrollTo({ top: 777, behavior: "instant" })));
  await expect.poll(() => scrolled(page)).toBe(777);
  const address = page.url();

  await page.keyboard.press("p");
  await expect(presentation(page)).toBeVisible();
  for (const key of ["1", "2", "3"]) await page.keyboard.press(key);
  // What the filter hides stays hidden.
  await expectMarks(page, ["claim: voted 107 to 0", "opinion: hard to miss"]);
  const { start, end } = await place(page, "Mexico");
  await drag(page, start, end);
  for (const key of ["1", "1", "m", "Delete", "n", "a", "x", "u", "w", "/", "?", "Control+z", "Control+Shift+z"]) await page.keyboard.press(key);
  await clickOn(page, "voted 107 to 0");
  for (const key of ["2", "2", "Delete", "Backspace", "n", "Enter", "w", "x", "u", "Shift+ArrowRight"]) await page.keyboard.press(key);
  await drop(page, { name: "a.json", content: "{}" });
  await expect(bar(page)).toBeHidden();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expectMarks(page, ["claim: voted 107 to 0", "opinion: hard to miss"]);
  await page.evaluate(() => scrollTo(0, 0));

  await page.keyboard.press("Escape");
  await expectMarks(page, ["claim: voted 107 to 0", "opinion: hard to miss"]);
  await expect(cards(page)).toHaveCount(2);
  await expect.poll(() => scrolled(page)).toBe(777);
  expect(page.url()).toBe(address);
  await expect(alerts(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Show all" }).click();
  await expectMarks(page, ["claim: voted 107 to 0", "quote: ten members", "opinion: hard to miss"]);
  expect((await exported(page, downloads)).text).toBe(file);
  // A key marks again.
  await select(page, "Mexico");
  await page.keyboard.press("3");
  await expect(cards(page)).toHaveCount(4);
});

test("it begins from the help, its key can be changed, and a category of one’s own has its key", async ({ page }) => {
  await open(page);
  await mark(page, "voted 107 to 0", "Claim");
  await page.keyboard.press("?");
  await dialog(page, "Help").getByRole("button", { name: "Change the categories" }).click();
  await dialog(page, "Categories").getByRole("button", { name: "Add a category" }).click();
  await dialog(page, "Categories").getByRole("group", { name: "New category" }).getByRole("textbox", { name: "Name" }).fill("Number");
  await dialog(page, "Categories").getByRole("button", { name: "Save categories" }).click();
  await mark(page, "ten members", "Number");
  await tool(page, "Settings").click();
  await dialog(page, "Settings").getByRole("button", { name: /^Change the key: Present/ }).click();
  await page.keyboard.press("e");
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  await expect(presentation(page)).toHaveCount(0);
  await page.keyboard.press("e");
  await expect(presentation(page)).toBeVisible();
  await page.keyboard.press("e");
  await expect(presentation(page)).toHaveCount(0);

  await tool(page, "Help").click();
  await dialog(page, "Help").getByRole("button", { name: "Present to a class" }).click();
  await expect(dialog(page, "Help")).toHaveCount(0);
  await expectMarks(page, []);
  await page.keyboard.press("4");
  await expectMarks(page, ["Number: ten members"]);
  await presentation(page).getByRole("button", { name: "End" }).click();
  await expectMarks(page, ["claim: voted 107 to 0", "Number: ten members"]);
  await expect(tool(page, "Help")).toBeFocused();
});

test("paper is as always", async ({ page, browserName }) => {
  test.skip(browserName !== "chromium", "Only Chromium can be told to show what it would print.");
  await open(page);
  await mark(page, "voted 107 to 0", "Claim");
  await page.emulateMedia({ media: "print" });
  const before = await size(page);
  await page.emulateMedia({ media: "screen" });
  await page.keyboard.press("p");
  await expectMarks(page, []);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await expectMarks(page, ["claim: voted 107 to 0"]);
  await expect(cards(page)).toHaveCount(1);
  await expect(presentation(page)).toHaveCount(0);
  expect(await size(page)).toBe(before);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: "screen" });
  await expectMarks(page, []);
  await expect(presentation(page)).toBeVisible();
});

for (const [width, height] of [[1440, 900], [320, 640]]) {
  test(`nothing is cut off and axe finds nothing, ${width} pixels wide`, async ({ page, browserName }) => {
    test.skip(browserName !== "chromium", "The rules look at the document, which is the same everywhere.");
    await page.setViewportSize({ width, height });
    await open(page);
    await mark(page, "voted 107 to 0", "Claim");
    await page.keyboard.press("Escape");
    await page.keyboard.press("p");
    await page.keyboard.press("1");
    await expectMarks(page, ["claim: voted 107 to 0"]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    for (const button of await presentation(page).getByRole("button").all()) {
      const { x, width: wide, height: high } = await button.boundingBox();
      expect(Math.min(wide, high)).toBeGreaterThanOrEqual(24);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + wide).toBeLessThanOrEqual(width);
    }
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
  });
}
