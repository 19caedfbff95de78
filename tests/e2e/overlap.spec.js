// Marks over each other: a claim inside a quote is the normal case. They are never merged, and each stays within reach.
import { expect, test } from "./support/fixtures.js";
import { card, cardOf, cards, clickOn, expectMarks, mark, marks, open, runs, stackMenu, tool } from "./support/reader.js";

/** The ids of the annotations that are lit in the text and in the margin. */
const lit = (page) =>
  page.locator("mark.lit, .card.lit").evaluateAll((all) => [
    ...new Set(all.map((element) => element.dataset.annotation ?? element.dataset.card)),
  ]);

/** Each annotation under a click on `words` is offered, and chosen it is lit. */
async function expectEach(page, words, ids) {
  for (const [index, id] of ids.entries()) {
    await clickOn(page, words);
    const entries = stackMenu(page).getByRole("button");
    await expect(entries).toHaveCount(ids.length);
    await entries.nth(index).click();
    await expect(stackMenu(page)).toHaveCount(0);
    await expect.poll(() => lit(page)).toEqual([id]);
  }
}

/** Its card lights each annotation. */
async function expectByCard(page, ids) {
  for (const id of ids) {
    await cardOf(page, id).click({ position: { x: 12, y: 12 } });
    await expect.poll(() => lit(page)).toEqual([id]);
    await expect(runs(page, id).first()).toHaveClass(/\blit\b/);
  }
}

test.beforeEach(({ page }) => open(page));

test("overlapping marks", async ({ page }) => {
  const first = await mark(page, "threatened a 25 percent tariff");
  const second = await mark(page, "a 25 percent tariff on Mexican exports", "Opinion");
  const expected = ["claim: threatened a 25 percent tariff", "opinion: a 25 percent tariff on Mexican exports"];
  await expectMarks(page, expected);
  await expect(page.locator("mark mark"), "where they overlap one is in the other").toHaveText("a 25 percent tariff");
  await expectByCard(page, [first, second]);

  await clickOn(page, "threatened");
  await expect.poll(() => lit(page)).toEqual([first]);
  await clickOn(page, "on Mexican exports");
  await expect.poll(() => lit(page)).toEqual([second]);
  await expect(stackMenu(page)).toHaveCount(0);

  await clickOn(page, "25 percent");
  await expect(stackMenu(page).getByRole("button", { name: "Claim threatened a 25 percent tariff" })).toBeVisible();
  await expect(stackMenu(page).getByRole("button", { name: "Opinion a 25 percent tariff on" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(stackMenu(page)).toHaveCount(0);
  await expectMarks(page, expected);
});

test("a mark inside another", async ({ page }) => {
  const outer = await mark(page, "This training is about strengthening our capabilities to protect our people", "Quote");
  const inner = await mark(page, "about strengthening our capabilities");
  const innermost = await mark(page, "strengthening", "Opinion");
  await expect(runs(page, outer).locator("mark").and(runs(page, inner))).toHaveText("about strengthening our capabilities");
  await expect(runs(page, inner).locator("mark").and(runs(page, innermost))).toHaveText("strengthening");
  await expectEach(page, "strengthening", [innermost, inner, outer]);
  await expectByCard(page, [outer, inner, innermost]);

  await cardOf(page, inner).click({ position: { x: 12, y: 12 } });
  await page.keyboard.press("Delete");
  await expectMarks(page, [
    "quote: This training is about strengthening our capabilities to protect our people",
    "opinion: strengthening",
  ]);
  await tool(page, "Undo").click();
  await expect(runs(page, outer).locator("mark").and(runs(page, inner))).toHaveCount(1);
});

test("identical marks", async ({ page }) => {
  const words = "cautious, sensible and rather ordinary";
  const ids = [await mark(page, words), await mark(page, words, "Opinion"), await mark(page, words, "Claim")];
  await expectMarks(page, [`claim: ${words}`, `opinion: ${words}`, `claim: ${words}`]);
  await expect(cards(page)).toHaveCount(3);
  await clickOn(page, words);
  await expect(stackMenu(page).getByRole("button")).toHaveCount(3);
  await page.keyboard.press("Escape");
  await expectByCard(page, ids);

  await card(page, `Opinion: ${words}`).click({ position: { x: 12, y: 12 } });
  await page.keyboard.press("Delete");
  await expectMarks(page, [`claim: ${words}`, `claim: ${words}`]);
  expect((await marks(page)).map(({ id }) => id).sort()).toEqual([ids[0], ids[2]].sort());
});

test("five marks across paragraphs, deleted one by one, leave the others as they are", async ({ page }) => {
  const phrases = [
    "U.S. soldiers entered",
    "soldiers entered with their weapons",
    "entered with their weapons for joint",
    "with their",
    "their weapons for joint training",
  ];
  const ids = [];
  for (const [index, words] of phrases.entries()) ids.push(await mark(page, words, ["Claim", "Quote", "Opinion"][index % 3]));
  for (const id of [ids[2], ids[0], ids[4], ids[1]]) {
    const left = (await marks(page)).filter((it) => it.id !== id);
    await cardOf(page, id).focus();
    await page.keyboard.press("Delete");
    await expect.poll(() => marks(page)).toEqual(left);
  }
});
