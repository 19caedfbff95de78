// What axe does not see (screens.spec.js takes every screen through it): landmarks and tab stops.
import { expect, test } from "./support/fixtures.js";
import { article, cardOf, clickOn, mark, open, tool } from "./support/reader.js";

test("the page has one landmark for each of its parts, and a name for each", async ({ page }) => {
  await open(page);
  await expect(page.getByRole("banner")).toHaveCount(1);
  await expect(page.getByRole("main")).toHaveCount(1);
  await expect(page.getByRole("main").getByRole("article")).toHaveCount(1);
  await expect(page.getByRole("complementary", { name: "Annotations" })).toHaveCount(1);
  await expect(page.getByRole("status", { name: "Save state" })).toHaveCount(1);
  await expect(page.getByRole("status", { name: "Announcements" })).toHaveAttribute("aria-live", "polite");
  for (const name of ["Undo", "Redo", "New article", "Open file", "Export", "Help"]) {
    await expect(tool(page, name)).toHaveCount(1);
  }
});

test("the list of cards is one tab stop, and lets the focus through", async ({ page }) => {
  await open(page);
  for (const words of ["voted 107 to 0", "ten members", "hard to miss"]) await mark(page, words);
  for (const lit of [null, "ten members"]) {
    await page.keyboard.press("Escape");
    if (lit) await clickOn(page, lit);
    await article(page).focus();
    const visited = new Set();
    for (let presses = 0; presses < 20; presses++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => document.activeElement.closest("[data-card]")?.dataset.card ?? null);
      if (at) visited.add(at);
      else if (visited.size > 0) break;
    }
    expect(visited.size, `cards on the way of Tab${lit ? ", one being lit" : ""}`).toBe(1);
    if (lit) expect(await cardOf(page, [...visited][0]).getAttribute("aria-label")).toBe(`Claim: ${lit}`);
  }
});
