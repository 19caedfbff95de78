// Several people's files on one article: brought together, told apart, decided on, taken back.
import { ada, annotation, ben, cleo, dan, drop, file, four, text, title, typed, uuid } from "./support/colleagues.js";
import { expect, test } from "./support/fixtures.js";
import { addArticle, announcements, cards, dialog, expectMarks, mark, marks, open, saved, tool } from "./support/reader.js";

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
    // What is announced may be of the article that came in place of the one before.
    await expect(page.getByRole("main")).toContainText("opened on Monday");
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

test("a thousand conflicts do not hold the page: some are shown, and one choice is for all", async ({ page, browserName }) => {
  test.skip(browserName !== "chromium", "It is about how much there is, and not about how it is done.");
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

test("several people's files on an article that is not here yet become one new article", async ({ page }) => {
  const before = await page.getByRole("main").innerText();
  await drop(page, ...four);
  await expect(look(page)).toContainText("makes one new article with everybody’s annotations, 5 in all");
  await expect(look(page)).not.toContainText("This is another text");
  await choose(page, "Bring together");
  await expectMarks(page, merged.filter((it) => it !== "claim: opened on Monday"));
  for (const name of ["Ada 2", "Ben 1", "Cleo 1", "Dan 1"]) await expect(layer(page, name)).toBeVisible();
  await expect(announcements(page)).toHaveText("Merged: 5 annotations added");
  await tool(page, "Undo").click();
  await expectMarks(page, []);
  await tool(page, "Redo").click();
  await saved(page);
  await page.reload();
  await expectMarks(page, merged.filter((it) => it !== "claim: opened on Monday"));
  // It is one article more, and its files have nothing new for it.
  await tool(page, "Articles").click();
  await expect(dialog(page, "Articles").getByRole("button", { name: /^Delete “/ })).toHaveCount(2);
  await page.keyboard.press("Escape");
  await drop(page, four[3], four[0]);
  await expect(look(page)).toContainText(/Everything in it is in “Lyng” already/);
  expect(await page.getByRole("main").innerText()).not.toBe(before);
});

test("of files on an article that is not here, what differs between them is shown, and other articles become their own", async ({ page }) => {
  const words = "cost 410 million crowns";
  const other = "Another text altogether.\n";
  const elsewhere = (number) => ({ ...annotation(number, cleo, "claim", "Lyng"), target: { type: "SpecificResource", source: uuid(0), selector: [{ type: "TextQuoteSelector", exact: "Another", prefix: "", suffix: "" }] } });
  const files = [
    file("one", [annotation(1, ada, "claim", words, "Ten."), annotation(3, ben, "quote", "eleven years")]),
    file("two", [elsewhere(7)], other),
    file("three", [annotation(1, ada, "claim", words, "Twelve.", { "gl:revision": 2 })]),
    file("four", [elsewhere(8), elsewhere(9)], other),
  ];
  for (const [keep, expected] of [["The second version", ["Ten."]], ["The first version", ["Twelve."]], ["Both", ["Ten.", "Twelve."]]]) {
    await drop(page, ...(keep === "Both" ? [...files].reverse() : files));
    const group = conflict(page, `Claim: ${words}`);
    await expect(group.getByRole("group", { name: "The first version" })).toContainText("In three.glossator.json");
    await expect(group.getByRole("group", { name: "The second version" })).toContainText("In one.glossator.json");
    await expect(look(page).getByRole("button", { name: "Merge", exact: true })).toBeDisabled();
    await group.getByRole("radio", { name: keep }).check();
    await expect(look(page)).toContainText(`makes 2 new articles, each with everybody’s annotations, ${keep === "Both" ? 6 : 5} in all`);
    await choose(page, "Bring together");
    if (keep === "Both") {
      await expect(page.getByRole("main")).toContainText("Another text");
      await tool(page, "Articles").click();
      await dialog(page, "Articles").getByRole("button", { name: /^Lyng/ }).last().click();
    }
    await expect(page.getByRole("main")).toContainText("The bridge at Lyng");
    await expect.poll(() => notes(page)).toEqual(expected);
    await expectMarks(page, [...expected.map(() => `claim: ${words}`), "quote: eleven years"]);
    await tool(page, "Articles").click();
    for (let left = 2; left > 0; left -= 1) {
      await dialog(page, "Articles").getByRole("button", { name: "Delete “Lyng”" }).first().click();
      await expect(dialog(page, "Articles").getByRole("button", { name: "Delete “Lyng”" })).toHaveCount(left - 1);
    }
    await page.keyboard.press("Escape");
  }
});

test("a class's 28 files at once are one article in bearable time", async ({ page }) => {
  const words = text.split(/\s+/).filter((it) => it.length > 3 && text.split(it).length === 2);
  const pupil = (at) => {
    const who = [950 + at, `Pupil ${at + 1}`];
    return file(`pupil-${at + 1}`, words.map((word, number) => annotation(1000 * (at + 1) + number, who, "claim", word)));
  };
  const begun = Date.now();
  await drop(page, ...Array.from({ length: 28 }, (_, at) => pupil(at)));
  await expect(look(page).getByRole("list", { name: "Files" }).getByRole("listitem")).toHaveCount(28);
  await expect(look(page).getByRole("button", { name: "Bring together" })).toBeInViewport();
  test.info().annotations.push({ type: "until it is shown", description: `${Date.now() - begun} ms` });
  await choose(page, "Bring together");
  await expect(page.getByRole("group", { name: "Annotations shown" }).getByRole("button", { name: /^Pupil/ })).toHaveCount(28);
  await expect(announcements(page)).toHaveText(`Merged: ${28 * words.length} annotations added`);
});

test("a file that is dropped while the browser has not yet told that a dialog was closed is shown", async ({ page }) => {
  await tool(page, "New article").click();
  await expect(dialog(page, "New article")).toBeVisible();
  await page.evaluate(() => addEventListener("close", (event) => event.stopImmediatePropagation(), { capture: true, once: true }));
  await page.keyboard.press("Escape");
  await expect(dialog(page, "New article")).toBeHidden();
  await drop(page, four[0]);
  await expect(look(page)).toContainText("ada.glossator.json");
});

test("files that are dropped while the dialog of others is being closed are shown", async ({ page }) => {
  await drop(page, four[0]);
  await expect(look(page)).toContainText("ada.glossator.json");
  // The browser tells of the closing later than it closes; here, later than the next files are read.
  await page.evaluate(() => {
    const late = (event) => {
      event.stopImmediatePropagation();
      removeEventListener("close", late, true);
      window.tell = () => event.target.dispatchEvent(new Event("close"));
    };
    addEventListener("close", late, true);
  });
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => window.tell);
  await drop(page, four[1]);
  await expect(page.locator("dialog")).toContainText("ben.glossator.json");
  await page.evaluate(() => window.tell());
  await expect(look(page)).toContainText("ben.glossator.json");
  await choose(page, "Cancel");
  await expect(look(page)).toHaveCount(0);
});
