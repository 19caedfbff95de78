// The marker: each selection that the pointer completes is marked at once.
import { expect, test } from "./support/fixtures.js";
import { announcements, article, bar, drag, expectMarks, margin, open, place, runs } from "./support/reader.js";

const toggle = (page) => page.getByRole("main").getByRole("button", { name: "Marker", exact: true });
const line = (page) => page.getByRole("toolbar", { name: "Marker" });

const over = async (page, words) => {
  const at = await place(page, words);
  await drag(page, at.start, at.end);
};

test("each selection is marked at once, until Escape", async ({ page }) => {
  await open(page);
  await toggle(page).click();
  await expect(toggle(page)).toHaveAttribute("aria-pressed", "true");
  await expect(announcements(page)).toHaveText("Marker on: each selection is marked as claim. Esc ends it");
  await over(page, "voted 107 to 0");
  await expectMarks(page, ["claim: voted 107 to 0"]);
  await expect(bar(page)).toBeHidden();
  await line(page).getByRole("button", { name: "Opinion" }).click();
  await over(page, "ten members");
  await expectMarks(page, ["claim: voted 107 to 0", "opinion: ten members"]);
  // A click marks nothing.
  const { start } = await place(page, "hard to miss");
  await page.mouse.click(start.x, start.y);
  await expectMarks(page, ["claim: voted 107 to 0", "opinion: ten members"]);

  await page.keyboard.press("Escape");
  await expect(line(page)).toHaveCount(0);
  await expect(announcements(page)).toHaveText("Marker off");
  await over(page, "hard to miss");
  await expect(bar(page)).toBeVisible();
  await expectMarks(page, ["claim: voted 107 to 0", "opinion: ten members"]);
});

test.describe("on a phone", () => {
  test.use({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: async ({ browserName }, use) => use(browserName === "chromium"),
  });

  /** What a browser tells a page of a long press and of the handles: the pointer, and changes of the selection. */
  const press = (page, words) =>
    article(page).evaluate((article, words) => {
      const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      let node = walker.nextNode();
      while (node && !node.data.includes(words)) node = walker.nextNode();
      const touch = { bubbles: true, pointerType: "touch", pointerId: 7, isPrimary: true };
      node.parentElement.dispatchEvent(new PointerEvent("pointerdown", touch));
      const at = node.data.indexOf(words);
      getSelection().setBaseAndExtent(node, at, node, at + words.length);
      node.parentElement.dispatchEvent(new PointerEvent("pointercancel", touch));
    }, words);

  test("the sheet does not lie over the words that were marked", async ({ page }) => {
    await open(page);
    await toggle(page).click();
    // At the bottom of the window, where the sheet will be.
    await article(page).evaluate((article) => {
      const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      let node = walker.nextNode();
      while (!node.data.includes("hard to miss")) node = walker.nextNode();
      const range = document.createRange();
      range.setStart(node, node.data.indexOf("hard to miss"));
      range.setEnd(node, range.startOffset + 12);
      scrollBy(0, range.getBoundingClientRect().bottom - innerHeight + 60);
    });
    await press(page, "hard to miss");
    await expectMarks(page, ["claim: hard to miss"]);
    const id = await article(page).locator("mark").getAttribute("data-annotation");
    const bottom = async () => (await runs(page, id).boundingBox()).y + (await runs(page, id).boundingBox()).height;
    await expect.poll(async () => (await margin(page).boundingBox()).y - (await bottom())).toBeGreaterThan(0);
    await expect(runs(page, id)).toBeInViewport();
  });
});
