// Articles that run from right to left, and paragraphs in which some words run the other way.
import { expect, test } from "./support/fixtures.js";
import {
  addArticle, announcements, article, bar, card, cardOf, clickOn, expectMarks, mark, open, place, select, tabTo, tool,
} from "./support/reader.js";

const HEBREW = `# הכנסת אישרה את החוק

שר האוצר אמר ביום שני: ״התקציב יעלה ב-12 אחוזים״. לפי הדוח של World Bank, הצמיחה נמוכה.

English words stand in a paragraph of their own, with שלום among them.

- סעיף ראשון
- סעיף שני

> ציטוט ארוך של השרה`;

const MIXED = `# The law

This is a paragraph in English, and the next is not.

שר האוצר אמר ביום שני. לפי הדוח של World Bank, הצמיחה נמוכה.`;

const ARABIC = `# البرلمان يقر القانون

قال الوزير يوم الاثنين: «سترتفع الميزانية 12 في المئة». وأضاف تقرير World Bank أن النمو ضعيف.`;

const direction = (page, words) =>
  article(page)
    .getByText(words)
    .first()
    .evaluate((element) => getComputedStyle(element).direction);

const caret = async (page) => (await page.locator(".caret").boundingBox()).x;
const selected = (page) => page.evaluate(() => getSelection().toString());
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const middle = async (locator) => {
  const { x, y, width, height } = await locator.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
};

/** What runs the other way is isolated where it stands in a sentence of the page. */
const isolated = (words) => `\u2068${words}\u2069`;

test.beforeEach(({ page }) => open(page));

test("each paragraph runs as its first words do, and the signs of lists and quotations stand where it begins", async ({ page }) => {
  await addArticle(page, HEBREW);
  expect(await article(page).evaluate((it) => getComputedStyle(it).direction)).toBe("rtl");
  expect(await direction(page, "שר האוצר")).toBe("rtl");
  expect(await direction(page, "English words")).toBe("ltr");
  expect(await direction(page, "סעיף ראשון")).toBe("rtl");
  const [english, hebrew] = [await place(page, "English"), await place(page, "הכנסת")];
  expect(english.box.left, "at the other side").toBeLessThan(hebrew.box.left);
  const padding = (selector) =>
    article(page).locator(selector).evaluate((it) => parseFloat(getComputedStyle(it).paddingRight));
  expect(await padding("ul")).toBeGreaterThan(0);
  expect(await padding("blockquote")).toBeGreaterThan(0);
});

test("words of both directions are marked as they stand in the text, and their card has them", async ({ page }) => {
  await addArticle(page, HEBREW);
  const id = await mark(page, "הדוח של World Bank, הצמיחה", "Quote");
  await expectMarks(page, ["quote: הדוח של World Bank, הצמיחה"]);
  // The end goes back over the comma to the English words.
  await cardOf(page, id).click({ position: { x: 12, y: 8 } });
  await expect(cardOf(page, id)).toBeFocused();
  for (const words of ["הדוח של World Bank", "הדוח של World", "הדוח של"]) {
    await press(page, "Alt+Shift+ArrowRight");
    await expectMarks(page, [`quote: ${words}`]);
  }
  await press(page, "Alt+Shift+ArrowLeft");
  const words = "הדוח של World";
  await expectMarks(page, [`quote: ${words}`]);
  await expect(card(page, `Quote: ${words}`)).toBeVisible();
  expect(await cardOf(page, id).locator(".words").evaluate((it) => getComputedStyle(it).direction)).toBe("rtl");
  // The end of the words is the right side of what runs to the right, their start the right side of what does not.
  const [first, last] = [await place(page, "הדוח"), await place(page, "World")];
  const at = async (end) => (await middle(page.locator(`.handle.${end}`))).x;
  await expect.poll(async () => Math.abs((await at("start")) - first.start.x)).toBeLessThan(3);
  await expect.poll(async () => Math.abs((await at("end")) - last.end.x)).toBeLessThan(3);
});

test("the bar stands at the end of the words, which is their left side", async ({ page }) => {
  await addArticle(page, ARABIC);
  await select(page, "قال الوزير");
  const end = await page.evaluate(() => {
    const rects = getSelection().getRangeAt(0).getClientRects();
    return rects[rects.length - 1].left;
  });
  const { x, width } = await bar(page).boundingBox();
  const room = page.viewportSize().width - width - 8;
  expect(Math.abs(x - Math.min(Math.max(end - width / 2, 8), room))).toBeLessThan(3);
});

test("arrows go where they point, as each paragraph runs", async ({ page }) => {
  await addArticle(page, HEBREW);
  await tabTo(page, article(page));
  await press(page, "Control+Home");
  const start = await caret(page);
  await press(page, "ArrowLeft");
  await expect.poll(() => caret(page)).toBeLessThan(start);
  await press(page, "ArrowRight");
  await expect.poll(() => caret(page)).toBe(start);
  await press(page, "Shift+ArrowLeft", "Shift+ArrowLeft");
  expect(await selected(page)).toBe("הכ");
  await press(page, "Control+Home", "Control+ArrowLeft", "Control+Shift+ArrowLeft");
  expect((await selected(page)).trim()).toBe("אישרה");
  await press(page, "Control+Home", "End");
  await expect.poll(() => caret(page), "the end of a line is at its left").toBeLessThan(start);
  await press(page, "Control+ArrowDown", "Control+ArrowDown");
  await expect(announcements(page)).toHaveText(/English words/);
  const english = await caret(page);
  await press(page, "ArrowRight");
  await expect.poll(() => caret(page)).toBeGreaterThan(english);
});

test("a paragraph of Hebrew in an English article has its own arrows", async ({ page }) => {
  await addArticle(page, MIXED);
  expect(await article(page).evaluate((it) => getComputedStyle(it).direction)).toBe("ltr");
  expect(await direction(page, "שר האוצר")).toBe("rtl");
  await tabTo(page, article(page));
  await press(page, "Control+Home", "Shift+ArrowRight", "Shift+ArrowRight");
  expect(await selected(page)).toBe("Th");
  await press(page, "ArrowRight", "Control+ArrowDown", "Control+ArrowDown");
  await expect(announcements(page)).toHaveText(/שר האוצר/);
  await press(page, "Shift+ArrowLeft", "Shift+ArrowLeft");
  expect(await selected(page)).toBe("שר");
});

test("keys and handles move the ends of a mark where they point", async ({ page }) => {
  await addArticle(page, HEBREW);
  const id = await mark(page, "שר האוצר אמר");
  await expect(page.locator(".handle.end")).toBeVisible();
  const [from, { end }] = [await middle(page.locator(".handle.end")), await place(page, "ביום שני")];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + end.x) / 2, (from.y + end.y) / 2, { steps: 3 });
  await page.mouse.move(end.x, end.y + 8, { steps: 3 });
  await page.mouse.up();
  await expectMarks(page, ["claim: שר האוצר אמר ביום שני"]);
  await cardOf(page, id).click({ position: { x: 12, y: 8 } });
  await expect(cardOf(page, id)).toBeFocused();
  await press(page, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight");
  await expectMarks(page, ["claim: שר האוצר אמר ביום"]);
  await press(page, "Control+Shift+ArrowLeft", "Control+Shift+ArrowLeft");
  await expectMarks(page, ["claim: האוצר אמר ביום"]);
});

test("a click on a mark in Arabic has its card, and what is typed in it runs as it is written", async ({ page }) => {
  await addArticle(page, ARABIC);
  const id = await mark(page, "سترتفع الميزانية 12 في المئة", "Quote");
  await press(page, "Escape");
  await clickOn(page, "الميزانية");
  await expect(page.locator(`.lit[data-card="${id}"]`)).toBeVisible();
  await press(page, "n");
  const note = cardOf(page, id).getByRole("textbox", { name: "Note" });
  const runs = () => note.evaluate((it) => getComputedStyle(it).direction);
  await note.fill("Really?");
  expect(await runs()).toBe("ltr");
  await note.fill("حقا؟");
  expect(await runs()).toBe("rtl");
});

test("sentences of the page stay whole around words that run to the left", async ({ page }) => {
  await addArticle(page, ARABIC);
  await expect(announcements(page)).toHaveText(`Opened: ${isolated("البرلمان يقر القانون")}`);
});

test("a web page keeps the direction", async ({ page, downloads }) => {
  await addArticle(page, HEBREW);
  await mark(page, "World Bank");
  await tool(page, "Other formats").click();
  const form = page.getByRole("dialog", { name: "Export" });
  await form.getByRole("radio", { name: /^One web page/ }).check();
  const { text } = await downloads.take(page, () => form.getByRole("button", { name: "Download" }).click());
  expect(text).toContain('<article dir="rtl">');
});
