// Undo and redo of everything: back to the very start, forth to the very end.
import { expect, test } from "./support/fixtures.js";
import { card, cardOf, cards, expectMarks, exported, mark, marks, open, tool, write } from "./support/reader.js";

/** Puts an annotation in focus, and waits until a key would reach it. */
async function light(page, id) {
  await cardOf(page, id).click({ position: { x: 12, y: 8 } });
  await expect(cardOf(page, id).locator("..")).toHaveClass(/\blit\b/);
  await expect(cardOf(page, id)).toBeFocused();
}

/** What a dozen and more steps do, one a function. Each gets the ids of the marks made so far. */
const STEPS = [
  async (page, ids) => ids.push(await mark(page, "voted 107 to 0")),
  async (page, ids) => ids.push(await mark(page, "ten members", "Quote")),
  async (page, ids) => write(page, ids[0], "By show of hands?"),
  async (page, ids) => ids.push(await mark(page, "hard to miss", "Opinion")),
  async (page, ids) => write(page, ids[0], undefined, "needs-source, vote"),
  async (page, ids) => {
    await light(page, ids[1]);
    await page.keyboard.press("3");
    await expect(card(page, "Opinion: ten members")).toHaveCount(1);
  },
  async (page, ids) => {
    await light(page, ids[2]);
    await cardOf(page, ids[2]).getByRole("button", { name: "Change category" }).click();
    await cardOf(page, ids[2]).getByRole("button", { name: "Claim" }).click();
    await expect(card(page, "Claim: hard to miss")).toHaveCount(1);
  },
  async (page, ids) => ids.push(await mark(page, "members and comes", "Quote")),
  async (page, ids) => {
    await light(page, ids[1]);
    await page.keyboard.press("Delete");
    await expect(cards(page)).toHaveCount(3);
  },
  async (page, ids) => write(page, ids[3], "Where from?", "origin"),
  async (page, ids) => write(page, ids[0], "Nobody says.", "vote"),
  async (page, ids) => {
    await light(page, ids[0]);
    await page.keyboard.press("Delete");
    await expect(cards(page)).toHaveCount(2);
  },
  async (page, ids) => ids.push(await mark(page, "voted 107 to 0", "Quote")),
];

const shown = async (page) => [await marks(page), await cards(page).allInnerTexts()];

test("a dozen steps are undone to the start and done again to the end", async ({ page, downloads }) => {
  test.setTimeout(120_000);
  await open(page);
  const ids = [];
  // No download before the keys: Firefox shows it outside the page, which then has no focus to give.
  for (const step of STEPS) await step(page, ids);
  const [last, end] = [await exported(page, downloads), await shown(page)];
  expect(last.json.total).toBe(3);

  for (const _ of STEPS) {
    await expect(tool(page, "Undo")).not.toHaveAttribute("aria-disabled");
    await tool(page, "Undo").click();
  }
  await expect(tool(page, "Undo")).toHaveAttribute("aria-disabled", "true");
  await expectMarks(page, []);
  expect((await exported(page, downloads)).json.total).toBe(0);

  for (const _ of STEPS) {
    await expect(tool(page, "Redo")).not.toHaveAttribute("aria-disabled");
    await tool(page, "Redo").click();
  }
  await expect(tool(page, "Redo")).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  expect((await exported(page, downloads)).text).toBe(last.text);
  expect(await marks(page)).toEqual(end[0]);
});

test("what is typed in one visit to a note is one step", async ({ page }) => {
  await open(page);
  const id = await mark(page, "voted 107 to 0");
  await cardOf(page, id).getByRole("button", { name: "Edit note" }).click();
  const note = cardOf(page, id).getByRole("textbox", { name: "Note" });
  // The rests between the words are long enough to be stored on the way.
  for (const word of ["Who", " counted", " that?"]) {
    await note.pressSequentially(word);
    await expect(page.getByRole("status", { name: "Save state" })).toHaveText(/^Saved/);
  }
  await page.keyboard.press("Control+Enter");
  await expect(cardOf(page, id)).toContainText("Who counted that?");
  await tool(page, "Undo").click();
  await expect(cardOf(page, id)).not.toContainText("Who");
  await tool(page, "Redo").click();
  await expect(cardOf(page, id)).toContainText("Who counted that?");
});

test("a deletion is taken back by the toast, with its note and tags", async ({ page }) => {
  await open(page);
  const id = await mark(page, "ten members");
  await write(page, id, "Count them.", "numbers");
  const before = await shown(page);
  await cardOf(page, id).getByRole("button", { name: "Delete" }).click();
  await expectMarks(page, []);
  await page.getByRole("button", { name: "Undo this" }).click();
  await expect.poll(() => shown(page)).toEqual(before);
  await expect(page.getByRole("button", { name: "Undo this" })).toHaveCount(0);
});

test("a new step after an undo ends the way forth", async ({ page }) => {
  await open(page);
  await mark(page, "ten members");
  await mark(page, "hard to miss");
  await page.keyboard.press("Control+z");
  await expectMarks(page, ["claim: ten members"]);
  await mark(page, "voted 107 to 0", "Opinion");
  await expect(tool(page, "Redo")).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Control+Shift+z");
  await expectMarks(page, ["claim: ten members", "opinion: voted 107 to 0"]);
});

test("each article has steps of its own", async ({ page }) => {
  await open(page);
  await mark(page, "ten members");
  await expect(tool(page, "Undo")).not.toHaveAttribute("aria-disabled");
  await page.reload();
  await expectMarks(page, ["claim: ten members"]);
  await expect(tool(page, "Undo"), "nothing was done since the page was opened").toHaveAttribute("aria-disabled", "true");
});
