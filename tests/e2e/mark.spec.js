// Marking words: by the mouse and by keys, and what exactly becomes marked.
import { expect, test } from "./support/fixtures.js";
import {
  CATEGORIES,
  addArticle,
  article,
  bar,
  card,
  cardOf,
  cards,
  clickOn,
  drag,
  expectMarks,
  mark,
  marks,
  open,
  place,
  runs,
  select,
  stackMenu,
} from "./support/reader.js";

const PHRASES = ["voted 107 to 0", "ten members", "hard to miss"];

test.beforeEach(({ page }) => open(page));

for (const [index, category] of CATEGORIES.entries()) {
  const words = PHRASES[index];

  test(`words are marked as ${category} by the mouse`, async ({ page }) => {
    const { box } = await select(page, words);
    const place = await bar(page).boundingBox();
    expect(place.y - box.bottom, "the bar is just below the end of the words").toBeGreaterThanOrEqual(0);
    expect(place.y - box.bottom).toBeLessThan(24);
    expect(place.x).toBeLessThan(box.right);
    expect(place.x + place.width).toBeGreaterThan(box.right);
    await expect(bar(page).getByRole("button")).toHaveText(CATEGORIES.map((name, at) => `${name}${at + 1}`));

    await bar(page).getByRole("button", { name: category }).click();
    await expectMarks(page, [`${category.toLowerCase()}: ${words}`]);
    await expect(bar(page)).toBeHidden();
    await expect(card(page, `${category}: ${words}`)).toHaveCount(1);
  });

  test(`words are marked as ${category} by the key ${index + 1}`, async ({ page }) => {
    await select(page, words);
    await page.keyboard.press(String(index + 1));
    await expectMarks(page, [`${category.toLowerCase()}: ${words}`]);
    await expect(bar(page)).toBeHidden();
    await expect(card(page, `${category}: ${words}`)).toHaveCount(1);
  });
}

test("a mark names its card, and the card is level with it", async ({ page }) => {
  for (const words of ["voted 107 to 0", "hard to miss", "It would be naive".slice(3)]) {
    const id = await mark(page, words);
    const details = await runs(page, id).first().getAttribute("aria-details");
    await expect(cardOf(page, id)).toHaveAttribute("id", details);
    await expect(runs(page, id).first()).toHaveAttribute("data-category", "claim");
  }
  for (const { id } of await marks(page)) {
    const distance = async () => {
      const [run, card] = [await runs(page, id).first().boundingBox(), await cardOf(page, id).boundingBox()];
      return Math.abs(run.y - card.y);
    };
    await expect.poll(distance).toBeLessThan(6);
  }
});

test("cards of neighbouring words do not overlap, and keep the order of the text", async ({ page }) => {
  for (const words of ["ten members", "own weapons and equipment", "17 February to 28 March"]) await mark(page, words);
  const gaps = async () => {
    const boxes = await Promise.all((await cards(page).all()).map((card) => card.boundingBox()));
    return boxes.slice(1).map((box, at) => box.y - (boxes[at].y + boxes[at].height));
  };
  await expect.poll(async () => Math.min(...(await gaps()))).toBeGreaterThan(0);
});

test("the focus on a mark lights its card, and the focus on a card its mark", async ({ page }) => {
  const [one, other] = [await mark(page, "voted 107 to 0"), await mark(page, "hard to miss", "Opinion")];
  const lit = async () => [
    ...new Set(await article(page).locator("mark.lit").evaluateAll((runs) => runs.map((run) => run.dataset.annotation))),
    ...(await page.locator(".card.lit").evaluateAll((cards) => cards.map((card) => card.dataset.card))),
  ];
  await clickOn(page, "voted 107 to 0");
  await expect.poll(lit).toEqual([one, one]);
  await cardOf(page, other).focus();
  await expect.poll(lit).toEqual([other, other]);
  await clickOn(page, "The exercises will cover");
  await expect.poll(lit).toEqual([]);
});

test("a button of a card that is not lit does what it says at the first click", async ({ page }) => {
  const first = await mark(page, "voted 107 to 0");
  await mark(page, "ten members");
  await expect(cardOf(page, first)).toBeVisible();
  await cardOf(page, first).getByRole("button", { name: "Change category" }).click();
  await cardOf(page, first).getByRole("group", { name: "Category" }).getByRole("button", { name: "Opinion" }).click();
  await expectMarks(page, ["opinion: voted 107 to 0", "claim: ten members"]);
});

test("spaces around the words are not marked", async ({ page }) => {
  await mark(page, " to let a small team ");
  await expectMarks(page, ["claim: to let a small team"]);
});

test("no letter is cut in two", async ({ page }) => {
  await addArticle(page, "The family \u{1f469}\u200d\u{1f469}\u200d\u{1f467} of Zoe\u0308 came late.");
  // From within the family to within the last letter of the name, as a script or an odd keyboard may select.
  await article(page).evaluate((article) => {
    const node = article.querySelector("p, h1").firstChild;
    getSelection().setBaseAndExtent(node, node.data.indexOf("\u200d") + 1, node, node.data.indexOf("\u0308"));
  });
  await page.keyboard.press("Shift");
  await page.keyboard.press("1");
  await expectMarks(page, ["claim: \u{1f469}\u200d\u{1f469}\u200d\u{1f467} of Zoe\u0308"]);
});

test("a selection across blocks is one annotation", async ({ page }) => {
  const from = await place(page, "before they reach the border");
  await drag(page, from.start, (await place(page, "fewer weapons moving south")).end);
  await expect(bar(page)).toBeVisible();
  await page.keyboard.press("2");
  await expectMarks(page, ["quote: before they reach the border;fewer weapons moving south"]);
  const [{ id }] = await marks(page);
  await expect(runs(page, id)).toHaveCount(2);
  await expect(runs(page, id).and(page.locator("[aria-details]"))).toHaveCount(1);
  await expect(cards(page)).toHaveCount(1);
});

test("of a selection that begins or ends outside the article only what is in it is marked", async ({ page }) => {
  const text = (await article(page).textContent()).trim();
  const words = "The team has ten members";
  const before = text.slice(0, text.indexOf(words) + words.length).replaceAll("\n", "");

  const hint = await page.getByText("Select some words in the article").boundingBox();
  await drag(page, { x: hint.x + 20, y: hint.y + hint.height / 2 }, (await place(page, words)).end);
  await expect(bar(page)).toBeVisible();
  await page.keyboard.press("1");
  await expectMarks(page, [`claim: ${before}`]);

  await page.keyboard.press("Delete");
  await expectMarks(page, []);
  const { start } = await place(page, "how their results will be measured");
  const help = page.getByText("Nothing is marked yet.");
  await help.evaluate((help) => {
    // Level with the last line: a selection goes to the right as far as there are words.
    help.style.position = "fixed";
    help.style.bottom = "0";
  });
  const empty = await help.boundingBox();
  await drag(page, start, { x: empty.x + 40, y: empty.y + empty.height / 2 });
  await expect(bar(page)).toBeVisible();
  await page.keyboard.press("1");
  await expectMarks(page, ["claim: how their results will be measured."]);
});

test("a click that ends a drag opens nothing", async ({ page }) => {
  await mark(page, "foreign soldiers under arms, however few");
  await mark(page, "answered that foreign soldiers under arms", "Opinion");
  await page.keyboard.press("Escape");
  await expect(page.locator("mark.lit")).toHaveCount(0);
  await select(page, "soldiers under arms");
  await expect(page.locator("mark.lit, .card.lit")).toHaveCount(0);
  await expect(stackMenu(page)).toHaveCount(0);
});

test("words that are marked can be marked again from their first letter", async ({ page }) => {
  await mark(page, "foreign soldiers under arms");
  await mark(page, "foreign soldiers", "Opinion");
  await expectMarks(page, ["claim: foreign soldiers under arms", "opinion: foreign soldiers"]);
});

test("a pointer that goes down on controls selects nothing, and takes no selection away", async ({ page }) => {
  const selected = () => page.evaluate(() => getSelection().toString());
  await select(page, "voted 107 to 0");
  const place = await bar(page).boundingBox();
  const y = place.y + place.height / 2;
  // Over all three buttons: no click, as it begins and ends on different ones.
  await drag(page, { x: place.x + 30, y }, { x: place.x + place.width - 30, y });
  expect(await selected()).toBe("voted 107 to 0");
  await expect(bar(page)).toBeVisible();
  await bar(page).getByRole("button", { name: "Claim" }).click();
  await expect(cards(page)).toHaveCount(1);

  const [undo, help] = await Promise.all(
    ["Undo", "Help"].map((name) => page.getByRole("button", { name, exact: true }).boundingBox()),
  );
  const middle = (box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  await drag(page, middle(undo), middle(help));
  expect(await selected(), "what a drag over the tools selects").toBe("");
  const actions = await Promise.all(
    ["Edit note", "Delete"].map((name) => cards(page).getByRole("button", { name }).boundingBox()),
  );
  await drag(page, middle(actions[0]), middle(actions[1]));
  expect(await selected(), "what a drag over a card's buttons selects").toBe("");
  await expectMarks(page, ["claim: voted 107 to 0"]);
});
