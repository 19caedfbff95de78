// A colleague's file onto an edited article: what is found, what is proposed, what a person decides.
import { expect, test } from "./support/fixtures.js";
import { addArticle, article, card, dialog, expectMarks, exported, fresh, mark, open, saved, select, tool } from "./support/reader.js";

const look = (page) => dialog(page, "Open file");
const before =
  "The keeper lit the lamp at dusk.\n\nHe had counted forty-one ships that week, more than in any week since the harbour was dredged.\n\n“Nobody came to ask,” he said, “and nobody will.”\n\nThe council sold the lighthouse to a stranger.";
const after =
  "On Friday it rained.\n\nThe keeper lit the lamp at dusk.\n\nHe had counted thirty-nine ships that week, more than in any week since the port was dredged.\n\n“Nobody came to ask,” he said, “and nobody will.”\n\nThe end.";

/** Drops a file on the page. */
const drop = (page, { name, text }) =>
  article(page).evaluate((article, { name, text }) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name));
    for (const type of ["dragenter", "dragover", "drop"]) {
      article.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    }
  }, { name, text });

test("what moved is found, what changed is proposed, what is gone is placed by hand", async ({ page, browser, watch, downloads }) => {
  await open(page);
  await addArticle(page, before);
  await mark(page, "lit the lamp", "Claim");
  await mark(page, "counted forty-one ships that week, more than in any week since the harbour was dredged", "Claim");
  await mark(page, "sold the lighthouse to a stranger", "Opinion");
  const sent = await exported(page, downloads);

  const other = await fresh(browser, watch);
  await open(other);
  await addArticle(other, after);
  await drop(other, sent);
  await expect(look(other)).toContainText("1 of 3 are found in it, 1 may stand in other words");
  await look(other).getByRole("button", { name: "Merge" }).click();
  await expectMarks(other, ["claim: lit the lamp"]);
  await expect(other.getByRole("region", { name: "Messages" })).toContainText("2 annotations are not found in this text.");

  await other.getByRole("button", { name: "Review" }).click();
  const changed = card(other, /^Claim: counted forty-one/);
  await expect(changed).toContainText("Perhaps now");
  await expect(changed.locator("del")).toHaveText("forty-one ships that week, more than in any week since the harbour");
  await expect(changed.locator("ins")).toHaveText("thirty-nine ships that week, more than in any week since the port");
  await changed.getByRole("button", { name: "Accept" }).click();
  const now = "claim: counted thirty-nine ships that week, more than in any week since the port was dredged";
  await expectMarks(other, ["claim: lit the lamp", now]);

  const gone = card(other, /^Opinion: sold the lighthouse/);
  await gone.focus();
  await expect(gone.getByRole("button", { name: "Accept" })).toHaveCount(0);
  await select(other, "The end");
  await gone.getByRole("button", { name: "Place on selection" }).click();
  await expectMarks(other, ["claim: lit the lamp", now, "opinion: The end"]);
  await expect(other.getByRole("button", { name: "Review" })).toHaveCount(0);

  await tool(other, "Undo").click();
  await tool(other, "Undo").click();
  await expectMarks(other, ["claim: lit the lamp"]);
  await saved(other);
  // After a reload the place is proposed again, although the old text is not known any more.
  await other.reload();
  await expect(card(other, /^Claim: counted forty-one/)).toContainText("Perhaps now");
  await expect(other.getByRole("region", { name: "Messages" })).toContainText("2 annotations are not found in this text.");

  // The same file once more adds nothing.
  await drop(other, sent);
  await expect(look(other)).toContainText("1 of 3 are found in it");
  await look(other).getByRole("button", { name: "Merge" }).click();
  await expect(other.locator("[role=comment]")).toHaveCount(3);
});
