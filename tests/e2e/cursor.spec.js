// The text cursor by sentence and quotation, one key a mark, and the words of an annotation changed by keys.
import { expect, test } from "./support/fixtures.js";
import { addArticle, announcements, article, bar, card, cardOf, dialog, expectMarks, marks, open, tool } from "./support/reader.js";

const text =
  "# The lamp\n\nSen. Smith left the U.S. on Monday. Nobody saw him go. “It is over,” his wife said, “and I am glad of it.”\n\nThe end is near.";

const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const hears = (page, words) => expect(announcements(page)).toHaveText(words);

test.beforeEach(async ({ page }) => {
  await open(page);
  await addArticle(page, text);
  for (let tabs = 0; tabs < 20; tabs++) {
    if (await article(page).evaluate((article) => article === document.activeElement)) break;
    await press(page, "Tab");
  }
  await press(page, "ArrowRight", "PageDown");
  await hears(page, /^Paragraph, 2 of 3: Sen\. Smith/);
});

test("the cursor moves by sentence, and says which", async ({ page }) => {
  await press(page, "Alt+ArrowRight");
  await hears(page, "Sentence 3: Nobody saw him go.");
  await press(page, "Alt+ArrowLeft");
  await hears(page, "Sentence 2: Sen. Smith left the U.S. on Monday.");
  await press(page, "Alt+Shift+ArrowRight");
  await hears(page, "Sentence 2: Sen. Smith left the U.S. on Monday., selected");
  await page.keyboard.down("Shift");
  await press(page, "Alt+ArrowRight");
  await page.keyboard.up("Shift");
  await hears(page, "Sentences 2 to 3: Sen. Smith left the U.S. on Monday. Nobody saw him go., selected");
  await press(page, "1");
  await hears(page, "Marked as claim");
  await expectMarks(page, ["claim: Sen. Smith left the U.S. on Monday. Nobody saw him go."]);
});

test("one key marks the sentence at the cursor, and as a quote what is quoted in it", async ({ page }) => {
  await press(page, "1", "Alt+ArrowRight", "3", "Alt+ArrowRight", "2");
  await hears(page, "Marked as quote");
  await expectMarks(page, [
    "claim: Sen. Smith left the U.S. on Monday.",
    "opinion: Nobody saw him go.",
    "quote: It is over,",
  ]);
  // At once, the same key changes what was marked.
  await press(page, "1");
  await hears(page, "Changed to claim");
  await press(page, "2");
  // The rest of the quotation becomes a second segment of it.
  await press(page, "q");
  await hears(page, "Selected: and I am glad of it.");
  await press(page, "a");
  await expectMarks(page, [
    "claim: Sen. Smith left the U.S. on Monday.",
    "opinion: Nobody saw him go.",
    "quote: It is over,and I am glad of it.",
  ]);
  await press(page, "PageDown", "m");
  await expect(card(page, /^Quote: The end is near/)).toBeVisible();
});

test("S and Q select, and again the next", async ({ page }) => {
  await press(page, "s");
  await hears(page, "Sentence 2: Sen. Smith left the U.S. on Monday., selected");
  await expect(bar(page)).toBeVisible();
  await press(page, "s");
  await hears(page, /^Sentences 2 to 3: /);
  await press(page, "Escape", "q");
  await hears(page, "Selected: It is over,");
  await press(page, "q");
  await hears(page, "Selected: and I am glad of it.");
  await press(page, "q");
  await hears(page, "No quotation from here on");
});

test("Enter begins a selection and ends it", async ({ page }) => {
  await press(page, "Enter");
  await hears(page, /^Selection begun/);
  await press(page, "Control+ArrowRight", "Control+ArrowRight");
  await hears(page, "Smith, selected");
  await expect(bar(page)).toBeHidden();
  await press(page, "Enter");
  await hears(page, "Selected: Sen. Smith");
  await expect(bar(page)).toBeVisible();
  await press(page, "1");
  await expectMarks(page, ["claim: Sen. Smith"]);
  await press(page, "Enter", "Control+ArrowRight", "Escape");
  await hears(page, "Selection given up");
  await press(page, "Enter", "Control+ArrowRight", "2");
  await expectMarks(page, ["claim: Sen. Smith", "quote: the"]);
});

test("the ends of an annotation are moved by keys", async ({ page }) => {
  await press(page, "Enter", "Control+ArrowRight", "Control+ArrowRight", "1", "j");
  await expect(card(page, "Claim: Sen. Smith")).toBeFocused();
  await press(page, "Alt+Shift+ArrowRight");
  await expectMarks(page, ["claim: Sen. Smith left"]);
  await hears(page, "Claim: Sen. Smith left");
  await press(page, "Shift+ArrowRight");
  await expectMarks(page, ["claim: Sen. Smith left t"]);
  await press(page, "Shift+ArrowLeft", "Control+Alt+Shift+ArrowRight");
  await expectMarks(page, ["claim: Smith left"]);
  await press(page, "Control+Shift+ArrowRight");
  await expectMarks(page, ["claim: mith left"]);
  // Keys one after another are one step.
  await press(page, "Control+z");
  await expectMarks(page, ["claim: Sen. Smith"]);
});

test("an annotation is divided at the cursor, and joined again", async ({ page }) => {
  await press(page, "1", "Home", "Control+ArrowRight", "Control+ArrowRight", "x");
  await hears(page, "The claim is two now");
  await expectMarks(page, ["claim: Sen. Smith", "claim: left the U.S. on Monday."]);
  await press(page, "u");
  await hears(page, "One claim now");
  await expectMarks(page, ["claim: Sen. Smith left the U.S. on Monday."]);
  await press(page, "Control+z", "Control+z");
  await expectMarks(page, ["claim: Sen. Smith left the U.S. on Monday."]);
  const [{ id }] = await marks(page);
  await expect(cardOf(page, id)).toHaveCount(1);
  await press(page, "End", "x");
  await hears(page, /^Put the cursor or a selection inside/);
  await press(page, "u");
  await hears(page, "There is no further annotation of this category and author");
});

test("the cursor stays at its place in the text when the window changes", async ({ page }) => {
  const drawn = () =>
    page.evaluate(() => {
      const caret = document.querySelector(".caret").getBoundingClientRect();
      const { focusNode, focusOffset } = getSelection();
      const here = document.createRange();
      here.setStart(focusNode, focusOffset);
      const [at] = here.getClientRects();
      return [caret.left - at.left, caret.top - at.top].map((off) => Math.abs(off) < 3);
    });
  await press(page, "Alt+ArrowRight", "Control+ArrowRight");
  expect(await drawn()).toEqual([true, true]);
  for (const width of [700, 340, 1280]) {
    await page.setViewportSize({ width, height: 600 });
    await expect.poll(drawn, `at ${width} pixels`).toEqual([true, true]);
  }
});

test("the help lists the keys", async ({ page }) => {
  await tool(page, "Help").click();
  for (const words of ["Select the sentence at the text cursor", "In the text: move by sentence", "Divide the annotation"]) {
    await expect(dialog(page, "Help")).toContainText(words);
  }
});
