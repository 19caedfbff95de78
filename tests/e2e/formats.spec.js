// Other tools' formats, in and out; names, and whose annotations are shown.
import { expect, test } from "./support/fixtures.js";
import {
  addArticle,
  article,
  card,
  cards,
  dialog,
  expectMarks,
  exported,
  fresh,
  mark,
  open,
  saved,
  tool,
  write,
} from "./support/reader.js";

const look = (page) => dialog(page, "Open file");
const out = (page) => dialog(page, "Export");
const choose = (page, button) => look(page).getByRole("button", { name: button, exact: true }).click();
const layer = (page, name) => page.getByRole("group", { name: "Annotations shown" }).getByRole("button", { name });

/** Drops files on the page. */
const drop = (page, ...files) =>
  article(page).evaluate((article, files) => {
    const dataTransfer = new DataTransfer();
    for (const { name, content } of files) dataTransfer.items.add(new File([content], name, { lastModified: 1e12 }));
    for (const type of ["dragenter", "dragover", "drop"]) {
      article.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    }
  }, files);

test.beforeEach(({ page }) => open(page));

test("a doccano file is opened, its labels mapped", async ({ page }) => {
  const line = { text: "The keeper slept. “Nobody saw it,” he said.", label: [[0, 16, "Statement"], [18, 34, "quote"]] };
  await drop(page, { name: "lamp.jsonl", content: `${JSON.stringify(line)}\n` });
  await expect(look(page)).toContainText("doccano JSONL");
  const statement = look(page).getByRole("combobox", { name: /^Statement/ });
  await expect(statement.locator("option:checked")).toHaveText("Statement");
  await expect(look(page).getByRole("combobox", { name: /^quote/ }).locator("option:checked")).toHaveText("Quote");
  await statement.selectOption("Claim");
  await expect(look(page)).toContainText("1 claim and 1 quote");
  await choose(page, "Keep apart");
  await expectMarks(page, ["claim: The keeper slept", "quote: “Nobody saw it,”"]);
  await expect(card(page, "Claim: The keeper slept")).toContainText("Statement");
  await saved(page);
  await page.reload();
  await expectMarks(page, ["claim: The keeper slept", "quote: “Nobody saw it,”"]);
});

test("a text with its standoff annotations is one article", async ({ page }) => {
  await drop(
    page,
    { name: "ferry.ann", content: "T1\tClaim 0 15\tThe ferry sank.\n#1\tAnnotatorNotes T1\tSays who?\n" },
    { name: "ferry.txt", content: "The ferry sank. Nobody knows why.\n" },
  );
  await expect(look(page)).toContainText("brat standoff");
  await choose(page, "Keep apart");
  await expectMarks(page, ["claim: The ferry sank."]);
  await expect(card(page, "Claim: The ferry sank.")).toContainText("Says who?");
});

test("annotations without an article are looked for in the open one", async ({ page }) => {
  await addArticle(page, "The lamp was lit at dusk, and the keeper slept till dawn.");
  const selector = [{ type: "TextQuoteSelector", exact: "the keeper slept", prefix: "at dusk, and ", suffix: " till dawn" }];
  const hypothesis = {
    export_date: "2026-01-01T00:00:00Z",
    annotations: [{
      id: "abc", created: "2026-01-01T00:00:00Z", updated: "2026-01-01T00:00:00Z", user: "acct:ada@example.org",
      uri: "https://example.org/lamp", text: "Really?", tags: ["claim"],
      target: [{ source: "https://example.org/lamp", selector }],
    }],
  };
  await drop(page, { name: "hypothesis.json", content: JSON.stringify(hypothesis) });
  await expect(look(page)).toContainText("Hypothesis");
  await choose(page, "Merge");
  await expectMarks(page, ["claim: the keeper slept"]);
  await expect(card(page, "Claim: the keeper slept")).toContainText("Really?");
});

test("the page of another format is downloaded, and opens again", async ({ page, browser, watch, downloads }) => {
  await mark(page, "voted 107 to 0", "Claim");
  await tool(page, "Other formats").click();
  await out(page).getByRole("textbox", { name: "Your name" }).fill("Ada");
  await out(page).getByRole("radio", { name: /^BIO|Tokens/ }).check();
  await expect(out(page)).toContainText("It has no place for");
  await out(page).getByRole("radio", { name: /^One web page/ }).check();
  const sent = await downloads.take(page, () => out(page).getByRole("button", { name: "Download" }).click());
  expect(sent.name).toMatch(/\.html$/);
  expect(sent.text).not.toMatch(/<script(?! type="application\/ld\+json")/);

  const other = await fresh(browser, watch);
  await open(other);
  await drop(other, { name: sent.name, content: sent.text });
  await expect(look(other)).toContainText("Ada");
  await choose(other, "Keep apart");
  await expectMarks(other, ["claim: voted 107 to 0"]);
  await expect(card(other, "Claim: voted 107 to 0")).toContainText("Ada");
});

test("the page of another format is read and printed without a script and without the network", async ({ page, browser, downloads }) => {
  const id = await mark(page, "voted 107 to 0", "Claim");
  await write(page, id, "By <b>whom</b>?", "vote");
  await mark(page, "ten members", "Quote");
  await tool(page, "Other formats").click();
  await out(page).getByRole("radio", { name: /^One web page/ }).check();
  const sent = await downloads.take(page, () => out(page).getByRole("button", { name: "Download" }).click());

  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const reader = await context.newPage();
  const requests = [];
  reader.on("request", (request) => requests.push(request.url()));
  await reader.setContent(sent.text);
  await expect(reader.getByRole("heading", { level: 1 })).toContainText("Mexican Senate");
  await expect(reader.locator("article mark").first()).toContainText("voted 107 to 0");
  await expect(reader.getByRole("region", { name: "Legend" })).toContainText(/Claim\s*Quote/);
  await expect(reader.getByText("By <b>whom</b>?")).toBeVisible();
  // Nothing is wider than a phone.
  expect(await reader.locator("body").evaluate((body) => body.scrollWidth)).toBeLessThanOrEqual(360);
  await reader.emulateMedia({ media: "print" });
  await expect(reader.locator("article mark").first()).toBeVisible();
  await expect(reader.getByText("By <b>whom</b>?")).toBeVisible();
  expect(requests.filter((address) => !address.startsWith("data:") && address !== "about:blank")).toEqual([]);
  await context.close();
});

test("authors are told apart, and each one's annotations can be hidden", async ({ page, browser, watch, downloads }) => {
  await mark(page, "voted 107 to 0", "Claim");
  await tool(page, "Other formats").click();
  await out(page).getByRole("textbox", { name: "Your name" }).fill("Ada");
  const sent = await downloads.take(page, () => out(page).getByRole("button", { name: "Download" }).click());

  const other = await fresh(browser, watch);
  await open(other);
  await mark(other, "ten members", "Quote");
  // The other person says that she is Ada too.
  await tool(other, "Other formats").click();
  await out(other).getByRole("textbox", { name: "Your name" }).fill("Ada");
  await downloads.take(other, () => out(other).getByRole("button", { name: "Download" }).click());
  await drop(other, { name: sent.name, content: sent.text });
  await choose(other, "Merge");
  await expectMarks(other, ["claim: voted 107 to 0", "quote: ten members"]);
  await expect(layer(other, /^You/)).toHaveAttribute("aria-pressed", "true");
  await layer(other, "Ada (not you)").click();
  await expectMarks(other, ["quote: ten members"]);
  await expect(cards(other)).toHaveCount(1);
  await layer(other, "Ada (not you)").click();
  await expectMarks(other, ["claim: voted 107 to 0", "quote: ten members"]);

  // Merged once more: nothing new, although she goes by another name now.
  await tool(page, "Other formats").click();
  await out(page).getByRole("textbox", { name: "Your name" }).fill("Ada L.");
  await downloads.take(page, () => out(page).getByRole("button", { name: "Download" }).click());
  const again = await exported(page, downloads);
  expect(again.json.first.items[0].creator.name).toBe("Ada L.");
  await drop(other, { name: again.name, content: again.text });
  await expect(look(other)).toContainText("Everything in it is in");
});
