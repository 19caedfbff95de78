// A link to an annotation, and its words with their source.
import { expect, test } from "./support/fixtures.js";
import { addArticle, alerts, announcements, article, cardOf, cards, expectMarks, mark, open, runs, saved } from "./support/reader.js";

// What is copied is kept in the page: browsers let no test read the clipboard alike.
test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    const clipboard = { writeText: async (text) => void (globalThis.copied = text) };
    Object.defineProperty(navigator, "clipboard", { value: clipboard, configurable: true });
  });
  await open(page);
});

const copied = (page) => page.evaluate(() => globalThis.copied);

async function copy(page, id, name) {
  await cardOf(page, id).click({ position: { x: 12, y: 8 } });
  await cardOf(page, id).getByRole("button", { name: "More" }).click();
  await cardOf(page, id).getByRole("button", { name }).click();
  await expect(announcements(page)).toHaveText(name === "Copy link" ? "Link copied" : "Quotation copied");
  return copied(page);
}

test("a link goes to the annotation, whatever the view hides", async ({ page }) => {
  await mark(page, "voted 107 to 0", "Claim");
  const id = await mark(page, "it would be naive", "Opinion");
  const link = await copy(page, id, "Copy link");
  expect(new URL(link).hash).toBe(`#annotation=${encodeURIComponent(id)}`);
  await saved(page);
  await page.evaluate(() => scrollTo(0, 0));

  await page.goto("about:blank");
  await page.goto(link);
  await expect(cardOf(page, id)).toBeFocused();
  await expect(runs(page, id)).toBeInViewport();
  await expect(runs(page, id)).toHaveClass(/\blit\b/);

  // With a view that shows it the view stays; with one that does not it goes.
  await page.evaluate((id) => (location.hash = `#category=opinion&annotation=${id}`), id);
  await expectMarks(page, ["opinion: it would be naive"]);
  await page.evaluate((id) => (location.hash = `#category=claim&annotation=${id}`), id);
  await expectMarks(page, ["claim: voted 107 to 0", "opinion: it would be naive"]);
  await expect(cardOf(page, id)).toBeFocused();
});

test("a link opens the article that has the annotation", async ({ page }) => {
  const id = await mark(page, "voted 107 to 0");
  const link = await copy(page, id, "Copy link");
  await saved(page);
  await addArticle(page, "Something else\n\nThis is another article, and nothing of it is marked.");
  await expect(cards(page)).toHaveCount(0);
  await page.goto(link);
  await expect(article(page)).toContainText("voted 107 to 0");
  await expect(cardOf(page, id)).toBeFocused();
});

test("a link to what is not here says so", async ({ page }) => {
  await page.evaluate(() => (location.hash = "#annotation=urn:uuid:none"));
  await expect(alerts(page)).toContainText("The annotation that this link leads to is not on this device.");
  await expect(article(page)).toContainText("voted 107 to 0");
});

test("words are copied with their source", async ({ page }) => {
  const id = await mark(page, "voted 107 to 0");
  expect(await copy(page, id, "Copy quotation")).toMatch(/^“voted 107 to 0” — .*Mexican Senate clears U\.S\. Special Forces to train naval unit, 14 February 2025/);
});

test("where the browser does not let it, the words are there to be copied", async ({ page }) => {
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true }));
  const id = await mark(page, "voted 107 to 0");
  await cardOf(page, id).getByRole("button", { name: "More" }).click();
  await cardOf(page, id).getByRole("button", { name: "Copy quotation" }).click();
  await expect(alerts(page)).toContainText("“voted 107 to 0” — ");
});
