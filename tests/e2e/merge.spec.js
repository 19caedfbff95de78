// Several people's files on one article: brought together, told apart, decided on, taken back.
import { ada, annotation, ben, cleo, dan, drop, file, four, text, title, typed, uuid } from "./support/colleagues.js";
import { expect, test } from "./support/fixtures.js";
import { addArticle, cards, dialog, expectMarks, mark, marks, open, saved, tool } from "./support/reader.js";

const merged = [
  "claim: cost 410 million crowns",
  "claim: cost 410 million crowns",
  "claim: opened on Monday",
  "opinion: the finest bridge",
  "opinion: the finest bridge in the land",
  "quote: eleven years",
];

const look = (page) => dialog(page, "Open file");
const choose = (page, button) => look(page).getByRole("button", { name: button, exact: true }).click();
const conflict = (page, name) => look(page).getByRole("group", { name });
const layer = (page, name) => page.getByRole("group", { name: "Annotations shown" }).getByRole("button", { name });
const nameLine = (page) => page.getByRole("form", { name: "Your name" });

/** The notes of all cards, sorted. */
const notes = (page) => cards(page).locator(".note").allInnerTexts().then((all) => all.sort());

test.beforeEach(({ page }) => open(page));

test("four people's files are merged at once and told apart, and it is one step", async ({ page }) => {
  await drop(page, file("mine", [annotation(9, [900, "Eve"], "claim", "opened on Monday")]));
  await choose(page, "Keep apart");
  await expectMarks(page, ["claim: opened on Monday"]);

  await drop(page, ...four);
  const files = look(page).getByRole("list", { name: "Files" }).getByRole("listitem");
  await expect(files).toHaveText([
    /^ada\.glossator\.json Ada, 2 annotations$/,
    /^ben\.glossator\.json Ben, 1 annotation$/,
    /^cleo\.glossator\.json Cleo, 1 annotation$/,
    /^dan\.glossator\.json .*Dan.*, 3 annotations$/,
  ]);
  await expect(look(page)).toContainText("adds 5 annotations, leaves 2 that you have already; nothing of yours is overwritten");
  await choose(page, "Merge");
  await expectMarks(page, merged);
  for (const name of ["Ada 2", "Ben 1", "Cleo 1", "Dan 1", "Eve 1"]) await expect(layer(page, name)).toBeVisible();

  await layer(page, "Ada 2").click();
  await expectMarks(page, merged.filter((it) => !it.startsWith("quote")).slice(1));
  await layer(page, "Ada 2").click();
  await expectMarks(page, merged);

  await tool(page, "Undo").click();
  await expectMarks(page, ["claim: opened on Monday"]);
  await tool(page, "Redo").click();
  await expectMarks(page, merged);

  // In another order and one by one, after a reload too, nothing is new.
  const ids = (await marks(page)).map(({ id }) => id).sort();
  await saved(page);
  await page.reload();
  await expectMarks(page, merged);
  for (const one of [...four].reverse()) {
    await drop(page, one);
    await expect(look(page)).toContainText(/Everything in it is in “Lyng” already/);
    await choose(page, "Merge");
    await expect(look(page)).toHaveCount(0);
  }
  expect((await marks(page)).map(({ id }) => id).sort()).toEqual(ids);
  await expect(tool(page, "Undo")).toHaveAttribute("aria-disabled", "true");
});

test("whichever file comes first, the result is the same", async ({ page }) => {
  const versions = [
    file("first", [annotation(1, ada, "claim", "eleven years", "Twelve.")]),
    file("second", [annotation(1, ada, "claim", "eleven years", "Thirteen.", { "gl:revision": 4 })]),
    file("third", [annotation(1, ada, "claim", "eleven years", "Ten.", { "gl:revision": Number.MAX_SAFE_INTEGER })]),
  ];
  const results = [];
  for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0]]) {
    await addArticle(page, typed, { Title: title });
    await mark(page, "opened on Monday");
    for (const at of order) {
      await drop(page, versions[at]);
      await choose(page, "Merge");
      await expect(look(page)).toHaveCount(0);
    }
    await expect(cards(page)).toHaveCount(4);
    const of = (id) => page.locator(`[data-card="${id}"] .note`).allInnerTexts();
    const there = await Promise.all((await marks(page)).filter(({ words }) => words === "eleven years").map(async ({ id }) => [id, await of(id)]));
    results.push(there.sort());
    await tool(page, "Articles").click();
    await dialog(page, "Articles").getByRole("button", { name: /^Delete “Lyng”/ }).click();
    await page.keyboard.press("Escape");
  }
  expect(results[1]).toEqual(results[0]);
  expect(results[2]).toEqual(results[0]);
});

test("what differs is shown side by side, and one keeps mine, theirs or both", async ({ page }) => {
  const words = "cost 410 million crowns";
  await drop(page, file("mine", [annotation(1, ada, "claim", words, "The ministry says 390."), annotation(2, ada, "claim", "eleven years", "Ten.")]));
  await choose(page, "Keep apart");
  await expect(cards(page)).toHaveCount(2);
  const mine = ["Ten.", "The ministry says 390."];
  const theirs = file("theirs", [
    annotation(1, ada, "opinion", words, "The ministry says 450."),
    annotation(2, ada, "claim", "eleven years", "Twelve."),
  ]);

  for (const [keep, expected] of [
    ["What is here", mine],
    ["What the file has", ["The ministry says 450.", "Twelve."]],
    ["Both", [...mine, "The ministry says 450.", "Twelve."].sort()],
  ]) {
    await drop(page, theirs);
    const group = conflict(page, `Claim: ${words}`);
    await expect(group).toContainText("They differ in the category and the note.");
    await expect(group.getByRole("group", { name: "What is here" })).toContainText(/Ada · .*2026/);
    await expect(group.getByRole("group", { name: "What is here" }).locator("em")).toHaveText(["Claim", "390."]);
    await expect(group.getByRole("group", { name: "What the file has" }).locator("em")).toHaveText(["Opinion", "450."]);
    await expect(group.getByRole("radio", { name: "Both" })).toBeChecked();
    await look(page).getByRole("group", { name: "For all 2, keep" }).getByRole("radio", { name: keep }).click();
    await expect(group.getByRole("radio", { name: keep })).toBeChecked();
    await choose(page, "Merge");
    await expect.poll(() => notes(page)).toEqual(expected);
    if (keep !== "What is here") await tool(page, "Undo").click();
    await expect.poll(() => notes(page)).toEqual(mine);
  }

  // One by one, with the keys alone.
  await drop(page, theirs);
  await conflict(page, `Claim: ${words}`).getByRole("radio", { name: "Both" }).focus();
  await page.keyboard.press("ArrowUp");
  await expect(conflict(page, `Claim: ${words}`).getByRole("radio", { name: "What the file has" })).toBeChecked();
  await expect(conflict(page, "Claim: eleven years").getByRole("radio", { name: "Both" })).toBeChecked();
  const all = look(page).getByRole("group", { name: "For all 2, keep" });
  await expect(all.getByRole("radio", { checked: true })).toHaveCount(0);
  await expect(look(page)).toContainText("puts what the file has in place of what is here for 1; Undo brings back what was here");
  await choose(page, "Merge");
  await expect.poll(() => notes(page)).toEqual(["Ten.", "The ministry says 450.", "Twelve."]);
  // The two that were kept of one are told apart.
  await expect(page.getByText(/^Another version, changed .*2026/)).toHaveCount(1);
});

test("of several files it is said which one a version comes from, and namesakes are told apart", async ({ page }) => {
  const [one, other] = [[911, "Ada"], [912, "Ada"]];
  await drop(page, file("mine", [annotation(1, one, "claim", "eleven years", "Ten.")]));
  await choose(page, "Keep apart");
  await expect(cards(page)).toHaveCount(1);
  await drop(
    page,
    file("second", [annotation(1, one, "claim", "eleven years", "Twelve.")]),
    file("third", [annotation(1, one, "claim", "eleven years", "Thirteen."), annotation(2, other, "quote", "years of work")]),
  );
  await expect(look(page).getByRole("heading", { name: "1 annotation in 3 versions" })).toBeVisible();
  const sides = look(page).getByRole("group", { name: "What the file has" });
  await expect(sides).toHaveText([/Ada \(…0911\).*In (second|third)\.glossator\.json/, /In (second|third)\.glossator\.json/]);
  await choose(page, "Merge");
  await expect(layer(page, "Ada (…0911) 3")).toBeVisible();
  await expect(layer(page, "Ada (…0912) 1")).toBeVisible();
  await expect(cards(page).filter({ hasText: "Another version, changed" })).toHaveCount(2);
});

test("a thousand conflicts do not hold the page: some are shown, and one choice is for all", async ({ page }) => {
  test.slow();
  const body = Array.from({ length: 1000 }, (_, at) => `Word${String(at).padStart(3, "0")} stands here.\n`).join("");
  const claim = (note) => (_, at) => {
    const [start, end] = [at * 21, at * 21 + 7];
    const selector = [
      { type: "TextQuoteSelector", exact: body.slice(start, end), prefix: "", suffix: "" },
      { type: "TextPositionSelector", start, end },
    ];
    return { ...annotation(at, ada, "claim", "Lyng", `${note} ${at}`), target: { type: "SpecificResource", source: uuid(0), selector } };
  };
  const many = (note) => file("many", Array.from({ length: 1000 }, claim(note)), body);
  await drop(page, many("mine"));
  await choose(page, "Keep apart");
  await expect(page.getByRole("main").locator("mark").first()).toBeVisible({ timeout: 60_000 });
  await drop(page, many("theirs"));
  // What takes long is a page with a thousand cards beside it.
  await expect(look(page)).toContainText("For the other 980, the choice for all holds.", { timeout: 60_000 });
  await expect(look(page).getByRole("group", { name: /^Claim: Word0/ })).toHaveCount(20);
  await look(page).getByRole("group", { name: "For all 1,000, keep" }).getByRole("radio", { name: "What is here" }).click();
  await expect(look(page)).toContainText("leaves 1,000 as they are here");
});

test("who bears my name is told from me, and I am asked for my name once", async ({ page }) => {
  await addArticle(page, typed, { Title: title });
  await mark(page, "opened on Monday");
  await expect(nameLine(page)).toHaveCount(0);
  await drop(page, four[1]);
  await choose(page, "Merge");
  await expect(nameLine(page)).toBeVisible();
  await nameLine(page).getByRole("textbox").fill("Ada");
  await nameLine(page).getByRole("button", { name: "Save" }).click();
  await expect(nameLine(page)).toHaveCount(0);

  await drop(page, four[0]);
  await expect(look(page)).toContainText("Ada (not you)");
  await choose(page, "Merge");
  await expect(layer(page, "Ada (not you) 2")).toBeVisible();
  await expect(layer(page, "You 1")).toBeVisible();
  await expect(nameLine(page)).toHaveCount(0);
  // It can be changed.
  await tool(page, "Other formats").click();
  await expect(dialog(page, "Export").getByRole("textbox", { name: "Your name" })).toHaveValue("Ada");
});

test("who gives no name is not asked again", async ({ page }) => {
  await addArticle(page, typed, { Title: title });
  await drop(page, four[1]);
  await choose(page, "Merge");
  await nameLine(page).getByRole("button", { name: "Not now" }).click();
  await expect(nameLine(page)).toHaveCount(0);
  await saved(page);
  await page.reload();
  await drop(page, four[0]);
  await choose(page, "Merge");
  await expectMarks(page, ["claim: cost 410 million crowns", "claim: cost 410 million crowns", "quote: eleven years"]);
  await expect(nameLine(page)).toHaveCount(0);
});

test("of two articles of one name it is said which one a file goes into", async ({ page }) => {
  await addArticle(page, typed, { Title: title });
  await drop(page, four[0]);
  await expect(look(page)).not.toContainText("Merges into");
  await choose(page, "Cancel");
  await addArticle(page, "Another text altogether.\n", { Title: title, Author: "Sunniva Moe" });
  await drop(page, four[0]);
  await expect(look(page)).toContainText(/Merges into\s*Lyng\s*0 annotations · added/);
  await choose(page, "Merge");
  await expectMarks(page, ["claim: cost 410 million crowns", "quote: eleven years"]);
});

test("of several files, the one that is broken is named", async ({ page }) => {
  await drop(page, four[0], { name: "torn.json", content: four[1].content.slice(0, 300) });
  await expect(page.getByRole("alert")).toHaveText(/“torn\.json”: The file is cut off/);
  await expect(look(page)).toHaveCount(0);
});
