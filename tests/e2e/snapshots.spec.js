// Earlier states: of an article's annotations and of one annotation; and what is said of how the work is kept.
import { expect, test } from "./support/fixtures.js";
import { alerts, announcements, cardOf, dialog, expectMarks, mark, open, saved, tool, write } from "./support/reader.js";

const states = (page) => dialog(page, "Earlier versions").getByRole("region", { name: "Earlier states" });
const messages = (page) => page.getByRole("region", { name: "Messages" });

async function look(page) {
  await tool(page, "Help").click();
  await dialog(page, "Help").getByRole("button", { name: "Earlier states" }).click();
  await expect(states(page)).toBeVisible();
}

test("one goes back to an earlier state, and from there to the newer one, over a reload", async ({ page }) => {
  await open(page);
  await mark(page, "voted 107 to 0");
  await saved(page);
  // Before this one, what there was is kept.
  const id = await mark(page, "ten members", "Quote");
  await mark(page, "hard to miss", "Opinion");
  await saved(page);
  await page.reload();
  await expectMarks(page, ["claim: voted 107 to 0", "quote: ten members", "opinion: hard to miss"]);

  await look(page);
  await states(page).locator("summary").click();
  await expect(states(page).locator("summary")).toContainText("1 annotation");
  await expect(states(page)).toContainText("Since then: 2 added.");
  await expect(states(page).getByRole("list", { name: "Added since" })).toContainText("Quote: ten members");
  await states(page).getByRole("button", { name: "Go back to this state" }).click();
  await expectMarks(page, ["claim: voted 107 to 0"]);
  await tool(page, "Undo").click();
  await expectMarks(page, ["claim: voted 107 to 0", "quote: ten members", "opinion: hard to miss"]);
  await tool(page, "Redo").click();
  await expectMarks(page, ["claim: voted 107 to 0"]);
  await saved(page);
  await page.reload();
  await expectMarks(page, ["claim: voted 107 to 0"]);

  // What was left is a state too.
  await look(page);
  const left = states(page).locator("details").filter({ hasText: "before going back" });
  await left.locator("summary").click();
  await expect(left).toContainText("Since then: 2 deleted.");
  await left.getByRole("button", { name: "Go back to this state" }).click();
  await expectMarks(page, ["claim: voted 107 to 0", "quote: ten members", "opinion: hard to miss"]);
  await expect(cardOf(page, id)).toBeVisible();
});

test("an annotation goes back to what it was, and one undo takes that back", async ({ page }) => {
  await open(page);
  const id = await mark(page, "ten members");
  await write(page, id, "The first thought.", "first");
  await saved(page);
  await write(page, id, "The second thought.", "second");
  await saved(page);
  await cardOf(page, id).click({ position: { x: 12, y: 8 } });
  await cardOf(page, id).getByRole("button", { name: "More", exact: true }).click();
  await cardOf(page, id).getByRole("button", { name: "Earlier states" }).click();
  const item = dialog(page, "Earlier states").getByRole("listitem").filter({ hasText: "The first thought." }).first();
  await item.getByRole("button", { name: "Go back to this state" }).click();
  await expect(cardOf(page, id)).toContainText("The first thought.");
  await tool(page, "Undo").click();
  await expect(cardOf(page, id)).toContainText("The second thought.");
});

/** What the browser answers when it is asked to keep the work. */
const answers = (answer) => {
  globalThis.asked = 0;
  // Firefox also runs this in the empty page before the first, which has no storage.
  if (!globalThis.StorageManager) return;
  StorageManager.prototype.persist = async () => {
    globalThis.asked++;
    return answer;
  };
  StorageManager.prototype.persisted = async () => answer;
};

test("a browser that does not promise to keep the work: it is said once, with what to do", async ({ page }) => {
  await page.addInitScript(answers, false);
  await open(page);
  await expect(messages(page)).not.toContainText("has not promised");
  await mark(page, "ten members");
  await expect(messages(page)).toContainText("The browser has not promised to keep your work");
  await expect(alerts(page)).toHaveCount(0);
  await messages(page).getByRole("button", { name: "Ask again" }).click();
  await expect.poll(() => page.evaluate(() => globalThis.asked)).toBe(2);
  await expect(announcements(page)).toContainText("has not promised");
  const line = messages(page).locator(".line").filter({ hasText: "has not promised" });
  await line.getByRole("button", { name: "Dismiss" }).click();
  await expect(line).toHaveCount(0);
  await saved(page);
  await page.reload();
  await mark(page, "hard to miss");
  await tool(page, "Help").click();
  await expect(dialog(page, "Help")).toContainText("has not promised");
  await expect(line).toHaveCount(0);
  expect(await page.evaluate(() => globalThis.asked)).toBe(0);
});

test("a browser that promises to keep the work: the help says so, and nothing is in the way", async ({ page }) => {
  await page.addInitScript(answers, true);
  await open(page);
  await mark(page, "ten members");
  await expect.poll(() => page.evaluate(() => globalThis.asked)).toBe(1);
  await tool(page, "Help").click();
  await expect(dialog(page, "Help")).toContainText("The browser has promised to keep your work");
  await expect(messages(page)).not.toContainText("promised");
});
