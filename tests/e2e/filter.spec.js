// What is shown of the annotations: asked for, counted, linked to.
import { expect, test } from "./support/fixtures.js";
import { announcements, article, cards, expectMarks, exported, mark, open, select, bar, write } from "./support/reader.js";

const filter = (page) => page.getByRole("button", { name: "Filter", exact: true });
const panel = (page) => page.getByRole("region", { name: "Filter" });
const choice = (page, name) => panel(page).getByRole("checkbox", { name });

async function marked(page) {
  await open(page);
  const claim = await mark(page, "voted 107 to 0", "Claim");
  await mark(page, "ten members", "Claim");
  await mark(page, "hard to miss", "Opinion");
  await write(page, claim, "By whom?", "vote, Mexico");
}

test("categories, states, tags and words are combined, with counts", async ({ page }) => {
  await marked(page);
  await filter(page).click();
  await expect(panel(page).getByRole("searchbox")).toBeFocused();
  await expect(panel(page).getByRole("group", { name: "Category" })).toContainText(/Claim\s*2\s*Quote\s*0\s*Opinion\s*1/);
  await choice(page, /^Claim/).check();
  await expectMarks(page, ["claim: voted 107 to 0", "claim: ten members"]);
  await expect(cards(page)).toHaveCount(2);
  await expect(announcements(page)).toHaveText("2 of 3 annotations shown");
  // Other choices of a group are counted as if it asked for nothing, those of the others within it.
  await expect(panel(page).getByRole("group", { name: "Category" })).toContainText(/Opinion\s*1/);
  await expect(panel(page).getByRole("group", { name: "Still to do" })).toContainText(/No note\s*1/);
  await choice(page, /^No note/).check();
  await expectMarks(page, ["claim: ten members"]);
  await choice(page, /^No note/).uncheck();
  await choice(page, /^vote/).check();
  await expectMarks(page, ["claim: voted 107 to 0"]);
  await choice(page, /^vote/).uncheck();
  await choice(page, /^Claim/).uncheck();
  await panel(page).getByRole("searchbox").fill("MEXICO");
  await expectMarks(page, ["claim: voted 107 to 0"]);
  await page.getByRole("button", { name: "Show all" }).click();
  await expectMarks(page, ["claim: voted 107 to 0", "claim: ten members", "opinion: hard to miss"]);
});

test("a view can be linked to", async ({ page }) => {
  await marked(page);
  await filter(page).click();
  await choice(page, /^Opinion/).check();
  await expect.poll(() => new URL(page.url()).hash).toBe("#category=opinion");
  await page.reload();
  await expectMarks(page, ["opinion: hard to miss"]);
  await page.evaluate(() => (location.hash = "#tag=vote&find=whom&nonsense=%00"));
  await expectMarks(page, ["claim: voted 107 to 0"]);
  await page.evaluate(() => (location.hash = ""));
  await expect(cards(page)).toHaveCount(3);
});

test("keys walk within the filter, and what is marked is seen", async ({ page }) => {
  await marked(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await choice(page, /^Claim/).check();
  await page.keyboard.press("Escape");
  await expect(panel(page)).toHaveCount(0);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(cards(page).and(page.getByLabel("Claim: ten members"))).toBeFocused();
  await select(page, "amphibious");
  await bar(page).getByRole("button", { name: "Quote" }).click();
  await expect(cards(page)).toHaveCount(4);
  await expect(article(page)).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
});

test("hidden layers are a part of the view and of its address", async ({ page, downloads }) => {
  await marked(page);
  const { json } = await exported(page, downloads);
  const me = json.items?.[0]?.creator?.id ?? json.first.items[0].creator.id;
  await page.evaluate((me) => (location.hash = `#category=claim&without=${me}`), me);
  await expect(cards(page)).toHaveCount(0);
  await expect(announcements(page)).toHaveText("0 of 3 annotations shown");
  await page.reload();
  await expectMarks(page, []);
  // Somebody else's layer hides nothing of mine.
  await page.evaluate(() => (location.hash = "#category=claim&without=urn:x:somebody"));
  await expectMarks(page, ["claim: voted 107 to 0", "claim: ten members"]);
  // What I mark brings my layer back, and leaves the rest of the view where that is enough.
  await page.evaluate((me) => (location.hash = `#category=claim&without=urn:x:somebody&without=${me}`), me);
  await expectMarks(page, []);
  await select(page, "amphibious");
  await bar(page).getByRole("button", { name: "Claim" }).click();
  await expectMarks(page, ["claim: voted 107 to 0", "claim: ten members", "claim: amphibious"]);
  await expect.poll(() => decodeURIComponent(new URL(page.url()).hash)).toBe("#category=claim&without=urn:x:somebody");
});
