// The categories: added, explained, retired; in the file, and shown before they are taken over.
import { expect, test } from "./support/fixtures.js";
import { announcements, bar, cardOf, cards, dialog, expectMarks, exported, fresh, mark, open, saved, select, tool } from "./support/reader.js";

const categories = (page) => dialog(page, "Categories");
const entry = (page, name) => categories(page).getByRole("group", { name, exact: true });

async function openCategories(page) {
  await page.keyboard.press("?");
  await dialog(page, "Help").getByRole("button", { name: "Change the categories" }).click();
  await expect(categories(page)).toBeVisible();
}

async function addEvidence(page) {
  await openCategories(page);
  await categories(page).getByRole("button", { name: "Add a category" }).click();
  await expect(categories(page).getByText("A category has no name yet")).toBeVisible();
  await expect(categories(page).getByRole("button", { name: "Save categories" })).toBeDisabled();
  await entry(page, "New category").getByRole("textbox", { name: "Name" }).fill("Number");
  await entry(page, "Number").getByRole("textbox", { name: "Definition" }).fill("A figure that can be looked up.");
  await entry(page, "Number").getByRole("combobox", { name: "Colour" }).selectOption("Green");
  await categories(page).getByRole("button", { name: "Save categories" }).click();
  await expect(categories(page)).toBeHidden();
  await expect(announcements(page)).toHaveText("The categories were changed");
}

test("a category is added, marked with by its key, and explained in the help", async ({ page, downloads }) => {
  await open(page);
  await addEvidence(page);
  await select(page, "voted 107 to 0");
  await expect(bar(page).getByRole("button")).toHaveText([/Claim/, /Quote/, /Opinion/, /Number\s*4/]);
  await page.keyboard.press("4");
  await expectMarks(page, ["Number: voted 107 to 0"]);
  await expect(announcements(page)).toHaveText("Marked as Number");
  await expect(cards(page).and(page.getByLabel("Number: voted 107 to 0"))).toHaveClass(/.*/);
  await page.keyboard.press("?");
  await expect(dialog(page, "Help").getByText("A figure that can be looked up.")).toBeVisible();
  await page.keyboard.press("Escape");
  await saved(page);
  await page.reload();
  await expectMarks(page, ["Number: voted 107 to 0"]);
  await expect(page.locator("mark").first()).toHaveClass(/green/);
  const { json } = await exported(page, downloads);
  expect(json["gl:codebook"].map(({ name }) => name)).toEqual(["claim", "quote", "opinion", "Number"]);
  expect(json["gl:codebook"][3]).toMatchObject({ definition: "A figure that can be looked up.", colour: "green", key: "4" });
});

test("the help says what is hard to tell, and nothing of a category that means something else here", async ({ page }) => {
  await open(page);
  const cases = (name) => dialog(page, "Help").getByRole("group").filter({ hasText: `Borderline cases: ${name}` });
  await page.keyboard.press("?");
  const claims = cases("Claim");
  await expect(claims.getByRole("term").first()).toBeHidden();
  await claims.getByText("Borderline cases: Claim").focus();
  await page.keyboard.press("Enter");
  await expect(claims.getByRole("term")).toHaveText([/^A prediction/, /^A question/, /^A headline/, /^A claim inside a quote/]);
  // The answer, in the categories' own signs, and why.
  const answer = claims.getByRole("definition").last();
  await expect(answer).toContainText(/^Claim Quote The words are hers/);
  await expect(answer.locator("b.blue.dotted")).toHaveText("Quote");
  await expect(cases("Quote")).toHaveCount(1);
  await expect(cases("Opinion")).toHaveCount(1);
  await page.keyboard.press("Escape");

  await openCategories(page);
  await entry(page, "Claim").getByRole("textbox", { name: "Definition" }).fill("What a party promises.");
  await entry(page, "Opinion").getByRole("textbox", { name: "Name" }).fill("View");
  await categories(page).getByRole("button", { name: "Save categories" }).click();
  await page.keyboard.press("?");
  await expect(cases("View")).toHaveCount(1);
  await expect(cases("Claim")).toHaveCount(0);
});

test("one that is retired is no longer offered, and what is marked stays; one undo brings it back", async ({ page }) => {
  await open(page);
  const id = await mark(page, "hard to miss", "Opinion");
  await openCategories(page);
  await entry(page, "Opinion").getByRole("checkbox", { name: "No longer offered" }).check();
  await entry(page, "Claim").getByRole("textbox", { name: "Name" }).fill("Assertion");
  await categories(page).getByRole("button", { name: "Save categories" }).click();
  await expectMarks(page, ["opinion: hard to miss"]);
  await select(page, "ten members");
  await expect(bar(page).getByRole("button")).toHaveText([/Assertion/, /Quote/]);
  await page.keyboard.press("3");
  await expectMarks(page, ["opinion: hard to miss"]);
  await page.keyboard.press("1");
  await expectMarks(page, ["opinion: hard to miss", "claim: ten members"]);
  await expect(cards(page).and(page.getByLabel("Assertion: ten members"))).toBeVisible();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(announcements(page)).toHaveText("The categories were changed");
  await cardOf(page, id).getByRole("button", { name: "Change category" }).click();
  await expect(cardOf(page, id).getByRole("group", { name: "Category" }).getByRole("button")).toHaveText([/Claim/, /Quote/, /Opinion/]);
});

test("a file's categories are shown before they are taken over", async ({ page, browser, watch, downloads }) => {
  await open(page);
  await addEvidence(page);
  await select(page, "voted 107 to 0");
  await page.keyboard.press("4");
  await saved(page);
  const file = await exported(page, downloads);
  const other = await fresh(browser, watch);
  await open(other);
  await other.locator("input[type=file]").setInputFiles({ name: "a.glossator.json", mimeType: "application/json", buffer: Buffer.from(file.text) });
  const look = dialog(other, "Open file");
  await expect(look.getByRole("region", { name: "Categories of the file" })).toContainText("A figure that can be looked up.");
  await expect(look.getByRole("checkbox", { name: /Take the 1 category/ })).toBeChecked();
  await look.getByRole("button", { name: "Merge" }).click();
  await expectMarks(other, ["Number: voted 107 to 0"]);
  await select(other, "ten members");
  await expect(bar(other).getByRole("button")).toHaveCount(4);
  await other.keyboard.press("Escape");
  await tool(other, "Undo").click();
  await expectMarks(other, []);
  await select(other, "ten members");
  await expect(bar(other).getByRole("button")).toHaveCount(3);
});

test("categories that two tabs change are all kept", async ({ page, context }) => {
  await open(page);
  const second = await context.newPage();
  await open(second);
  await addEvidence(page);
  await saved(page);
  await select(second, "ten members");
  await expect(bar(second).getByRole("button")).toHaveCount(4);
});
