// What is said of a mark: who speaks, what became of a claim, where the evidence is.
import { expect, test } from "./support/fixtures.js";
import { announcements, bar, cardOf, exported, mark, open, saved, select, tool } from "./support/reader.js";

const edit = async (page, id) => {
  await cardOf(page, id).click();
  await cardOf(page, id).getByRole("button", { name: "Edit note" }).click();
};
const said = (page, id) => cardOf(page, id).locator("dl.attributes > div");

test("the words around a quotation suggest who speaks, and one key takes it over", async ({ page, downloads }) => {
  await open(page);
  const id = await mark(page, "This training is about strengthening our capabilities", "Quote");
  await page.keyboard.press("w");
  await expect(announcements(page)).toHaveText(
    "Speaker: President Claudia Sheinbaum, Verb: said, Words: word for word",
  );
  await expect(said(page, id)).toHaveText(["SpeakerPresident Claudia Sheinbaum", "Verbsaid", "Wordsword for word"]);
  // Nothing more is suggested.
  await page.keyboard.press("w");
  await expect(announcements(page)).toHaveText("It is said already who speaks");
  await saved(page);
  const { json } = await exported(page, downloads);
  const attributes = json.first.items[0]["gl:attributes"];
  expect(attributes).toMatchObject({ cue: "said", directness: "direct", source: { text: "President Claudia Sheinbaum" } });
  const { start, end } = attributes.source;
  expect([...json["schema:about"]["schema:articleBody"]].slice(start, end).join("")).toBe("President Claudia Sheinbaum");
  await tool(page, "Undo").click();
  await expect(said(page, id)).toHaveCount(0);
});

test("a claim gets its verdict and evidence by the keyboard, in one order, and nothing is required", async ({ page, downloads }) => {
  await open(page);
  const id = await mark(page, "voted 107 to 0", "Claim");
  await page.keyboard.press("n");
  const names = [];
  await expect(cardOf(page, id).getByRole("textbox", { name: "Note" })).toBeFocused();
  await expect(cardOf(page, id).getByRole("combobox", { name: "Verdict" })).toBeVisible();
  for (let at = 0; at < 7; at += 1) {
    await page.keyboard.press("Tab");
    names.push(
      await page.evaluate(() => {
        const it = document.activeElement;
        return it.getAttribute("aria-label") ?? it.closest("label")?.querySelector("span").textContent ?? it.textContent;
      }),
    );
  }
  expect(names).toEqual(["Tags", "Claimed by", "Verdict", "Check", "Claimed before in this article", "Add a link", "Done"]);
  await cardOf(page, id).getByRole("textbox", { name: "Note" }).focus();
  for (let at = 0; at < 3; at += 1) await page.keyboard.press("Tab");
  await page.keyboard.type("mis");
  await cardOf(page, id).getByRole("button", { name: "Add a link" }).press("Enter");
  await expect(cardOf(page, id).getByRole("textbox", { name: "Address" })).toBeFocused();
  await page.keyboard.type("https://senate.example/votes");
  await page.keyboard.press("Tab");
  await page.keyboard.type("The vote");
  await page.keyboard.press("Tab");
  await page.keyboard.type("ref");
  await page.keyboard.press("Control+Enter");
  await expect(said(page, id)).toHaveText(["Verdictmisleading", "EvidenceThe vote · refutes"]);
  const link = cardOf(page, id).getByRole("link", { name: "The vote" });
  await expect(link).toHaveAttribute("href", "https://senate.example/votes");
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("referrerpolicy", "no-referrer");
  await saved(page);
  await page.reload();
  await expect(said(page, id)).toHaveText(["Verdictmisleading", "EvidenceThe vote · refutes"]);
  const { json } = await exported(page, downloads);
  expect(json.first.items[0]["gl:attributes"]).toEqual({
    verdict: "misleading",
    evidence: [{ url: "https://senate.example/votes", title: "The vote", stance: "refutes" }],
  });
});

test("names are completed from what was entered before, and a script is no link", async ({ page }) => {
  await open(page);
  const first = await mark(page, "voted 107 to 0", "Claim");
  await edit(page, first);
  await cardOf(page, first).getByRole("combobox", { name: "Claimed by" }).fill("The Senate");
  await cardOf(page, first).getByRole("button", { name: "Add a link" }).click();
  await expect(cardOf(page, first).getByRole("textbox", { name: "Address" })).toBeFocused();
  await page.keyboard.type("javascript:alert(1)");
  await expect(cardOf(page, first).getByText("Not an address of the web")).toBeVisible();
  await cardOf(page, first).getByRole("button", { name: "Done" }).click();
  await expect(said(page, first)).toHaveText(["Claimed byThe Senate", "Evidencejavascript:alert(1)"]);
  await expect(cardOf(page, first).getByRole("link")).toHaveCount(0);
  await select(page, "naive to expect it");
  await bar(page).getByRole("button", { name: "Opinion" }).click();
  await page.keyboard.press("n");
  const options = page.locator("datalist").first().locator("option");
  await expect.poll(() => options.evaluateAll((all) => all.map((it) => it.value))).toEqual(["The Senate"]);
});
