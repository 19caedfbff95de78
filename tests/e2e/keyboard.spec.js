// From the load of the page on without a mouse: choosing words, marking, notes, undo, help, and what is spoken of it.
import { expect, test } from "./support/fixtures.js";
import { alerts, announcements, article, bar, card, cardOf, cards, dialog, expectMarks, marks, open, runs, tool } from "./support/reader.js";

const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

/** Presses Tab until an element has the focus. */
async function tabTo(page, locator) {
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press("Tab");
    if (await locator.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error("Tab does not lead there.");
}

const selected = (page) => page.evaluate(() => getSelection().toString());
const hears = (page, words) => expect(announcements(page)).toHaveText(words);

/** Selects words from the cursor on. */
async function selectWords(page, count) {
  await press(page, ...Array(count).fill("Control+Shift+ArrowRight"));
}

const MARKED = { 1: "claim", 2: "quote", 3: "opinion" };

/** Marks two words from the cursor on with each of the keys. */
async function markPairs(page, ...keys) {
  for (const key of keys) {
    await selectWords(page, 2);
    await press(page, key);
    await hears(page, `Marked as ${MARKED[key]}`);
  }
}

test.beforeEach(async ({ page }) => {
  await open(page);
  // It comes by itself, and would else come in place of what is listened for.
  await expect(announcements(page)).toHaveText(/works without a network/);
  await tabTo(page, article(page));
  // The cursor appears at the first block; two paragraphs down is the first of the text.
  await press(page, "ArrowRight", "PageDown", "PageDown");
});

test("words are selected by character, word, line and paragraph", async ({ page }) => {
  await press(page, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft");
  await hears(page, "Selected: M");
  await press(page, "Control+Shift+ArrowRight");
  await hears(page, "Selected: Mexico's");
  await press(page, "Control+Shift+ArrowRight");
  await hears(page, "Selected: Mexico's Senate");
  await expect(bar(page)).toBeVisible();
  await press(page, "Control+Shift+ArrowLeft");
  await hears(page, "Selected: Mexico's");
  await press(page, "Shift+ArrowDown");
  await hears(page, /^Selected: Mexico's Senate voted 107 to 0 /);
  await press(page, "Shift+End");
  await hears(page, /^Sentence \d+: .*, selected$/);
  expect(await selected(page)).toMatch(/^Mexico's Senate voted .* grow tense\.$/);
  await press(page, "Shift+Home");
  await expect(bar(page)).toBeHidden();
  await press(page, "End", "Control+Shift+ArrowLeft");
  await hears(page, "Selected: tense.");
  await press(page, "Escape");
  await expect(bar(page)).toBeHidden();
  await expect(article(page)).toBeFocused();
});

test("1, 2 and 3 mark the selected words, and the cursor goes on from their end", async ({ page }) => {
  for (const [key, category] of [["1", "claim"], ["2", "quote"], ["3", "opinion"]]) {
    await selectWords(page, 2);
    await press(page, key);
    await hears(page, `Marked as ${category}`);
    await expect(article(page)).toBeFocused();
  }
  await expectMarks(page, ["claim: Mexico's Senate", "quote: voted 107", "opinion: to 0"]);
});

test("keys that were pressed before the focus left the text are meant for where the cursor was", async ({ page }) => {
  await selectWords(page, 2);
  await expect(bar(page)).toBeVisible();
  await article(page).evaluate((article) => {
    const down = (key, held) => article.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: held, shiftKey: held, bubbles: true, cancelable: true }));
    down("1");
    down("ArrowRight", true);
    down("ArrowRight", true);
    down("2");
    article.blur();
  });
  await expectMarks(page, ["claim: Mexico's Senate", "quote: voted 107"]);
});

test("J and K walk through the annotations, and a key changes the one in focus", async ({ page }) => {
  await markPairs(page, "1", "2", "3");
  await press(page, "Escape");
  await expect(article(page).locator("mark.lit")).toHaveCount(0);
  const focused = (name) => expect(card(page, name)).toBeFocused();
  await press(page, "j");
  await focused("Claim: Mexico's Senate");
  await press(page, "j");
  await focused("Quote: voted 107");
  await press(page, "J", "j");
  await focused("Opinion: to 0");
  await press(page, "k");
  await focused("Quote: voted 107");
  await press(page, "3");
  await focused("Opinion: voted 107");
  await hears(page, "Changed to opinion");
  await press(page, "Control+z");
  await focused("Quote: voted 107");
  await hears(page, "Undone: 1 annotation changed");
  await press(page, "Control+Shift+z");
  await focused("Opinion: voted 107");
  await hears(page, "Redone: 1 annotation changed");
});

test("N writes a note, Ctrl+Enter ends it, and Escape steps out", async ({ page }) => {
  await markPairs(page, "1");
  await press(page, "n");
  const [{ id }] = await marks(page);
  const note = cardOf(page, id).getByRole("textbox", { name: "Note" });
  await expect(note).toBeFocused();
  // Keys of the page are letters here.
  await page.keyboard.type("1 2 3 jk? n");
  await press(page, "Control+Enter");
  await expect(note).toHaveCount(0);
  await expect(cardOf(page, id)).toBeFocused();
  await expect(cardOf(page, id)).toContainText("1 2 3 jk? n");

  await press(page, "Enter");
  await expect(note).toBeFocused();
  await page.keyboard.type("!");
  await press(page, "Escape");
  await expect(cardOf(page, id)).toBeFocused();
  await expect(cardOf(page, id)).toContainText("1 2 3 jk? n!");
  await press(page, "Escape");
  await expect(article(page)).toBeFocused();
  await expect(runs(page, id)).not.toHaveClass(/\blit\b/);
  // The cursor stands where the words begin.
  await selectWords(page, 1);
  await hears(page, "Selected: Mexico's");
});

test("Delete deletes, the focus goes to a neighbour, and Ctrl+Z brings it back", async ({ page }) => {
  await markPairs(page, "1", "2");
  await press(page, "Escape", "j", "Delete");
  await hears(page, "Deleted: claim");
  await expectMarks(page, ["quote: voted 107"]);
  await expect(card(page, "Quote: voted 107")).toBeFocused();
  await press(page, "Control+z");
  await hears(page, "Undone: 1 annotation is back");
  await expectMarks(page, ["claim: Mexico's Senate", "quote: voted 107"]);
  await press(page, "j", "k", "Delete", "Delete");
  await expectMarks(page, []);
  await expect(cards(page)).toHaveCount(0);
  await press(page, "Control+z", "Control+z");
  await expectMarks(page, ["claim: Mexico's Senate", "quote: voted 107"]);
});

test("Tab reaches the list of cards once, and in a card its buttons", async ({ page }) => {
  await markPairs(page, "1", "2");
  const second = card(page, "Quote: voted 107");
  await tabTo(page, second);
  await tabTo(page, second.getByRole("button", { name: "Change category" }));
  await press(page, "Enter");
  await expect(second.getByRole("group", { name: "Category" })).toBeVisible();
  await tabTo(page, second.getByRole("button", { name: "Claim" }));
  await press(page, "Enter");
  await hears(page, "Changed to claim");
  await expect(card(page, "Claim: voted 107")).toBeFocused();
});

test("? opens the help, and closed by Escape it gives the focus back", async ({ page }) => {
  await markPairs(page, "1");
  await press(page, "j");
  const card = cards(page);
  await expect(card).toBeFocused();
  await press(page, "?");
  await expect(dialog(page, "Help")).toBeVisible();
  await expect(dialog(page, "Help")).toContainText("Ctrl+Shift+Z");
  // The page's keys rest while a dialog is open.
  await press(page, "Delete", "1");
  await press(page, "Escape");
  await expect(dialog(page, "Help")).toHaveCount(0);
  await expect(card).toBeFocused();
  await expectMarks(page, ["claim: Mexico's Senate"]);
  await expect(alerts(page)).toHaveCount(0);
});

test("a dialog that is asked for in the moment in which it is being closed is open", async ({ page }) => {
  await tool(page, "Help").click();
  await expect(dialog(page, "Help")).toBeVisible();
  // The browser tells of the end of the first only after the click.
  await tool(page, "Help").evaluate((button) => {
    document.querySelector("dialog[open]").close();
    button.click();
  });
  await expect(dialog(page, "Help")).toBeVisible();
  await press(page, "Escape");
  await expect(dialog(page, "Help")).toHaveCount(0);
});

test("a dialog of the tools gives the focus back to its button", async ({ page }) => {
  for (const name of ["New article", "Articles", "Help"]) {
    await tool(page, name).focus();
    await press(page, "Enter");
    await expect(dialog(page, name)).toBeVisible();
    await press(page, "Escape");
    await expect(dialog(page, name)).toHaveCount(0);
    await expect(tool(page, name)).toBeFocused();
  }
});
