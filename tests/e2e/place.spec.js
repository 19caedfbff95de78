// Where one reads, and what is open in which tab.
import { expect, test } from "./support/fixtures.js";
import { addArticle, article, dialog, open, saved, tool } from "./support/reader.js";

const long = (name) => `# ${name}\n\n${Array.from({ length: 60 }, (_, at) => `Paragraph ${at} of ${name}: it goes on and on about the harbour and the lamp, and then it goes on about the lamp and the harbour.`).join("\n\n")}`;
const top = (page, words) => article(page).getByText(words).evaluate((it) => it.getBoundingClientRect().top);

test("an article opens where it was left", async ({ page }) => {
  await open(page);
  await addArticle(page, long("North"));
  await article(page).getByText("Paragraph 40 of North").evaluate((it) => it.scrollIntoView());
  await saved(page);
  await page.reload();
  await expect(article(page)).toContainText("Paragraph 40 of North");
  await expect.poll(() => top(page, "Paragraph 40 of North")).toBeLessThan(200);
  expect(await top(page, "Paragraph 40 of North")).toBeGreaterThan(-60);
  await addArticle(page, long("South"));
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await tool(page, "Articles").click();
  await dialog(page, "Articles").getByRole("button", { name: /^North/ }).click();
  // A click of the test scrolls the page a little to reach the tools.
  await expect.poll(() => top(page, "Paragraph 40 of North")).toBeLessThan(700);
});

test("each tab opens what was open in it", async ({ page, context }) => {
  await open(page);
  await addArticle(page, long("North"));
  await saved(page);
  const other = await context.newPage();
  await open(other);
  await expect(article(other)).toContainText("of North");
  await addArticle(other, long("South"));
  await saved(other);
  await page.reload();
  await expect(article(page)).toContainText("Paragraph 3 of North");
  await other.reload();
  await expect(article(other)).toContainText("Paragraph 3 of South");
});
