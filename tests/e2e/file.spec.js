// Files: out of one browser and into another, merged, kept apart, refused.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "./support/fixtures.js";
import {
  addArticle,
  alerts,
  article,
  card,
  cards,
  dialog,
  expectMarks,
  exported,
  fresh,
  mark,
  marks,
  open,
  place,
  drag,
  bar,
  tool,
  write,
} from "./support/reader.js";

const fixture = (name) => readFileSync(fileURLToPath(new URL(`../fixtures/e2e/${name}`, import.meta.url)), "utf8");
const name = "lyng-bridge.glossator.json";
const bridge = { name, content: fixture(name) };
const bridgeText = fixture("lyng-bridge.txt");
const bridgeMarks = [
  "claim: cost 410 million crowns",
  "quote: “Now I can visit my sister.”",
  "opinion: the finest bridge in the land",
];

const look = (page) => dialog(page, "Open file");
const choose = (page, button) => look(page).getByRole("button", { name: button, exact: true }).click();

/** Chooses files by the browser's own dialog. */
async function pick(page, ...files) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), tool(page, "Open file").click()]);
  await chooser.setFiles(
    files.map(({ name, content }) => ({ name, mimeType: "application/json", buffer: Buffer.from(content) })),
  );
}

/** Drops files on the page. A number as content is that many zeros. */
const drop = (page, ...files) =>
  article(page).evaluate((article, files) => {
    const dataTransfer = new DataTransfer();
    for (const { name, content } of files) {
      const part = typeof content === "number" ? new Uint8Array(content) : content;
      dataTransfer.items.add(new File([part], name, { type: "application/json" }));
    }
    for (const type of ["dragenter", "dragover", "drop"]) {
      article.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    }
  }, files);

/** Everything that opening a file could change. */
async function everything(page, downloads) {
  await tool(page, "Articles").click();
  const list = dialog(page, "Articles").getByRole("list");
  await expect(list).toBeVisible();
  const articles = await list.allInnerTexts();
  await dialog(page, "Articles").getByRole("button", { name: "Close" }).click();
  return { marks: await marks(page), articles, file: (await exported(page, downloads)).text };
}

/** The rules of shared/format.md that a reader of the standard relies on. */
function expectRules(file) {
  const about = file["schema:about"];
  const text = about["schema:articleBody"];
  const points = [...text];
  const slice = (start, end) => points.slice(start, end).join("");
  const iri = expect.stringMatching(/^(urn|https?|ni):\S+$/);
  const date = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);

  expect(file["@context"][0]).toBe("http://www.w3.org/ns/anno.jsonld");
  expect(file).toMatchObject({ id: iri, type: "AnnotationCollection", created: date, modified: date, "gl:formatVersion": 1 });
  const digest = createHash("sha256").update(text).digest("base64url");
  expect(about.id).toBe(`ni:///sha-256;${digest}`);

  expect(text).not.toContain("\r");
  expect(text).not.toMatch(/[ \t]\n/);
  let end = 0;
  for (const block of about["gl:blocks"]) {
    expect(block.kind).toMatch(/^(heading|paragraph|list-item|blockquote|preformatted|caption|table-row|furniture)$/);
    expect(block.start).toBe(end);
    expect(slice(block.end, block.end + 1)).toBe("\n");
    end = block.end + 1;
  }
  expect(end).toBe(points.length);

  const items = file.first?.items ?? [];
  expect(file.total).toBe(items.length);
  if (items.length === 0) expect(file).not.toHaveProperty("first");
  else expect(file.first).toMatchObject({ id: iri, type: "AnnotationPage", partOf: file.id, startIndex: 0 });
  for (const item of items) {
    expect(item).toMatchObject({ id: iri, type: "Annotation", motivation: "classifying", created: date, modified: date });
    for (const body of item.body) {
      expect(body.type).toBe("TextualBody");
      expect(body.purpose).toMatch(/^(classifying|commenting|tagging)$/);
      expect(body.value).not.toBe("");
    }
    for (const target of [item.target].flat()) {
      expect(target).toMatchObject({ source: iri, state: { cached: about.id } });
      const of = (type) => target.selector.find((selector) => selector.type === type);
      const [quote, { start, end }] = [of("TextQuoteSelector"), of("TextPositionSelector")];
      expect(slice(start, end)).toBe(quote.exact);
      expect(slice(start - [...quote.prefix].length, start)).toBe(quote.prefix);
      expect(slice(end, end + [...quote.suffix].length)).toBe(quote.suffix);
      expect([...quote.prefix].length).toBeGreaterThanOrEqual(Math.min(32, start));
      expect([...quote.suffix].length).toBeGreaterThanOrEqual(Math.min(32, points.length - end));
    }
  }
}

test.beforeEach(({ page }) => open(page));

test("what is exported keeps the format's rules, and is the same bytes each time", async ({ page, downloads }) => {
  expectRules((await exported(page, downloads)).json);
  await addArticle(page, bridgeText, { Address: "https://news.example.org/2026/lyng-bridge" });
  const id = await mark(page, "cost 410 million crowns");
  await write(page, id, "The ministry says 390.", "money, needs-source");
  await mark(page, "the gulls \u{1f469}\u200d\u{1f469}\u200d\u{1f467} have the pier", "Opinion");
  const from = await place(page, "who is 71");
  await drag(page, from.start, (await place(page, "It is the finest")).end);
  await expect(bar(page)).toBeVisible();
  await page.keyboard.press("2");
  await expect(cards(page)).toHaveCount(3);

  const file = await exported(page, downloads);
  expect(file.name).toBe("the-bridge-at-lyng-opens.glossator.json");
  expectRules(file.json);
  expect(file.json["schema:about"]).toMatchObject({
    "schema:url": "https://news.example.org/2026/lyng-bridge",
    "schema:headline": "The bridge at Lyng opens \u{1f309}",
    "schema:author": { "schema:name": "Sunniva Moe" },
    "schema:datePublished": "2026-05-04",
    "schema:articleBody": await article(page).evaluate((article) => article.textContent),
  });
  expect(file.json.first.items.map(({ target }) => [target].flat()[0].selector[0].exact)).toEqual([
    "cost 410 million crowns",
    "who is 71. “Now I can visit my sister.”\nIt is the finest",
    "the gulls \u{1f469}\u200d\u{1f469}\u200d\u{1f467} have the pier",
  ]);
  expect(file.json.first.items[0].body.map(({ purpose, value }) => [purpose, value])).toEqual([
    ["classifying", "claim"],
    ["commenting", "The ministry says 390."],
    ["tagging", "money"],
    ["tagging", "needs-source"],
  ]);
  expect((await exported(page, downloads)).text).toBe(file.text);
});

test("the first look at a file shows what it holds and changes nothing", async ({ page, downloads }) => {
  const before = await everything(page, downloads);
  for (const [bring, leave] of [
    [pick, () => choose(page, "Cancel")],
    [drop, () => page.keyboard.press("Escape")],
  ]) {
    await bring(page, bridge);
    await expect(look(page)).toContainText(name);
    await expect(look(page)).toContainText("The bridge at Lyng opens \u{1f309}");
    await expect(look(page)).toContainText("Sunniva Moe");
    await expect(look(page)).toContainText("4 May 2026");
    await expect(look(page)).toContainText("1 claim, 1 quote and 1 opinion");
    await expect(look(page)).toContainText("Ada, Ben");
    await expect(look(page)).toContainText("Nothing has changed so far.");
    await leave();
    await expect(look(page)).toHaveCount(0);
    expect(await everything(page, downloads)).toEqual(before);
  }
  await expect(alerts(page)).toHaveCount(0);
});

test("a file that is kept apart is an article of its own, and exports as it came", async ({ page, downloads }) => {
  await drop(page, bridge);
  // None of it is in the sample, so it cannot be merged into it.
  await expect(look(page).getByRole("button", { name: "Merge" })).toBeDisabled();
  await choose(page, "Keep apart");
  await expectMarks(page, bridgeMarks);
  await expect(card(page, "Claim: cost 410 million crowns")).toContainText("The ministry says 390.");
  await expect(card(page, "Quote: “Now I can visit my sister.”")).toContainText("Ben");
  const { json } = await exported(page, downloads);
  expectRules(json);
  const expected = JSON.parse(bridge.content);
  expect(json.first.items).toEqual(expected.first.items);
  expect(json["schema:about"]).toEqual(expected["schema:about"]);

  await tool(page, "Articles").click();
  await expect(dialog(page, "Articles").getByRole("listitem")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await page.reload();
  await expectMarks(page, bridgeMarks);
  // A second copy beside the first.
  await drop(page, bridge);
  await choose(page, "Keep apart");
  await tool(page, "Articles").click();
  await expect(dialog(page, "Articles").getByRole("listitem")).toHaveCount(3);
});

test("a file is merged in another browser, once and not twice, and one undo takes it back", async ({
  browser,
  downloads,
  page,
  watch,
}) => {
  await addArticle(page, bridgeText);
  const id = await mark(page, "after eleven years of work");
  await write(page, id, "Twelve.", "time");
  await mark(page, "No ferry will be missed", "Opinion");
  const file = await exported(page, downloads);

  const other = await fresh(browser, watch);
  await open(other);
  await addArticle(other, bridgeText);
  await mark(other, "twice what was planned");
  const mine = await exported(other, downloads);
  await pick(other, { name: file.name, content: file.text });
  await expect(look(other)).toContainText("adds 2 annotations; nothing of yours is overwritten");
  await choose(other, "Merge");
  const merged = [
    "claim: after eleven years of work",
    "claim: twice what was planned",
    "opinion: No ferry will be missed",
  ];
  await expectMarks(other, merged);
  await expect(card(other, "Claim: after eleven years of work")).toContainText("Twelve.");
  await expect(card(other, "Claim: after eleven years of work")).toContainText("time");
  const both = await exported(other, downloads);
  expectRules(both.json);
  for (const item of file.json.first.items) {
    // The article is the copy of who merges, read when they read it.
    item.target.state.sourceDate = both.json.created;
    expect(both.json.first.items).toContainEqual(item);
  }

  await drop(other, { name: file.name, content: file.text });
  await expect(look(other)).toContainText("Everything in it is in “The bridge at Lyng opens \u{1f309}” already");
  await choose(other, "Merge");
  await expect(look(other)).toHaveCount(0);
  expect((await exported(other, downloads)).text).toBe(both.text);

  await tool(other, "Undo").click();
  await expectMarks(other, ["claim: twice what was planned"]);
  expect((await exported(other, downloads)).text).toBe(mine.text);
  await tool(other, "Redo").click();
  await expectMarks(other, merged);
  await other.context().close();
});

test("the same annotation with other content is kept in both versions", async ({ page, downloads }) => {
  await drop(page, bridge);
  await choose(page, "Keep apart");
  await expectMarks(page, bridgeMarks);
  const before = (await exported(page, downloads)).json.first.items;
  const changed = bridge.content.replace("The ministry says 390.", "I read 450.");
  await drop(page, { name, content: changed });
  await expect(look(page)).toContainText("keeps both versions of 1");
  await choose(page, "Merge");
  await expectMarks(page, [...bridgeMarks, "claim: cost 410 million crowns"]);
  await expect(cards(page).filter({ hasText: "The ministry says 390." })).toHaveCount(1);
  await expect(cards(page).filter({ hasText: "I read 450." })).toHaveCount(1);
  const after = (await exported(page, downloads)).json.first.items;
  for (const item of before) expect(after, "mine stays to the letter").toContainEqual(item);
  expect(new Set(after.map(({ id }) => id)).size).toBe(4);

  await drop(page, { name, content: changed });
  await choose(page, "Merge");
  await expect(cards(page)).toHaveCount(4);
});

const file = JSON.parse(bridge.content);
const refused = [
  ["cut off", bridge.content.slice(0, bridge.content.length / 2), /cut off/],
  ["no JSON", "Dear Ada,\nthe file is attached.\n", /no annotations that are understood/],
  ["an array of numbers", "[1, 2, 3]", /does not hold annotations/],
  ["a string", '"annotations"', /does not hold annotations/],
  ["null", "null", /does not hold annotations/],
  ["another kind of collection", JSON.stringify({ name: "glossator", version: "1.0.0" }), /does not hold annotations/],
  ["of a newer format", JSON.stringify({ ...file, "gl:formatVersion": 2 }), /newer version of Glossator/],
  ["nested 10,000 deep", `{"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}`, /nested more than 64 levels/],
  ["empty", "", /is empty/],
  ["blank", " \n\n ", /empty|not JSON|cut off/],
  ["larger than 20 MB", 20 * 1024 * 1024 + 1, /larger than 20 MB/],
  ["a zip archive", "PK\u0003\u0004\u0014\u0000\u0008\u0008", /no annotations that are understood|not text/],
  ["a PDF", "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n", /no annotations that are understood|not text/],
];

test("a file that cannot be read is refused by name and reason, and nothing changes", async ({ page, downloads }) => {
  await mark(page, "ten members");
  const before = await everything(page, downloads);
  for (const [kind, content, problem] of refused) {
    await test.step(kind, async () => {
      const name = `${kind.replaceAll(/\W/g, "-")}.json`;
      await drop(page, { name, content });
      const alert = alerts(page).filter({ hasText: name });
      await expect(alert).toHaveText(problem);
      await expect(alert).toHaveText(/Nothing was changed\.$/);
      await expect(look(page)).toHaveCount(0);
      await page.getByRole("button", { name: "Dismiss" }).first().click();
      await expect(alert).toHaveCount(0);
    });
  }
  expect(await everything(page, downloads)).toEqual(before);
});

test("bytes that are no text are refused", async ({ page }) => {
  await pick(page, { name: "bytes.json", content: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) });
  await expect(alerts(page)).toHaveText(/“bytes\.json”: .*not text in UTF-8/);
});

test("files that do not belong together are left alone", async ({ page, downloads }) => {
  const before = await everything(page, downloads);
  await drop(page, bridge, { name: "other.json", content: "{}" });
  await expect(alerts(page)).toHaveText(/do not belong together: choose one, or a text with its annotations/);
  await expect(look(page)).toHaveCount(0);
  expect(await everything(page, downloads)).toEqual(before);
});

test("a file that takes long to read can be left, and read later", async ({ page }) => {
  await page.evaluate(() => {
    const { ask } = glossator;
    // The worker is at it for ever, until it is left.
    glossator.ask = () => new Promise((_, reject) => (glossator.stop = () => reject(new Error("It was stopped"))));
    globalThis.readAgain = () => (glossator.ask = ask);
  });
  for (const leave of [() => choose(page, "Cancel"), () => page.keyboard.press("Escape")]) {
    await drop(page, bridge);
    await expect(look(page)).toContainText(`Reading “${name}”…`);
    await expect(look(page)).toContainText("Nothing has changed so far.");
    await leave();
    await expect(look(page)).toHaveCount(0);
  }
  await page.evaluate(() => readAgain());
  await drop(page, bridge);
  await expect(look(page)).toContainText("1 claim, 1 quote and 1 opinion");
  await choose(page, "Cancel");
  await expect(alerts(page)).toHaveCount(0);
});

test("a file of exactly 20 MB is read", async ({ page }) => {
  const room = 20 * 1024 * 1024 - Buffer.byteLength(bridge.content);
  await drop(page, { name, content: bridge.content + " ".repeat(room) });
  await expect(look(page)).toContainText("1 claim, 1 quote and 1 opinion");
});

test("text that is dropped is no file", async ({ page }) => {
  await article(page).evaluate((article) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", "<b>dropped</b>");
    article.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await drop(page, bridge);
  await expect(look(page)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await expect(alerts(page)).toHaveCount(0);
});
