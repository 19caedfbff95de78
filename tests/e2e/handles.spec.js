// The ends of an annotation moved by the pointer, and by keys in one step.
import { expect, test } from "./support/fixtures.js";
import { article, bar, cardOf, expectMarks, mark, open, place, tool } from "./support/reader.js";

const handle = (page, end) => page.locator(`.handle.${end}`);

const middle = async (locator) => {
  const { x, y, width, height } = await locator.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
};

/** Drags an end to just behind `words`, or just before them; the pointer comes down on the handle's middle. */
async function pull(page, end, words, { drop = true } = {}) {
  const from = await middle(handle(page, end));
  const target = await place(page, words);
  const to = end === "end" ? target.end : target.start;
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
  await page.mouse.move(to.x, to.y + 8, { steps: 3 });
  if (drop) await page.mouse.up();
}

test.beforeEach(({ page }) => open(page));

test("a handle moves an end, in one step", async ({ page }) => {
  const id = await mark(page, "Senate voted");
  await expect(handle(page, "end")).toBeVisible();
  const { width, height } = await handle(page, "end").boundingBox();
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  await pull(page, "end", "107 to 0");
  await expectMarks(page, ["claim: Senate voted 107 to 0"]);
  await expect(bar(page)).toBeHidden();
  await pull(page, "start", "Mexico's");
  await expectMarks(page, ["claim: Mexico's Senate voted 107 to 0"]);
  await tool(page, "Undo").click();
  await expectMarks(page, ["claim: Senate voted 107 to 0"]);
  await tool(page, "Undo").click();
  await expectMarks(page, ["claim: Senate voted"]);
  await expect(cardOf(page, id)).toHaveCount(1);
});

test("the mark follows the handle, and Escape puts it back", async ({ page }) => {
  await mark(page, "Senate voted");
  await pull(page, "end", "107 to 0", { drop: false });
  await expectMarks(page, ["claim: Senate voted 107 to 0"]);
  await page.keyboard.press("Escape");
  await expectMarks(page, ["claim: Senate voted"]);
  await page.mouse.up();
  await expectMarks(page, ["claim: Senate voted"]);
  await tool(page, "Undo").click();
  await expectMarks(page, []);
});

test("handles are for the pointer alone, at the annotation in focus", async ({ page }) => {
  await mark(page, "Senate voted");
  await expect(page.locator(".handle[aria-hidden=true]")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(page.locator(".handle")).toHaveCount(0);
  // The text is whole under them.
  await expect(article(page)).toContainText("Senate voted 107 to 0");
});

test("keys move an end in one step", async ({ page }) => {
  const id = await mark(page, "voted");
  await cardOf(page, id).click({ position: { x: 12, y: 8 } });
  await expect(cardOf(page, id)).toBeFocused();
  for (const words of ["voted 1", "voted 10", "voted 107"]) {
    await page.keyboard.press("Shift+ArrowRight");
    await expectMarks(page, [`claim: ${words}`]);
  }
  await page.keyboard.press("Control+z");
  await expectMarks(page, ["claim: voted"]);
  await page.keyboard.press("Control+z");
  await expectMarks(page, []);
});
