// Annotators side by side: how far they agree, where they differ, and what somebody decides about it.
import { ada, annotation, ben, cleo, drop, file, title, typed } from "./support/colleagues.js";
import { expect, test } from "./support/fixtures.js";
import { addArticle, announcements, cards, dialog, open, tool } from "./support/reader.js";

const agreement = (page) => dialog(page, "Agreement");
const place = (page) => agreement(page).getByRole("region", { name: /^Place/ });
const version = (page, name) => place(page).getByRole("group", { name, exact: true });
const button = (page, name) => agreement(page).getByRole("button", { name, exact: true });
const row = (page, name) => agreement(page).getByRole("row", { name: new RegExp(`^${name}`) });
const states = (page) =>
  place(page)
    .getByRole("button", { pressed: true })
    .evaluateAll((all) => all.map((it) => `${it.closest("[role=group]").ariaLabel}: ${it.textContent}`));

/** They agree on a claim; differ in a category, in words; and Ada alone marked a quote. */
const two = [
  file("ada", [
    annotation(1, ada, "claim", "cost 410 million crowns", "Says who?"),
    annotation(2, ada, "quote", "eleven years"),
    annotation(3, ada, "opinion", "the finest bridge in the land"),
    annotation(4, ada, "claim", "opened on Monday"),
  ]),
  file("ben", [
    annotation(5, ben, "claim", "cost 410 million crowns"),
    annotation(6, ben, "opinion", "the finest bridge"),
    annotation(7, ben, "opinion", "opened on Monday"),
  ]),
];

async function compare(page, files) {
  await open(page);
  await addArticle(page, typed, { Title: title });
  await drop(page, ...files);
  await dialog(page, "Open file").getByRole("button", { name: "Merge", exact: true }).click();
  const layers = page.getByRole("group", { name: "Annotations shown" });
  await layers.getByRole("button", { name: "Compare annotators" }).click();
  await expect(agreement(page)).toBeVisible();
}

test("two annotators agree in numbers, and where they differ is decided by keys", async ({ page, downloads }) => {
  await compare(page, two);
  // Claims: 4 words of both, 3 more of Ada alone.
  await expect(row(page, "Claim").getByRole("cell")).toHaveText(["2", "1", "57%", "0.67"]);
  await expect(row(page, "Quote").getByRole("cell")).toHaveText(["1", "0", "0%", "−0.02"]);
  await expect(row(page, "Opinion").getByRole("cell")).toHaveText(["1", "2", "33%", "0.38"]);
  await expect(agreement(page)).toContainText("The same words and category from everybody: 1 of 4 places.");
  await expect(agreement(page)).toContainText("0 of 3 decided");

  await expect(place(page)).toHaveAccessibleName("Place 1 of 3. Not the same category");
  await expect(version(page, "Ada")).toContainText("Claim");
  await expect(version(page, "Ben")).toContainText("Opinion");
  await expect(place(page)).toBeFocused();
  await version(page, "Ada").getByRole("button", { name: "Only this" }).focus();
  await page.keyboard.press("Enter");
  // The next one, with the focus on it: keys decide there.
  await expect(place(page)).toHaveAccessibleName("Place 2 of 3. Not marked so by everybody");
  await expect(place(page)).toBeFocused();
  await expect(agreement(page).getByRole("status")).toHaveText("Decided. 2 left.");
  await expect(version(page, "Ben")).toContainText("No mark to compare here");
  await page.keyboard.press("0");
  await expect(place(page)).toHaveAccessibleName("Place 3 of 3. Not the same words");
  await page.keyboard.press("2");
  await expect(agreement(page).getByRole("status")).toHaveText("All places where they differ are decided.");
  expect(await states(page)).toEqual(["Ada: Reject", "Ben: Accept"]);
  await page.keyboard.press("ArrowLeft");
  expect(await states(page)).toEqual(["Ada: Reject"]);
  await page.keyboard.press("ArrowLeft");
  expect(await states(page)).toEqual(["Ada: Accept", "Ben: Reject"]);

  await button(page, "Accept 1 place").click();
  const download = await downloads.take(page, () => button(page, "Download 3 accepted").click());
  expect(download.name).toBe("lyng.accepted.glossator.json");
  const written = JSON.parse(download.text);
  expect(written.first.items.map((it) => it.id.slice(-1)).sort()).toEqual(["1", "4", "6"]);
});

test("a decision is one step, stays after a reload, and the filter knows it", async ({ page }) => {
  await compare(page, two);
  await place(page).getByRole("button", { name: "Accept all" }).click();
  await button(page, "Previous").click();
  await button(page, "Take the decision back").click();
  expect(await states(page)).toEqual([]);
  await version(page, "Ben").getByRole("button", { name: "Accept", exact: true }).click();
  expect(await states(page)).toEqual(["Ben: Accept"]);
  await version(page, "Ada").getByRole("button", { name: "Reject", exact: true }).click();
  await expect(place(page)).toHaveAccessibleName(/^Place 2/);
  await page.keyboard.press("Escape");
  await tool(page, "Undo").click();
  await expect(cards(page).filter({ hasText: "Rejected" })).toHaveCount(0);
  await tool(page, "Redo").click();
  await expect(cards(page).filter({ hasText: "Rejected" })).toHaveCount(1);
  await expect(page.getByRole("status", { name: "Save state" })).toHaveText(/^Saved/);
  await page.reload();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("checkbox", { name: /^Accepted/ }).check();
  await expect(cards(page)).toHaveCount(1);
  await expect(cards(page)).toContainText("opened on Monday");
});

test("of three annotators any are compared, and a place leads to its article", async ({ page }) => {
  await compare(page, [...two, file("cleo", [annotation(8, cleo, "claim", "cost 410 million crowns")])]);
  await expect(agreement(page)).toContainText("1 of 4 places");
  await agreement(page).getByRole("checkbox", { name: /^Ada/ }).uncheck();
  await agreement(page).getByRole("checkbox", { name: /^Ben/ }).uncheck();
  await expect(agreement(page)).toContainText("Choose at least two annotators.");
  await agreement(page).getByRole("checkbox", { name: /^Ben/ }).check();
  await expect(agreement(page)).toContainText("1 of 3 places");
  await expect(row(page, "Claim").getByRole("cell")).toHaveText(["1", "1", "100%", "1.00"]);
  await button(page, "Show in the article").click();
  await expect(agreement(page)).toBeHidden();
  await expect(cards(page).filter({ hasText: "Ben" }).filter({ hasText: "opened on Monday" })).toBeFocused();
});

test("the numbers and the places are one table for other programs", async ({ page, downloads }) => {
  await compare(page, two);
  await place(page).getByRole("button", { name: "Only this" }).first().click();
  const table = await downloads.take(page, () => button(page, "Download as CSV").click());
  const lines = table.text.replace(/^\uFEFF/, "").trim().split(/\r?\n/);
  const rows = lines.map((line) => line.slice(1, -1).split('","'));
  expect(rows[0]).toEqual(["What", "Name", "Words", "Ada", "Ben", "Words marked by all", "Words marked by anyone", "α", "Difference"]);
  expect(rows[1]).toEqual(["Category", "Claim", "", "2", "1", "4", "7", "0.67", ""]);
  expect(rows.at(-4)).toEqual(["Place", "", "opened on Monday", "Claim: Accepted", "Opinion: Rejected", "", "", "", "Not the same category"]);
  expect(lines).toHaveLength(8);
});

test("a colleague's file that is merged again takes no decision back and doubles nothing", async ({ page }) => {
  await compare(page, two);
  await place(page).getByRole("button", { name: "Accept all" }).click();
  await page.keyboard.press("Escape");
  await drop(page, two[0]);
  await dialog(page, "Open file").getByRole("button", { name: "Merge", exact: true }).click();
  await expect(announcements(page)).toHaveText(/nothing new|Nothing new/);
  await expect(cards(page)).toHaveCount(7);
  await expect(cards(page).filter({ hasText: "Accepted" })).toHaveCount(2);
});

/** Fifty annotators: thirty mark a claim, two an opinion on its words, and the rest nothing there; three a quote. */
const fifty = Array.from({ length: 50 }, (_, at) => {
  const who = [950 + at, `Pupil ${at + 1}`];
  const items = [annotation(100 + at, who, "claim", "opened on Monday")];
  if (at < 30) items.push(annotation(200 + at, who, "claim", "cost 410 million crowns"));
  if (at === 30 || at === 31) items.push(annotation(200 + at, who, "opinion", "cost 410 million crowns"));
  if (at > 46) items.push(annotation(300 + at, who, "quote", "eleven years"));
  return file(`pupil-${at + 1}`, items);
});

test("of fifty annotators, who marked nothing is a line, and what most marked is accepted", async ({ page, downloads }) => {
  await compare(page, fifty);
  await expect(place(page)).toHaveAccessibleName(/^Place 1 of 2/);
  // The quote of three: no majority, and the keys are those of the three.
  await expect(place(page).getByRole("group")).toHaveCount(4);
  const absent = place(page).locator("details");
  await expect(absent).toContainText("47 others marked nothing to compare here");
  await expect(absent).not.toContainText("Pupil 48");
  await expect(place(page).getByRole("button", { name: /^Accept what most/ })).toHaveCount(0);
  await page.keyboard.press("m");
  expect(await states(page)).toEqual([]);
  await expect(agreement(page).getByRole("button", { name: "Accept what most marked: 1 place" })).toBeVisible();
  await page.keyboard.press("3");
  await expect(place(page)).toHaveAccessibleName(/^Place 2 of 2/);
  await page.keyboard.press("m");
  await expect(agreement(page).getByRole("status")).toHaveText("All places where they differ are decided.");
  const decided = await states(page);
  expect([decided.filter((it) => it.endsWith(": Accept")).length, decided.filter((it) => it.endsWith(": Reject"))]).toEqual([30, ["Pupil 31: Reject", "Pupil 32: Reject"]]);
  await expect(agreement(page)).toContainText("31 annotations are accepted. The same words accepted from several annotators are written once, which makes 2.");
  await expect(agreement(page).getByText("α by pair")).toHaveCount(0);
  const written = await downloads.take(page, () => button(page, "Download 2 accepted").click());
  expect(JSON.parse(written.text).total).toBe(2);
});

test("what most marked is accepted everywhere in one step, which can be taken back", async ({ page, downloads }) => {
  const third = [annotation(8, cleo, "claim", "cost 410 million crowns"), annotation(9, cleo, "opinion", "the finest bridge")];
  await compare(page, [...two, file("cleo", [...third, annotation(10, cleo, "claim", "opened on Monday")])]);
  await agreement(page).getByText("α by pair of annotators").click();
  await expect(row(page, "Ada – Ben").getByRole("cell")).toHaveText([/^0\.\d\d$/]);
  await expect(agreement(page).getByRole("row", { name: / – / })).toHaveCount(3);
  const table = await downloads.take(page, () => button(page, "Download as CSV").click());
  expect(table.text).toMatch(/"Pair","Ada – Ben","","","","","","","0\.\d\d",""/);

  // Both claims on Monday's opening, and both opinions on the finest bridge.
  await agreement(page).getByRole("button", { name: "Accept what most marked: 2 places" }).click();
  await expect(agreement(page)).toContainText("2 of 3 decided");
  await expect(agreement(page).getByRole("button", { name: /^Accept what most marked: / })).toHaveCount(0);
  await button(page, "Accept 1 place").click();
  await expect(agreement(page)).toContainText("All are decided.");
  await button(page, "Take the decisions back").click();
  await expect(button(page, "Accept 1 place")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(agreement(page)).toBeHidden();
  await expect(cards(page).filter({ hasText: "Accepted" })).toHaveCount(4);
  // On a card too.
  const card = cards(page).filter({ hasText: "Rejected" }).first();
  await card.click({ position: { x: 12, y: 8 } });
  await card.getByRole("button", { name: "Take the decision back" }).click();
  await expect(cards(page).filter({ hasText: "Rejected" })).toHaveCount(1);
  await tool(page, "Undo").click();
  await expect(cards(page).filter({ hasText: "Rejected" })).toHaveCount(2);
  for (let step = 0; step < 3; step += 1) await tool(page, "Undo").click();
  await expect(cards(page).filter({ hasText: /Accepted|Rejected/ })).toHaveCount(0);
});

test("where two versions differ in what was decided alone, it says so", async ({ page }) => {
  await compare(page, two);
  await place(page).getByRole("button", { name: "Accept all" }).click();
  await page.keyboard.press("Escape");
  const decided = { ...annotation(7, ben, "opinion", "opened on Monday"), "gl:revision": 9 };
  decided.body = [...decided.body, { type: "gl:Attributes", value: { decision: "rejected" } }];
  await drop(page, file("ben", [decided]));
  await expect(dialog(page, "Open file")).toContainText("They differ in the decision.");
});
