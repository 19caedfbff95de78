// The tour: asked for, left at any moment, and never there by itself.
import { expect, test } from "./support/fixtures.js";
import { announcements, bar, dialog, expectMarks, mark, open, select, tool } from "./support/reader.js";

const TITLES = ["Select words", "Say what they are", "Say what you make of it", "Find it again", "Keep and share it"];

const tour = (page, title) => page.getByRole("dialog", title ? { name: title, exact: true } : { name: new RegExp(TITLES.join("|")) });
const press = (page, name) => tour(page).getByRole("button", { name, exact: true });
const offer = (page) => page.getByRole("button", { name: "Take the tour" });
const pointed = (page) => page.locator("[data-pointed]");

async function fromHelp(page) {
  await tool(page, "Help").click();
  await dialog(page, "Help").getByRole("button", { name: "Take the tour" }).click();
  await expect(dialog(page, "Help")).toBeHidden();
  await expect(tour(page, TITLES[0])).toBeFocused();
}

test.beforeEach(({ page }) => open(page));

test("five steps lead through the page by keys alone, each beside what it tells of", async ({ page }) => {
  await expect(tour(page)).toHaveCount(0);
  await tool(page, "Help").focus();
  await fromHelp(page);
  await expect(pointed(page)).toHaveText(/\w/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(press(page, "Next")).toBeFocused();
  for (const [at, title] of TITLES.slice(1).entries()) {
    await page.keyboard.press("Enter");
    await expect(tour(page, title)).toBeVisible();
    await expect(announcements(page)).toHaveText(new RegExp(`^Step ${at + 2} of 5. ${title}: `));
    await expect(pointed(page).first()).toBeInViewport();
  }
  await expect(press(page, "Done")).toBeFocused();
  await expect(tool(page, "Export")).toHaveAttribute("data-pointed");
  await page.keyboard.press("Enter");
  await expect(tour(page)).toHaveCount(0);
  await expect(pointed(page)).toHaveCount(0);
  await expect(tool(page, "Help")).toBeFocused();
});

test("what it tells of works meanwhile", async ({ page }) => {
  await fromHelp(page);
  await select(page, "Senate voted");
  await press(page, "Next").click();
  await expect(bar(page), "what is selected stays selected").toBeVisible();
  await expect(bar(page)).toHaveAttribute("data-pointed");
  await page.keyboard.press("1");
  await expectMarks(page, ["claim: Senate voted"]);
  await press(page, "Next").click();
  await expect(page.locator(".card")).toHaveAttribute("data-pointed");
  await press(page, "Back").click();
  await expect(tour(page, TITLES[1])).toBeVisible();
  // The first step has no such button to keep the focus.
  await press(page, "Back").press("Enter");
  await expect(tour(page, TITLES[0])).toBeFocused();
});

test("it is offered once in a line, and Escape leaves it for good", async ({ page }) => {
  await offer(page).click();
  await expect(tour(page, TITLES[0])).toBeFocused();
  await expect(offer(page)).toHaveCount(0);
  await page.getByRole("main").getByRole("article").focus();
  await page.keyboard.press("Escape");
  await expect(tour(page)).toHaveCount(0);
  await expect(announcements(page)).toHaveText(/^The tour is over/);
  await page.reload();
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(1);
  await expect(offer(page)).toHaveCount(0);
  await expect(tour(page)).toHaveCount(0);
});

for (const [name, width, height] of [["a phone", 360, 740], ["400 %", 320, 256]]) {
  test.describe(`at ${name}`, () => {
    test("each step is in the window, and can be gone on from", async ({ page }) => {
      await mark(page, "Senate voted");
      await page.setViewportSize({ width, height });
      await fromHelp(page);
      for (const title of TITLES) {
        await expect(tour(page, title)).toBeVisible();
        const box = async () => {
          const { x, y, width: wide, height: high } = await tour(page).boundingBox();
          return Math.min(x, y, width - x - wide, height - y - high);
        };
        await expect.poll(box, "within the window").toBeGreaterThanOrEqual(0);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        await press(page, title === TITLES.at(-1) ? "Done" : "Next").click();
      }
      await expect(tour(page)).toHaveCount(0);
    });
  });
}
