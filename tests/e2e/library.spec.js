// The list of articles: folders, tags, the archive, several at once; many articles in one file and back.
import { readFileSync } from "node:fs";
import { annotation, ada, ben, drop, file, text, uuid } from "./support/colleagues.js";
import { expect, test } from "./support/fixtures.js";
import { addArticle, alerts, announcements, article, cards, dialog, expectMarks, fresh, mark, open, saved, tool, write } from "./support/reader.js";

const list = (page) => dialog(page, "Articles");
const rows = (page) => list(page).getByRole("list").getByRole("listitem");
const choose = (page, name) => list(page).getByRole("checkbox", { name: `Select “${name}”` }).check();
const chosen = (page) => list(page).getByRole("group", { name: /selected$/ });
const shelve = (page) => chosen(page).getByText("Folder and tags").click();
const pick = (page, label, option) => list(page).getByRole("combobox", { name: label }).first().selectOption(option);
const names = (page) => rows(page).locator("strong").allInnerTexts();

async function three(page) {
  await open(page);
  await addArticle(page, "# Harbour\n\nThe first article has a few words of its own.");
  await mark(page, "a few words");
  await addArticle(page, "# Bridges\n\nThe second article is by nobody in particular.");
  await mark(page, "by nobody", "Opinion");
  await mark(page, "in particular", "Quote");
  await saved(page);
}

test("articles are put into folders, tagged, archived, and found there", async ({ page }) => {
  await three(page);
  await tool(page, "Articles").click();
  await choose(page, "Harbour");
  await choose(page, "Bridges");
  await expect(chosen(page)).toContainText("2 selected");
  await shelve(page);
  await chosen(page).getByRole("combobox", { name: "Folder" }).fill("Ports");
  await chosen(page).getByRole("button", { name: "Put there" }).click();
  await expect(rows(page).filter({ hasText: "Ports" })).toHaveCount(2);
  // They stay selected, so that one thing follows the other.
  await list(page).getByRole("checkbox", { name: "Select “Bridges”" }).uncheck();
  await chosen(page).getByRole("combobox", { name: "Tag" }).fill("sea");
  await chosen(page).getByRole("button", { name: "Add" }).click();
  await expect(rows(page).filter({ hasText: "sea" })).toHaveText(/Harbour/);
  await pick(page, "Folder", "Ports");
  await expect(rows(page)).toHaveCount(2);
  await pick(page, "Tag", "sea");
  await expect(rows(page)).toHaveText([/Harbour/]);
  await expect(list(page).getByRole("status")).toHaveText("1 of 3 articles");
  await pick(page, "Tag", "All");
  await pick(page, "Folder", "In no folder");
  await expect(rows(page)).toHaveText([/Mexican Senate/]);
  await pick(page, "Folder", { index: 0 });
  await choose(page, "Harbour");
  await chosen(page).getByRole("button", { name: "Archive" }).click();
  await expect(rows(page)).toHaveCount(2);
  // All of it is there the next time.
  await page.reload();
  await tool(page, "Articles").click();
  await expect(rows(page)).toHaveCount(2);
  await list(page).getByRole("button", { name: "Archive (1)" }).click();
  await expect(rows(page)).toHaveText([/Harbour.*1 claim.*Ports.*sea/]);
  await choose(page, "Harbour");
  await shelve(page);
  await chosen(page).getByRole("button", { name: "Take the tag “sea” away" }).click();
  await expect(rows(page)).not.toContainText(["sea"]);
  await chosen(page).getByRole("button", { name: "Out of the archive" }).click();
  // Of an empty archive there is nothing to show.
  await expect(rows(page)).toHaveCount(3);
});

test("the list stands in the order that is asked for", async ({ page }) => {
  await three(page);
  await tool(page, "Articles").click();
  const sample = expect.stringMatching(/^Mexican Senate/);
  for (const [order, expected] of [
    ["Title", ["Bridges", "Harbour", sample]],
    ["Most annotations", ["Bridges", "Harbour", sample]],
    ["Last added", ["Bridges", "Harbour", sample]],
  ]) {
    await pick(page, "Order", order);
    await expect.poll(() => names(page)).toEqual(expected);
  }
  await list(page).getByRole("button", { name: /^Harbour/ }).click();
  await expectMarks(page, ["claim: a few words"]);
  await mark(page, "its own");
  await saved(page);
  await tool(page, "Articles").click();
  await expect.poll(() => names(page)).toEqual(["Harbour", "Bridges", sample]);
  await pick(page, "Order", "Last added");
  await expect.poll(() => names(page)).toEqual(["Bridges", "Harbour", sample]);
});

test("several are deleted at once, the open one too, and one Undo brings them back", async ({ page }) => {
  await three(page);
  await tool(page, "Articles").click();
  await choose(page, "Harbour");
  await choose(page, "Bridges");
  await chosen(page).getByRole("button", { name: "Delete" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(list(page).getByRole("status").first()).toContainText("Deleted: “2 articles”.");
  await list(page).getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(3);
  await list(page).getByRole("button", { name: "Select all 3" }).click();
  await expect(chosen(page)).toContainText("3 selected");
  await list(page).getByRole("button", { name: "Select none" }).click();
  await expect(chosen(page)).toHaveCount(0);
});

test("a library goes into one file, and comes back whole in another browser", async ({ page, browser, downloads, watch, server }) => {
  await three(page);
  const [id] = await page.locator("mark").evaluateAll((all) => all.map((it) => it.dataset.annotation));
  await write(page, id, "A note with a line\nfeed and “quotes”.");
  await saved(page);
  await tool(page, "Articles").click();
  await choose(page, "Bridges");
  await shelve(page);
  await chosen(page).getByRole("combobox", { name: "Folder" }).fill("Ports");
  await chosen(page).getByRole("button", { name: "Put there" }).click();
  await expect(rows(page).filter({ hasText: "Ports" })).toHaveCount(1);
  await list(page).getByRole("button", { name: "Select none" }).or(list(page).getByRole("checkbox", { checked: true })).first().click();
  const whole = await downloads.take(page, () => list(page).getByRole("button", { name: "Download 3 articles" }).click());
  expect(whole.name).toMatch(/^Glossator \d{4}-\d\d-\d\d\.glossator\.jsonl$/);
  const lines = whole.text.trim().split("\n").map((line) => JSON.parse(line));
  expect(lines.map((line) => line.type)).toEqual(["AnnotationCollection", "AnnotationCollection", "AnnotationCollection"]);
  expect(lines.map((line) => line["gl:shelf"]?.folder)).toEqual(["Ports", undefined, undefined]);

  const other = await fresh(browser, watch, { baseURL: server.url });
  await open(other);
  // Under another name it is what it is.
  await drop(other, { name: "everything.txt", content: whole.text });
  const look = dialog(other, "Open file");
  await expect(look).toContainText("everything.txt: 3 articles with 3 annotations.");
  await expect(look).not.toContainText("already");
  await look.getByRole("button", { name: "Add to the articles" }).click();
  await expect(rows(other)).toHaveCount(4);
  await expect(announcements(other)).toHaveText("All of the file is here: 3 articles");
  await expect(rows(other).filter({ hasText: "Ports" })).toHaveText(/Bridges.*1 quote and 1 opinion/);
  await list(other).getByRole("button", { name: /^Bridges/ }).click();
  await expectMarks(other, ["opinion: by nobody", "quote: in particular"]);
  await expect(cards(other).filter({ hasText: "feed and “quotes”." })).toHaveCount(1);

  // Once more changes nothing; what was changed since is brought together.
  await mark(other, "The second article", "Claim");
  await saved(other);
  await drop(other, { name: whole.name, content: whole.text });
  await expect(look).toContainText("3 of them are here already");
  await look.getByRole("button", { name: "Add to the articles" }).click();
  await expect(rows(other)).toHaveCount(4);
  await list(other).getByRole("button", { name: /^Bridges/ }).click();
  await expectMarks(other, ["claim: The second article", "opinion: by nobody", "quote: in particular"]);
  await other.context().close();
});

test("what is here in another state gets what the file has besides", async ({ page }) => {
  const line = (items) => `${file("ada", items).content}\n`;
  const one = annotation(1, ada, "claim", "eleven years", "Ten.");
  await open(page);
  const take = async (content) => {
    await drop(page, { name: "library.glossator.jsonl", content });
    await dialog(page, "Open file").getByRole("button", { name: "Add to the articles" }).click();
    // What is announced may be of the file before.
    await expect(rows(page)).not.toHaveCount(0);
    await expect(announcements(page)).toHaveText(/^All of the file is here/);
  };
  await take(line([one]));
  await list(page).getByRole("button", { name: /^Lyng/ }).click();
  await expect(cards(page)).toHaveCount(1);
  // The open one, as a step that can be undone; and one that lies in the trash, which comes out of it.
  await take(line([one, annotation(2, ben, "quote", "twice what was planned")]));
  await page.keyboard.press("Escape");
  await expect(cards(page)).toHaveCount(2);
  await tool(page, "Undo").click();
  await expect(cards(page)).toHaveCount(1);
  await tool(page, "Articles").click();
  await list(page).getByRole("button", { name: "Delete “Lyng”" }).click();
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await take(line([annotation(3, ben, "opinion", "the finest bridge")]));
  await list(page).getByRole("button", { name: /^Lyng/ }).click();
  await expect(cards(page)).toHaveCount(2);
  // Another text under the same name stays beside it, once.
  const another = `${file("ada", [], text.replace("Monday", "Friday")).content}\n`;
  await take(another);
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("Escape");
  await take(another);
  await expect(rows(page)).toHaveCount(3);
});

test("categories of its own come along, to an article that is here too", async ({ page }) => {
  const with_ = (items, codebook) => {
    const whole = JSON.parse(file("ada", items).content);
    return `${JSON.stringify({ ...whole, ...(codebook && { "gl:codebook": codebook }) })}\n`;
  };
  const number = { name: "number", label: "Figure", colour: "green", pattern: "dashed" };
  await open(page);
  for (const content of [
    with_([annotation(1, ada, "claim", "eleven years")]),
    with_([annotation(2, ada, "number", "410 million")], [{ name: "claim" }, { name: "quote" }, { name: "opinion" }, number]),
  ]) {
    await drop(page, { name: "library.glossator.jsonl", content });
    await dialog(page, "Open file").getByRole("button", { name: "Add to the articles" }).click();
    // What is announced may be of the file before.
    await expect(rows(page)).toHaveCount(2);
    await expect(announcements(page)).toHaveText(/^All of the file is here/);
    await page.keyboard.press("Escape");
    await expect(list(page)).toHaveCount(0);
  }
  await tool(page, "Articles").click();
  await expect(rows(page).filter({ hasText: "Lyng" })).toContainText("1 claim and 1 × Figure");
  await list(page).getByRole("button", { name: /^Lyng/ }).click();
  await expectMarks(page, ["claim: eleven years", "number: 410 million"]);
});

test("lines that cannot be read are counted and left out, and other tools' lines are theirs", async ({ page }) => {
  await open(page);
  const good = file("ada", [annotation(1, ada, "claim", "eleven years")]).content;
  await drop(page, { name: "torn.glossator.jsonl", content: `${good}\n\n{"@context": 1}\n${good.slice(0, 200)}` });
  const look = dialog(page, "Open file");
  await expect(look).toContainText("1 article with 1 annotation.");
  await expect(look).toContainText("2 lines cannot be read and will be left out.");
  await look.getByRole("button", { name: "Cancel" }).click();
  await tool(page, "Articles").click();
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await drop(page, { name: "labels.jsonl", content: `${JSON.stringify({ text, label: [[0, 10, "Claim"]] })}\n` });
  await expect(look).toContainText("doccano");
  await look.getByRole("button", { name: "Cancel" }).click();
  // All of it torn: a sentence, and nothing here is changed.
  await drop(page, { name: "gone.glossator.jsonl", content: `${good.slice(0, 300)}\n${good.slice(0, 400)}` });
  await expect(alerts(page)).toContainText("gone.glossator.jsonl");
});

const COUNT = 2000;
/** The sample's text under other names, so that they are as long as articles are. */
const body = () => {
  const paragraphs = readFileSync(new URL("../../src/core/article/sample.md", import.meta.url), "utf8").split(/\n{2,}/);
  return `${paragraphs.filter((it) => !/^[#>*-]|^---/.test(it)).join("\n").replaceAll(/\n+/g, "\n")}\n`;
};

test("two thousand articles are taken in from their one file, searched, opened, and go out again", async ({ page, downloads }) => {
  test.slow();
  await open(page);
  const words = body();
  const content = Array.from({ length: COUNT }, (_, nth) => {
    const whole = JSON.parse(file("ada", [annotation(1, ada, "claim", "eleven years")], `Number ${nth} of them.\n${text}${words}`).content);
    const at = `Number ${nth} of them.\n`.length;
    const item = whole.first.items[0];
    item.target.selector[1].start += at;
    item.target.selector[1].end += at;
    delete item.target.source;
    return JSON.stringify({ ...whole, id: uuid(10_000 + nth), "schema:about": { ...whole["schema:about"], "schema:headline": `Article ${nth}` } });
  }).join("\n");
  await drop(page, { name: "all.glossator.jsonl", content });
  await expect(dialog(page, "Open file").getByRole("button", { name: "Add to the articles" })).toBeVisible({ timeout: 60_000 });
  await expect(dialog(page, "Open file")).toContainText("2,000 articles with 2,000 annotations.");
  await dialog(page, "Open file").getByRole("button", { name: "Add to the articles" }).click();
  await expect(announcements(page)).toHaveText("All of the file is here: 2,000 articles", { timeout: 90_000 });
  await expect(rows(page)).toHaveCount(100);
  await expect(list(page).getByRole("status").first()).toHaveText("2,001 articles");
  await list(page).getByRole("button", { name: "Show 100 more" }).click();
  await expect(rows(page)).toHaveCount(200);
  await list(page).getByRole("searchbox").fill("article 1777");
  await expect(rows(page)).toHaveText([/^Article 1777/]);
  await list(page).getByRole("button", { name: /^Article 1777/ }).click();
  await expect(article(page)).toContainText("Number 1777 of them.");
  await expectMarks(page, ["claim: eleven years"]);
  await page.reload();
  await tool(page, "Articles").click();
  await expect(list(page).getByRole("status").first()).toHaveText("2,001 articles");
  const whole = await downloads.take(page, async () => {
    await list(page).getByRole("button", { name: "Download 2,001 articles" }).click();
  });
  const lines = whole.text.trim().split("\n");
  expect(lines.length).toBe(COUNT + 1);
  expect(lines.filter((line) => line.includes('"exact":"eleven years"')).length).toBe(COUNT);
});
