// A new version of the open article: the annotations are carried over to it, and the old one is kept.
import { expect, test } from "./support/fixtures.js";
import {
  addArticle,
  announcements,
  article,
  card,
  dialog,
  expectMarks,
  exported,
  mark,
  open,
  saved,
  tool,
} from "./support/reader.js";

const before =
  "# The lamp\n\nThe keeper lit the lamp at dusk.\n\nHe had counted forty-one ships that week, more than in any week since the harbour was dredged.\n\nThe council sold the lighthouse to a stranger.";
const after =
  "# The lamp\n\nOn Friday it rained.\n\nThe keeper lit the lamp at dusk.\n\nHe had counted thirty-nine ships that week, more than in any week since the port was dredged.\n\nThe end.";

const form = (page) => dialog(page, "New article");
const messages = (page) => page.getByRole("region", { name: "Messages" });

async function marked(page) {
  await open(page);
  await addArticle(page, before);
  await mark(page, "lit the lamp", "Claim");
  await mark(page, "counted forty-one ships that week, more than in any week since the harbour was dredged", "Claim");
  await mark(page, "sold the lighthouse to a stranger", "Opinion");
}

async function fill(page, text) {
  await tool(page, "New article").click();
  await form(page).getByRole("radio", { name: "A new version of “The lamp”" }).check();
  await form(page).getByRole("textbox", { name: "Article text" }).fill(text);
}

async function replace(page, text) {
  await fill(page, text);
  await form(page).getByRole("button", { name: "Take this version" }).click();
  await expect(form(page)).toHaveCount(0);
}

test("the annotations are carried over, reviewed, and taken back in one step", async ({ page, downloads }) => {
  await marked(page);
  await fill(page, before);
  await expect(form(page).getByRole("status").last()).toHaveText("This is the text that is open already.");
  await expect(form(page).getByRole("button", { name: "Take this version" })).toBeDisabled();
  await form(page).getByRole("textbox", { name: "Article text" }).fill(after);
  await expect(form(page)).toContainText(
    "Of 3 annotations, 1 found in this text, 1 may stand in other words, 1 not found.",
  );
  await form(page).getByRole("button", { name: "Take this version" }).click();

  await expect(announcements(page)).toHaveText(/This is the new version now/);
  await expect(article(page)).toContainText("On Friday it rained.");
  await expectMarks(page, ["claim: lit the lamp"]);
  await expect(messages(page)).toContainText("2 annotations are not found in this text.");
  const changed = card(page, /^Claim: counted forty-one/);
  await expect(changed).toContainText("Perhaps now");
  await changed.getByRole("button", { name: "Accept" }).click();
  await expect(messages(page)).toContainText("1 annotation is not found in this text.");

  await tool(page, "Undo").click();
  await tool(page, "Undo").click();
  await expect(article(page)).not.toContainText("On Friday it rained.");
  await expectMarks(page, [
    "claim: lit the lamp",
    "claim: counted forty-one ships that week, more than in any week since the harbour was dredged",
    "opinion: sold the lighthouse to a stranger",
  ]);
  await tool(page, "Redo").click();
  await expect(article(page)).toContainText("On Friday it rained.");
  await expect(changed).toContainText("Perhaps now");
  await saved(page);

  await page.reload();
  await expect(article(page)).toContainText("On Friday it rained.");
  await expect(changed).toContainText("Perhaps now");
  const file = JSON.parse((await exported(page, downloads)).text);
  expect(file["gl:earlierVersions"].map((version) => version["schema:articleBody"])).toEqual([
    expect.stringContaining("The council sold the lighthouse"),
  ]);
});

test("one can go back to an earlier version", async ({ page }) => {
  await marked(page);
  await replace(page, after);
  await expectMarks(page, ["claim: lit the lamp"]);
  await page.getByRole("main").getByRole("button", { name: "1 earlier version" }).click();
  const earlier = dialog(page, "Earlier versions");
  await earlier.getByText(/^Until /).click();
  const changes = earlier.getByRole("list", { name: "Changed paragraphs" });
  await expect(changes.locator("ins")).toHaveText(["On Friday it rained. ", "thirty-nine ", "port ", "end. "]);
  await expect(changes.locator("del")).toContainText(["forty-one", "harbour", "council sold the lighthouse to a stranger."]);
  await earlier.getByText("Text of this version").click();
  await expect(earlier).toContainText("The council sold the lighthouse");
  await earlier.getByRole("button", { name: "Go back to this version" }).click();
  await expectMarks(page, [
    "claim: lit the lamp",
    "claim: counted forty-one ships that week, more than in any week since the harbour was dredged",
    "opinion: sold the lighthouse to a stranger",
  ]);
});

test("a version can come from a file", async ({ page }) => {
  await marked(page);
  await tool(page, "New article").click();
  await form(page).getByRole("radio", { name: "A new version of “The lamp”" }).check();
  await form(page)
    .locator("input[type=file]")
    .setInputFiles({ name: "lamp.md", mimeType: "text/markdown", buffer: Buffer.from(after) });
  await expect(form(page).getByRole("region", { name: "What was recognised" })).toContainText("On Friday it rained.");
  await form(page).getByRole("button", { name: "Take this version" }).click();
  await expectMarks(page, ["claim: lit the lamp"]);
});

test("another tab follows, and versions of two tabs are both kept", async ({ page, context, downloads }) => {
  await marked(page);
  await saved(page);
  const other = await context.newPage();
  await open(other);
  await expect(article(other)).toContainText("The council sold the lighthouse");
  await replace(page, after);
  await expect(article(other)).toContainText("On Friday it rained.");
  await expectMarks(other, ["claim: lit the lamp"]);
  // What was marked there meanwhile stands on the new text.
  await mark(other, "The end", "Opinion");
  await expectMarks(page, ["claim: lit the lamp", "opinion: The end"]);
  await replace(other, `${after}\n\nIt went on.`);
  await expect(article(page)).toContainText("It went on.");
  // Whose version had its place taken sees it, and does not only hear it.
  await expect(messages(page).getByRole("alert")).toContainText("Yours is kept among the earlier versions.");
  await expect(messages(other).getByRole("alert")).toHaveCount(0);
  await saved(page);
  await tool(page, "Undo").click();
  await expect(announcements(page)).toHaveText("Another tab replaced the article since. It was left as it is now");
  await expect(page.locator(".toast")).toContainText("Another tab replaced the article since.");
  await expect(article(page)).toContainText("It went on.");
  const file = JSON.parse((await exported(page, downloads)).text);
  expect(file["gl:earlierVersions"]).toHaveLength(2);
});
