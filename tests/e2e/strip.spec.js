// The whole article in a strip: where the marks are, what is in sight, and the way to what is not.
import { expect, test } from "./support/fixtures.js";
import { card, cardOf, mark, open, runs } from "./support/reader.js";

const overview = (page) => page.getByRole("navigation", { name: "Overview" });
const way = (page, name) => overview(page).getByRole("button", { name, exact: true });
const strip = (page) => overview(page).locator(".strip");
const colours = { claim: "amber", quote: "blue", opinion: "plum" };
const ticks = (page, category) => strip(page).locator(`path.${colours[category]}`);

/** Three marks, the first two at the top of the article and the third at its end. */
async function marked(page) {
  await open(page);
  const first = await mark(page, "voted 107 to 0", "Claim");
  await mark(page, "ten members", "Quote");
  const last = await mark(page, "it would be naive", "Opinion");
  return { first, last };
}

const toTop = (page) => page.evaluate(() => scrollTo(0, 0));
const toEnd = (page) => page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
const frame = async (page) => (await strip(page).locator(".frame").boundingBox()).y;

test.use({ viewport: { width: 1280, height: 640 } });

test("what is out of sight is counted, and a button leads to the nearest of it", async ({ page }) => {
  const { first, last } = await marked(page);
  await toTop(page);
  await expect(way(page, "1 annotation below")).toBeVisible();
  await expect(overview(page).getByRole("button", { name: /above/ })).toHaveCount(0);
  const above = await frame(page);

  await way(page, "1 annotation below").click();
  await expect(cardOf(page, last)).toBeFocused();
  await expect(runs(page, last)).toBeInViewport();
  await expect(way(page, "2 annotations above")).toBeVisible();
  expect(await frame(page), "the frame follows").toBeGreaterThan(above);

  await way(page, "2 annotations above").click();
  await expect(card(page, "Quote: ten members")).toBeFocused();
  await expect(runs(page, first)).toBeInViewport();
});

test("ticks have the shape of their category, and follow the filter", async ({ page }) => {
  await marked(page);
  const shapes = {};
  for (const category of ["claim", "quote", "opinion"]) {
    await expect(ticks(page, category)).toHaveCount(1);
    shapes[category] = (await ticks(page, category).getAttribute("d")).replace(/\d+ \d+/g, "");
  }
  expect(new Set(Object.values(shapes)).size, "each another one").toBe(3);
  await page.evaluate(() => (location.hash = "#category=claim"));
  await expect(ticks(page, "quote")).toHaveCount(0);
  await expect(ticks(page, "claim")).toHaveCount(1);
  await toEnd(page);
  await expect(way(page, "1 annotation above")).toBeVisible();
});

test("a press on the strip and a drag along it scroll", async ({ page }) => {
  await marked(page);
  await toTop(page);
  const box = await strip(page).boundingBox();
  const scrolled = () => page.evaluate(() => scrollY);
  await page.mouse.move(box.x + 8, box.y + box.height * 0.5);
  await page.mouse.down();
  await expect.poll(scrolled).toBeGreaterThan(100);
  const middle = await scrolled();
  await page.mouse.move(box.x - 40, box.y + box.height * 0.9, { steps: 4 });
  await expect.poll(scrolled).toBeGreaterThan(middle);
  await page.mouse.up();
  const end = await scrolled();
  await page.mouse.move(box.x, box.y + 10);
  expect(await scrolled(), "let go").toBe(end);
  await expect(page.getByRole("toolbar", { name: "Mark selection" })).toBeHidden();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("there is no strip, and the counts stay", async ({ page }) => {
    await marked(page);
    await toTop(page);
    await expect(strip(page)).toBeHidden();
    const button = way(page, "1 annotation below");
    await expect(button).toBeVisible();
    const { width, height } = await button.boundingBox();
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    await button.click();
    await expect(card(page, "Opinion: it would be naive")).toBeVisible();
  });
});
