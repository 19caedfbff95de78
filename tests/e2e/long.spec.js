// Long articles with very many annotations: drawn little by little, and all of it is there.
import { expect, test } from "./support/fixtures.js";
import { ada, uuid } from "./support/colleagues.js";
import { addArticle, announcements, article, dialog, open, saved } from "./support/reader.js";
import { createHash } from "node:crypto";

const PARAGRAPHS = 1_500;
const MARKED = 600;
const paragraphs = Array.from({ length: PARAGRAPHS }, (_, nth) => `Paragraph number ${nth} is about the harbour, and about the lamp that stands there in all weathers.`);
const text = `${paragraphs.join("\n")}\n`;

/** A file with every so many paragraphs' number marked. */
function file() {
  const hash = `ni:///sha-256;${createHash("sha256").update(text).digest("base64url")}`;
  const items = Array.from({ length: MARKED }, (_, nth) => {
    const words = `number ${Math.floor((nth * PARAGRAPHS) / MARKED)} is`;
    const start = text.indexOf(words);
    return {
      id: uuid(nth),
      type: "Annotation",
      motivation: "classifying",
      created: "2026-05-05T08:00:00Z",
      modified: "2026-05-05T08:00:00Z",
      creator: { id: uuid(ada[0]), type: "Person", name: ada[1] },
      body: [{ type: "TextualBody", purpose: "classifying", value: "claim" }],
      target: {
        type: "SpecificResource",
        source: hash,
        selector: [
          { type: "TextQuoteSelector", exact: words, prefix: text.slice(Math.max(0, start - 32), start), suffix: text.slice(start + words.length, start + words.length + 32) },
          { type: "TextPositionSelector", start, end: start + words.length },
        ],
      },
    };
  });
  return JSON.stringify({
    "@context": ["http://www.w3.org/ns/anno.jsonld", { gl: "urn:x-glossator:" }],
    id: uuid(700_000),
    type: "AnnotationCollection",
    created: "2026-05-04T08:00:00Z",
    "gl:formatVersion": 1,
    "schema:about": { type: "schema:Article", "schema:headline": "The harbour", "schema:articleBody": text },
    total: items.length,
    first: { id: uuid(700_001), type: "AnnotationPage", items },
  });
}

async function openLong(page) {
  await open(page);
  await page.locator("input[type=file]").setInputFiles({ name: "long.glossator.json", mimeType: "application/json", buffer: Buffer.from(file()) });
  await dialog(page, "Open file").getByRole("button", { name: "Keep apart" }).click();
  await expect(announcements(page)).toHaveText(/^Opened: The harbour/);
  await expect.poll(() => blocks(page)).toBe(PARAGRAPHS);
  await saved(page);
}

const blocks = (page) => page.locator("main [data-block]").count();
const items = (page) => page.locator("li[data-card]");
const shownCards = (page) => items(page).count();
const inSight = (page, words) =>
  article(page).getByText(words).evaluate((it) => {
    const { top, bottom } = it.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });

test("all of a long article comes, to the letter", async ({ page }) => {
  await openLong(page);
  expect(await article(page).evaluate((it) => it.textContent)).toBe(text);
  expect(await article(page).locator("mark").count()).toBe(MARKED);
});

test("of very many annotations the cards near what is in sight are there, and the keys reach all", async ({ page }) => {
  await openLong(page);
  await expect.poll(() => shownCards(page)).toBeLessThan(100);
  expect(await shownCards(page)).toBeGreaterThan(3);
  await expect(items(page).first()).toHaveAttribute("aria-setsize", String(MARKED));
  await expect(items(page).first()).toHaveAttribute("aria-posinset", "1");

  // Scrolled to the middle, those of the middle are there, level with their words.
  await article(page).getByText("Paragraph number 750 is").evaluate((it) => it.scrollIntoView({ block: "center" }));
  const middle = items(page).filter({ hasText: "number 750 is" });
  await expect(middle).toBeVisible();
  await expect(items(page).filter({ hasText: "number 0 is" })).toHaveCount(0);
  const apart = await middle.evaluate((card) => {
    const mark = document.querySelector(`mark[data-annotation="${card.dataset.card}"]`);
    return Math.abs(card.getBoundingClientRect().top - mark.getBoundingClientRect().top);
  });
  expect(apart).toBeLessThan(120);

  // The card in focus stays, and the one before and after it come with their keys.
  await middle.locator("[role=comment]").click();
  await page.keyboard.press("j");
  const next = items(page).filter({ hasText: "number 752 is" });
  await expect(next.locator("[role=comment]")).toBeFocused();
  await page.evaluate(() => scrollTo(0, 0));
  await expect(items(page).filter({ hasText: "number 0 is" })).toBeVisible();
  await expect(next).toHaveCount(1);
  await page.keyboard.press("k");
  await expect(middle.locator("[role=comment]")).toBeFocused();
  expect(await inSight(page, "Paragraph number 750 is")).toBe(true);

  // Paper has all of them.
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect.poll(() => shownCards(page)).toBe(MARKED);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect.poll(() => shownCards(page)).toBeLessThan(100);
});

test("a long article opens where it was left, and at the annotation of a link", async ({ page }) => {
  await openLong(page);
  await article(page).getByText("Paragraph number 1400 is").evaluate((it) => it.scrollIntoView());
  await page.reload();
  await expect.poll(() => blocks(page)).toBe(PARAGRAPHS);
  await expect.poll(() => inSight(page, "Paragraph number 1400 is")).toBe(true);

  await page.goto(`${new URL(page.url()).origin}/#annotation=${encodeURIComponent(uuid(MARKED - 1))}`);
  await page.reload();
  const last = Math.floor(((MARKED - 1) * PARAGRAPHS) / MARKED);
  await expect.poll(() => inSight(page, `Paragraph number ${last} is`)).toBe(true);
  await expect(items(page).filter({ hasText: `number ${last} is` }).locator("[role=comment]")).toBeFocused();
});

test("another article of a few words is all there at once", async ({ page }) => {
  await openLong(page);
  await addArticle(page, "Short\n\nA few words.");
  expect(await blocks(page)).toBe(2);
});
