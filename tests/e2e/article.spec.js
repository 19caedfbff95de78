// Articles: pasted, recognised, corrected, listed, deleted and brought back; and text that means no good.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "./support/fixtures.js";
import {
  addArticle,
  announcements,
  article,
  cards,
  dialog,
  expectMarks,
  exported,
  mark,
  open,
  saved,
  tool,
} from "./support/reader.js";

const form = (page) => dialog(page, "New article");
const field = (page, name) => form(page).getByRole("textbox", { name, exact: true });
const recognised = (page) => form(page).getByRole("region", { name: "What was recognised" });
const rows = (page) => recognised(page).getByRole("listitem");

async function type(page, text) {
  await tool(page, "New article").click();
  await expect(field(page, "Article text")).toBeFocused();
  await field(page, "Article text").fill(text);
}

test.beforeEach(({ page }) => open(page));

test("plain text is recognised before it is added", async ({ page }) => {
  await tool(page, "New article").click();
  await expect(form(page).getByRole("button", { name: "Add article" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await type(
    page,
    "A quiet vote in Lyng\nBy Anna Berg | Feb. 14, 2025\n\nNobody spoke, and nobody had to: the paper lay on the table.\n\nIt was over by noon.",
  );
  await expect(recognised(page)).toContainText("Recognised: 1 heading, 2 paragraphs and 1 line around the article.");
  await expect(rows(page)).toHaveText([
    /Title\s*A quiet vote in Lyng/,
    /Around it\s*By Anna Berg/,
    /Paragraph\s*Nobody spoke/,
    /Paragraph\s*It was over by noon/,
  ]);
  await expect(field(page, "Title")).toHaveValue("A quiet vote in Lyng");
  await expect(field(page, "Author")).toHaveValue("Anna Berg");
  await expect(field(page, "Date")).toHaveValue("14 February 2025");
  await form(page).getByRole("button", { name: "Add article" }).click();
  await expect(article(page)).toHaveText(/A quiet vote in Lyng\s*By Anna Berg .*\sIt was over by noon\./s);
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toHaveText("A quiet vote in Lyng");
});

test("Markdown-like text keeps its structure", async ({ page }) => {
  await type(page, "# The light\n\n## Who keeps it\n\n- Marit\n- Olav\n  1. when he can\n  2. when he must\n\n> It was dark.\n\n```\non 06:40\n```\n\nThe end of it came soon.");
  await expect(recognised(page)).toContainText(
    "Recognised: 2 headings, 1 paragraph, 4 list items, 1 quotation and 1 preformatted block.",
  );
  await form(page).getByRole("button", { name: "Add article" }).click();
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { level: 1 })).toHaveText("The light");
  await expect(main.getByRole("heading", { level: 2 })).toHaveText("Who keeps it");
  await expect(main.getByRole("listitem")).toHaveCount(4);
  await expect(main.getByRole("blockquote")).toHaveText(/It was dark\./);
  await expect(main.locator("pre")).toHaveText("on 06:40");
});

test("what was recognised wrongly is corrected, and an address that is none is left out", async ({ page, downloads }) => {
  await type(page, "By Anna Berg, 2025-02-14\n\nA paragraph that stands here for an article of many words.");
  await expect(field(page, "Author")).toHaveValue("Anna Berg");
  await field(page, "Title").fill("A title of my own");
  await field(page, "Author").fill("Ada Lovelace");
  await field(page, "Date").fill("3 May 2024");
  for (const address of ["javascript:alert(1)", "https://ada:secret@news.example.org/"]) {
    await field(page, "Address").fill(address);
    await expect(form(page).getByRole("status")).toContainText("The address is left out");
  }
  await field(page, "Address").fill("https://news.example.org/a?b=1#c");
  await expect(form(page).getByRole("status")).toHaveCount(0);
  // More text does not take the corrections back.
  await field(page, "Article text").press("End");
  await field(page, "Article text").pressSequentially(" And more.");
  await form(page).getByRole("button", { name: "Add article" }).click();
  await expect(announcements(page)).toHaveText("Opened: A title of my own");
  await expect(page.getByRole("main")).toContainText("A title of my own");
  await expect(page).toHaveTitle(/^A title of my own/);
  const { json } = await exported(page, downloads);
  expect(json["schema:about"]).toMatchObject({
    "schema:headline": "A title of my own",
    "schema:author": { "schema:name": "Ada Lovelace" },
    "schema:datePublished": "2024-05-03",
    "schema:url": "https://news.example.org/a?b=1#c",
  });
});

test("of a scraped page the date, the author and what stands around the article are told apart", async ({ page, downloads }) => {
  const text = readFileSync(fileURLToPath(new URL("../fixtures/e2e/scraped.txt", import.meta.url)), "utf8");
  await type(page, text);
  await expect(field(page, "Date")).toHaveValue("14 February 2025");
  await expect(field(page, "Author")).toHaveValue("Torvald Nesse");
  await field(page, "Title").fill("A light for Lyng");
  await form(page).getByRole("button", { name: "Add article" }).click();
  await expect(article(page)).toContainText("eight votes to one");
  const about = (await exported(page, downloads)).json["schema:about"];
  const points = [...about["schema:articleBody"]];
  const blocks = about["gl:blocks"].map(({ kind, start, end }) => `${kind}: ${points.slice(start, Math.min(end, start + 15)).join("")}`);
  expect(blocks).toEqual([
    "furniture: 02/14/2025 / By",
    "paragraph: The harbour cou",
    "paragraph: “A lighthouse w",
    "paragraph: The lone vote a",
    "paragraph: It would be unk",
    "furniture: Sources include",
    "furniture: LyngHarbour.exa",
    "furniture: CoastOffice.exa",
    "furniture: Tagged Under:",
    "furniture: coast office, h",
    "furniture: This article ma",
    "furniture: COPYRIGHT © 201",
    "furniture: All content pos",
  ]);
  await mark(page, "eight votes to one");
  await mark(page, "a sentimental luxury", "Opinion");
  await expectMarks(page, ["claim: eight votes to one", "opinion: a sentimental luxury"]);
});

test("what was typed is there again when the dialog was left by a slip, and gone once it is added", async ({ page }) => {
  const form = dialog(page, "New article");
  const field = form.getByRole("textbox", { name: "Article text" });
  await tool(page, "New article").click();
  await field.fill("# A slip\n\nEscape came before the end.");
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
  await tool(page, "New article").click();
  await expect(field).toHaveValue("# A slip\n\nEscape came before the end.");
  await expect(form).toContainText("What was typed here before is back.");
  await expect(form.getByRole("list", { name: "What was recognised" })).toContainText("A slip");
  await form.getByRole("button", { name: "Empty the field" }).click();
  await expect(field).toHaveValue("");
  await expect(field).toBeFocused();
  await field.fill("# Another\n\nIt is added.");
  await page.keyboard.press("Escape");
  await tool(page, "New article").click();
  await form.getByRole("button", { name: "Add article" }).click();
  await expect(form).toHaveCount(0);
  await expect(article(page)).toContainText("It is added.");
  await tool(page, "New article").click();
  await expect(field).toHaveValue("");
});

const list = (page) => dialog(page, "Articles");
const entry = (page, name) => list(page).getByRole("button", { name });

test("the list opens each article with its annotations", async ({ page }) => {
  await addArticle(page, "# One\n\nThe first article has a few words of its own.");
  await mark(page, "a few words");
  await addArticle(page, "# Two\n\nThe second article is by nobody in particular.");
  await mark(page, "by nobody", "Opinion");
  await mark(page, "in particular");
  await saved(page);
  for (const [name, count, text, marks] of [
    [/^One/, "1 claim", "The first article", ["claim: a few words"]],
    [/^Mexican Senate/, "0 annotations", "The team has ten members", []],
    [/^Two/, "1 claim and 1 opinion", "The second article", ["opinion: by nobody", "claim: in particular"]],
  ]) {
    await tool(page, "Articles").click();
    await expect(list(page).getByRole("listitem")).toHaveCount(3);
    await expect(entry(page, name)).toContainText(count);
    await entry(page, name).click();
    await expect(list(page)).toHaveCount(0);
    await expect(article(page)).toContainText(text);
    await expectMarks(page, marks);
  }
});

test("an article is deleted from the list, and Undo brings it back with everything", async ({ page }) => {
  await addArticle(page, "# One\n\nThe first article has a few words of its own.");
  await mark(page, "a few words");
  await addArticle(page, "# Two\n\nThe second article is by nobody in particular.");
  await mark(page, "by nobody", "Opinion");
  await saved(page);
  await tool(page, "Articles").click();
  // One that is not open, then the one that is.
  for (const [name, counts] of [["One", "1 claim"], ["Two", "1 opinion"]]) {
    await list(page).getByRole("button", { name: `Delete “${name}”` }).click();
    await expect(list(page).getByRole("status").first()).toContainText(`Deleted: “${name}”.`);
    await expect(entry(page, new RegExp(`^${name}`))).toHaveCount(0);
    await list(page).getByRole("button", { name: "Undo" }).click();
    await expect(entry(page, new RegExp(`^${name}`))).toContainText(counts);
    await expect(list(page).getByRole("listitem")).toHaveCount(3);
  }
  await entry(page, /^One/).click();
  await expectMarks(page, ["claim: a few words"]);
  await tool(page, "Articles").click();
  await entry(page, /^Two/).click();
  await expectMarks(page, ["opinion: by nobody"]);
});

test("an article that was deleted stays deleted after a reload", async ({ page }) => {
  await addArticle(page, "# One\n\nThe first article has a few words of its own.");
  await tool(page, "Articles").click();
  await list(page).getByRole("button", { name: "Delete “One”" }).click();
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  await page.reload();
  await expect(article(page)).toContainText("The team has ten members");
  await tool(page, "Articles").click();
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
});

test("what is deleted is in the trash, comes back whole, and goes for good when asked twice", async ({ page }) => {
  await addArticle(page, "# One\n\nThe first article has a few words of its own.");
  await mark(page, "a few words");
  await addArticle(page, "# Two\n\nThe second article is by nobody in particular.", { Author: "Bo Berg" });
  await tool(page, "Articles").click();
  await expect(list(page).getByRole("button", { name: /^Trash/ })).toHaveCount(0);
  for (const name of ["One", "Two"]) {
    await list(page).getByRole("button", { name: `Delete “${name}”` }).click();
    await expect(entry(page, new RegExp(`^${name}`))).toHaveCount(0);
  }
  await page.reload();
  await tool(page, "Articles").click();
  await expect(list(page)).toContainText("1 article");
  await list(page).getByRole("button", { name: "Trash (2)" }).click();
  await expect(list(page).getByRole("listitem")).toHaveText([/^Two.*Bo Berg.*deleted/, /^One.*1 claim.*deleted/]);
  await list(page).getByRole("button", { name: "Bring back “One”" }).click();
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  await list(page).getByRole("button", { name: "Delete “Two” for good" }).click();
  await expect(list(page).getByRole("alert")).toContainText("This cannot be undone.");
  await list(page).getByRole("button", { name: "Keep" }).click();
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  await list(page).getByRole("button", { name: "Delete “Two” for good" }).click();
  await list(page).getByRole("alert").getByRole("button", { name: "Delete for good" }).click();
  // With the trash empty, the articles are there again.
  await expect(list(page).getByRole("listitem")).toHaveCount(2);
  await entry(page, /^One/).click();
  await expectMarks(page, ["claim: a few words"]);
});

test("what was in the trash for thirty days is gone", async ({ page }) => {
  await page.clock.install({ time: new Date("2026-03-01T10:00:00Z") });
  await page.reload();
  await addArticle(page, "# One\n\nThe first article has a few words of its own.");
  await tool(page, "Articles").click();
  await list(page).getByRole("button", { name: "Delete “One”" }).click();
  await expect(list(page).getByRole("button", { name: "Trash (1)" })).toBeVisible();
  for (const [time, there] of [["2026-03-31T09:00:00Z", 1], ["2026-03-31T11:00:00Z", 0]]) {
    await page.clock.setSystemTime(new Date(time));
    await page.reload();
    await tool(page, "Articles").click();
    await expect(list(page).getByRole("listitem")).toHaveCount(1);
    await expect(list(page).getByRole("button", { name: /^Trash/ })).toHaveCount(there);
  }
});

test("articles are searched by title, author and address", async ({ page }) => {
  await addArticle(page, "# Harbour\n\nThe first article.", { Author: "Bo Berg" });
  await addArticle(page, "# Ferries\n\nThe second article.", { Address: "https://news.example/harbour" });
  await tool(page, "Articles").click();
  const search = list(page).getByRole("searchbox");
  for (const [words, found] of [["HARBOUR", 2], ["berg", 1], ["nothing like it", 0], ["  ", 3]]) {
    await search.fill(words);
    await expect(list(page).getByRole("listitem")).toHaveCount(found);
    await expect(list(page).getByRole("status")).toHaveText(words.trim() ? `${found} of 3 articles` : "3 articles");
  }
});

/** Text that means no good, by what is to be seen of it in the article. */
const HOSTILE = {
  markup: [
    "<script>globalThis.entered = 1</script>",
    "<img src=x onerror='globalThis.entered = 2'>",
    "<svg/onload=globalThis.entered=3> &amp; &lt;b&gt; <!-- </article> -->",
    "[a link](javascript:globalThis.entered=4) and ![an image](https://elsewhere.invalid/image.png)",
    "<form id=app><input name=body></form><base href='https://elsewhere.invalid/'>",
  ],
  "directions turned around": ["\u202egnirts desrever a\u202c and \u2066an isolate\u2069 and \u200fa mark of direction"],
  "joined and invisible characters": ["\u{1f469}\u200d\u{1f469}\u200d\u{1f467} and a\u200bb and \ufeff and \u{e0041}\u{e0042}"],
  "ten thousand combining marks": [`Zalgo e${"\u0301".repeat(10_000)}.`],
  "characters that are none": ["A NUL\u0000here and \u0001\u0008\u001b and \ufffe and \u{10ffff}"],
  "a line of 200 KB": ["word ".repeat(40_000).trim()],
  "a word of 200 KB": ["x".repeat(200_000)],
};

test("hostile text is text", async ({ page, downloads }) => {
  test.slow();
  for (const [name, lines] of Object.entries(HOSTILE)) {
    await test.step(name, async () => {
      const text = [...lines, "Here are some words to mark."].join("\n\n");
      await addArticle(page, text, { Title: name });
      const shown = await article(page).evaluate((article) => article.textContent);
      for (const line of lines) expect(shown.includes(line), line.slice(0, 80)).toBe(true);
      await expect(article(page).locator("script, img, svg, form, input, base, a, iframe")).toHaveCount(0);
      await mark(page, "words to mark", "Opinion");
      await expectMarks(page, ["opinion: words to mark"]);
      const file = await exported(page, downloads);
      expect(file.json["schema:about"]["schema:articleBody"]).toBe(shown);
      expect(file.json.first.items[0].target.selector[0].exact).toBe("words to mark");
      expect(await page.evaluate(() => globalThis.entered)).toBeUndefined();
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
      expect(wide, "pixels that stick out").toBeLessThanOrEqual(0);
      await saved(page);
      await page.reload();
      await expectMarks(page, ["opinion: words to mark"]);
      await expect(cards(page)).toHaveCount(1);
    });
  }
});

test("line ends of all kinds end lines", async ({ page }) => {
  await addArticle(page, "One line here.\u2028\u2028Another line here.\u2029\u2029A third.\r\n\r\nA fourth.\r\rA fifth.", { Title: "Lines" });
  await expect(page.getByRole("main").getByRole("paragraph").filter({ hasText: /^(One|Another|A third|A fourth|A fifth)/ })).toHaveText([
    "One line here.",
    "Another line here.",
    "A third.",
    "A fourth.",
    "A fifth.",
  ]);
});

test("a hostile title is text everywhere", async ({ page, downloads }) => {
  const title = "../../x<img src=x onerror='globalThis.entered = 1'>\u202eCON";
  await addArticle(page, "Here are some words to mark, and no more.", { Title: title });
  await expect(page.getByRole("main")).toContainText("../../x<img src=x");
  await tool(page, "Articles").click();
  await expect(entry(page, /^\.\.\/\.\.\/x<img/)).toBeVisible();
  await page.keyboard.press("Escape");
  const { name } = await exported(page, downloads);
  expect(name).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}-]*\.glossator\.json$/u);
  expect(await page.evaluate(() => globalThis.entered)).toBeUndefined();
});
