// What the journeys do on the page and see of it, by the roles and names that people rely on.
import { expect } from "./fixtures.js";

export const CATEGORIES = ["Claim", "Quote", "Opinion"];

export const article = (page) => page.getByRole("main").getByRole("article");
export const bar = (page) => page.getByRole("toolbar", { name: "Mark selection" });
export const margin = (page) => page.getByRole("complementary", { name: "Annotations" });
// Playwright does not know ARIA's `comment` yet.
export const cards = (page) => margin(page).locator("[role=comment]");
export const card = (page, name) => cards(page).and(page.getByLabel(name));
export const tool = (page, name) => page.getByRole("banner").getByRole("button", { name, exact: true });
export const dialog = (page, name) => page.getByRole("dialog", { name });
export const alerts = (page) => page.getByRole("alert");
export const saveState = (page) => page.getByRole("status", { name: "Save state" });
export const announcements = (page) => page.getByRole("status", { name: "Announcements" });
export const stackMenu = (page) => page.getByRole("list", { name: "Annotations here" });

/** The elements of a mark, by the id of its annotation. */
export const runs = (page, id) => article(page).locator(`mark[data-annotation="${id}"]`);

/** The card of an annotation, by its id. */
export const cardOf = (page, id) => margin(page).locator(`[data-card="${id}"] [role=comment]`);

/** Opens the page and waits for its article. */
export async function open(page, address = "/") {
  await page.goto(address);
  await expect(article(page)).toHaveCount(1);
}

/** The annotations that the text shows, in the order of their first words: `{ id, category, words }`. */
export const marks = (page) =>
  article(page).evaluate((article) => {
    const marks = new Map();
    for (const run of article.querySelectorAll("mark[data-annotation]")) {
      const { annotation: id, category } = run.dataset;
      marks.set(id, { id, category, words: (marks.get(id)?.words ?? "") + run.textContent });
    }
    return [...marks.values()];
  });

/** What is marked, as `category: words`, sorted. Waits until it is so. */
export async function expectMarks(page, expected) {
  const shown = async () => (await marks(page)).map(({ category, words }) => `${category}: ${words}`).sort();
  await expect.poll(shown).toEqual([...expected].sort());
}

/** Scrolls words of the article into view and gives where they begin and end in the window. */
export const place = (page, words) =>
  article(page).evaluate((article, words) => {
    const start = article.textContent.indexOf(words);
    if (start < 0) throw new Error(`The article does not hold “${words}”.`);
    const point = (offset) => {
      const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      let left = offset;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (left < node.length) return [node, left];
        left -= node.length;
      }
      throw new Error("The article ends before.");
    };
    const letter = (offset) => {
      const [node, at] = point(offset);
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect();
    };
    const out = ({ top, bottom }) => top < 120 || bottom > innerHeight - 120;
    if (out(letter(start)) || out(letter(start + words.length - 1))) {
      point(start)[0].parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    }
    const [first, last] = [letter(start), letter(start + words.length - 1)];
    // A letter of Hebrew or Arabic begins at its right side.
    const runsLeft = (at) => /[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(article.textContent[at]);
    const [begun, ended] = [start, start + words.length - 1].map(runsLeft);
    return {
      start: { x: begun ? first.right - 1 : first.left + 1, y: first.top + first.height / 2 },
      end: { x: ended ? last.left + 0.5 : last.right - 0.5, y: last.top + last.height / 2 },
      box: { left: first.left, top: first.top, right: last.right, bottom: last.bottom },
    };
  }, words);

/** Drags from one point of the window to another. */
export async function drag(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
}

/** Drags over words and waits for the bar. Gives where they are. */
export async function select(page, words) {
  const at = await place(page, words);
  await drag(page, at.start, at.end);
  await expect(bar(page)).toBeVisible();
  return at;
}

/** Marks words by the mouse alone; gives the id of the new annotation. */
export async function mark(page, words, category = "Claim") {
  const before = new Set((await marks(page)).map(({ id }) => id));
  await select(page, words);
  await bar(page).getByRole("button", { name: category }).click();
  await expect(bar(page)).toBeHidden();
  await expect.poll(async () => (await marks(page)).length).toBe(before.size + 1);
  return (await marks(page)).find(({ id }) => !before.has(id)).id;
}

/** Clicks on words of the article. */
export async function clickOn(page, words) {
  const { start, end } = await place(page, words);
  await page.mouse.click(start.y === end.y ? (start.x + end.x) / 2 : start.x + 2, start.y);
}

/** Waits until storage holds everything. */
export const saved = (page) => expect(saveState(page)).toHaveText(/^Saved/);

/** Writes a note, and tags if there are any, in the card of an annotation. */
export async function write(page, id, note, tags) {
  await cardOf(page, id).click();
  await cardOf(page, id).getByRole("button", { name: "Edit note" }).click();
  if (note !== undefined) await cardOf(page, id).getByRole("textbox", { name: "Note" }).fill(note);
  if (tags !== undefined) await cardOf(page, id).getByRole("textbox", { name: "Tags" }).fill(tags);
  await cardOf(page, id).getByRole("button", { name: "Done" }).click();
  await expect(cardOf(page, id).getByRole("textbox")).toHaveCount(0);
  // Then the card has the focus.
  await expect.poll(() => cardOf(page, id).evaluate((card) => card === document.activeElement)).toBe(true);
}

/** Adds an article by the dialog and waits until it is open. */
export async function addArticle(page, text, facts = {}) {
  await tool(page, "New article").click();
  const form = dialog(page, "New article");
  await form.getByRole("textbox", { name: "Article text" }).fill(text);
  for (const [name, value] of Object.entries(facts)) await form.getByRole("textbox", { name }).fill(value);
  await form.getByRole("button", { name: "Add article" }).click();
  await expect(form).toBeHidden();
  await expect(announcements(page)).toHaveText(/^Opened: /);
  // That may have been said of the article before.
  const last = text.match(/\p{L}+/gu)?.at(-1);
  if (last) await expect(page.getByRole("main")).toContainText(last);
}

/** The file that Export gives away: `{ name, text, json }`. */
export async function exported(page, downloads) {
  const file = await downloads.take(page, () => tool(page, "Export").click());
  return { ...file, json: JSON.parse(file.text) };
}

/** A page of another browser, as good as on another device. */
export async function fresh(browser, watch, options) {
  const context = await browser.newContext(options);
  await watch.context(context);
  return context.newPage();
}

/**
 * Presses Tab, or Shift and Tab where it lies before, until an element has the focus. Never around the end of the page,
 * where Firefox goes on in its own window.
 */
export async function tabTo(page, locator) {
  await expect(locator).toHaveCount(1);
  for (let presses = 0; presses < 80; presses += 1) {
    const way = await locator.evaluate((it) => {
      const at = document.activeElement;
      if (it === at) return null;
      const from = at === document.body || (it.closest("dialog[open]") && !at.closest("dialog[open]")) ? null : at;
      return from && from.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_PRECEDING ? "Shift+Tab" : "Tab";
    });
    if (way === null) return;
    await page.keyboard.press(way);
  }
  await expect(locator).toBeFocused();
}
