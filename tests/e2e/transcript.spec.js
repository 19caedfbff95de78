// A session by the keyboard alone, as it is heard: compared with transcripts/, in each language. `--update-snapshots`
// writes them anew; read what has changed as somebody who sees nothing else.
import { expect, test } from "./support/fixtures.js";
import { speakGerman } from "./support/german.js";
import { article, cards, dialog, open, tabTo } from "./support/reader.js";
import { Transcript } from "./support/transcript.js";

const quoted = (id, exact, prefix) => ({
  id,
  created: "2026-01-01T00:00:00Z",
  updated: "2026-01-01T00:00:00Z",
  user: "acct:ada@example.org",
  uri: "https://example.org/a",
  text: "",
  tags: ["claim"],
  target: [{ source: "https://example.org/a", selector: [{ type: "TextQuoteSelector", exact, prefix, suffix: "" }] }],
});

/** Somebody's annotations on the sample: one that is found, one whose words are not there. */
const theirs = {
  export_date: "2026-01-01T00:00:00Z",
  annotations: [
    quoted("one", "hard to miss", "The timing is "),
    quoted("two", "a sentence about ferries that nobody wrote into this article", "And "),
  ],
};

async function session(page) {
  const transcript = new Transcript(page);
  await transcript.listen();
  const press = (...keys) => async () => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const keys = (...all) => transcript.step(all.join(", "), press(...all));
  const quietly = (...all) => transcript.step(all.join(", "), press(...all), true);
  const goTo = (what, locator) => transcript.step(`Tab to ${what}`, () => tabTo(page, locator), true);

  // Choosing words.
  await goTo("the article", article(page));
  for (const key of ["ArrowRight", "PageDown", "PageDown", "Control+ArrowRight", "Alt+ArrowDown", "ArrowDown", "Home"]) await keys(key);
  await keys("Control+Shift+ArrowRight");
  await keys("Control+Shift+ArrowRight");
  await quietly("Escape");
  await keys("Enter");
  await keys("Control+ArrowRight");
  await keys("Enter");
  await keys("s");

  // Marking, a note, another category, and all of that back.
  await keys("1");
  await quietly("n");
  await transcript.step("a note is typed", () => page.keyboard.type("Who counted?"), true);
  await quietly("Control+Enter");
  await expect(cards(page).first()).toBeFocused();
  await keys("3");
  await keys("Shift+ArrowLeft");
  await keys("Delete");
  for (let undone = 0; undone < 3; undone += 1) await keys("Control+z");
  for (let redone = 0; redone < 3; redone += 1) await keys("Control+Shift+z");
  await keys("Control+z");

  // A quotation, with who speaks.
  await goTo("the article", article(page));
  await keys("Control+End");
  for (let paragraphs = 0; paragraphs < 3; paragraphs += 1) await keys("PageUp");
  await keys("q");
  await keys("2");
  await quietly("j");
  await expect(cards(page).last()).toBeFocused();
  await keys("w");
  await quietly("k");
  await expect(cards(page).first()).toBeFocused();

  // What is shown.
  await quietly("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await transcript.step("words to find are typed", () => page.keyboard.insertText("counted"));
  await quietly("Escape");
  await expect(page.getByRole("searchbox")).toHaveCount(0);
  await goTo("Show all", page.getByRole("main").getByRole("button", { name: "Show all" }));
  await keys("Enter");

  // Somebody's file.
  await transcript.step("a file is chosen", async () => {
    const file = { name: "ada.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(theirs)) };
    await page.locator("input[type=file]").first().setInputFiles(file);
    await expect(dialog(page, "Open file")).toBeVisible();
  }, true);
  await goTo("Merge", dialog(page, "Open file").getByRole("button", { name: "Merge", exact: true }));
  await keys("Enter");
  await expect(cards(page)).toHaveCount(4);
  await goTo("Review", page.getByRole("region", { name: "Messages" }).getByRole("button", { name: "Review" }));
  await quietly("Enter");
  await expect(cards(page).last()).toBeFocused();
  await keys("Delete");
  await keys("Control+z");

  // The marker.
  await goTo("Marker", page.getByRole("main").getByRole("button", { name: "Marker", exact: true }));
  await keys("Enter");
  await keys("Escape");
  return transcript.text;
}

for (const [language, locale] of [["English", "en-GB"], ["German", "de-DE"]]) {
  test.describe(language, () => {
    test.use({ locale });

    test("a session is heard as it was", async ({ page, browserName }) => {
      test.skip(locale === "de-DE" && browserName !== "chromium", "What differs between browsers is heard in English.");
      test.slow();
      if (locale === "de-DE") speakGerman(page);
      await open(page);
      await page.getByRole("button", { name: "Help" }).waitFor();
      expect(await session(page)).toMatchSnapshot(["transcripts", `session-${language.toLowerCase()}.txt`]);
    });
  });
}
