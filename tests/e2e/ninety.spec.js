// The keyboard alone: the sample's twelve most obvious spans, four of them with who speaks, in at most ninety presses.
import { expect, test } from "./support/fixtures.js";
import { cards, exported, expectMarks, open, saved } from "./support/reader.js";

const PRESSES = 90;

test("twelve spans are marked, four with their speakers, in at most ninety presses of keys", async ({ page, downloads }) => {
  await open(page);
  let pressed = 0;
  const press = async (...keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      pressed += 1;
    }
  };
  const inText = () => page.evaluate(() => document.activeElement.matches("article"));
  while (!(await inText())) {
    await press("Tab");
    expect(pressed, "the way to the text").toBeLessThan(20);
  }
  const next = (count = 1) => Array.from({ length: count }, () => "Alt+ArrowRight");
  await press("ArrowRight", ...next(2), "1"); // Mexico's Senate voted …
  await press(...next(), "1"); // The team has ten members …
  await press(...next(2), "1"); // The exercises will cover …
  await press(...next(), "1"); // Mexico has allowed such visits before …
  await press(...next(2), "3"); // The timing is hard to miss.
  await press(...next(), "1"); // Weeks earlier …
  await press(...next(), "1", "w"); // The U.S. Drug Enforcement Administration says …
  await press(...next(), "2", "w"); // … "a step in the right direction."
  await press(...next(), "2", "w"); // He wrote that it was "an important …"
  await press(...next(2), "2", "w"); // "This training …" she said.
  await press(...next(), "1"); // Critics answered …
  await press(...next(3), "3"); // Ten instructors …
  await expect(cards(page)).toHaveCount(12);
  await expectMarks(page, [
    "claim: Mexico's Senate voted 107 to 0 to let a small team of American soldiers into the country to train naval special forces, a step that ties the two governments closer together just as trade talks between them grow tense.",
    "claim: The team has ten members and comes from the U.S. Army's Seventh Special Forces Group.",
    "claim: The exercises will cover amphibious, land and air operations, according to the Senate's authorization.",
    "claim: Mexico has allowed such visits before: under former President Andrés Manuel López Obrador, eleven U.S. soldiers entered with their weapons for joint training.",
    "opinion: The timing is hard to miss.",
    "claim: Weeks earlier President Donald Trump had threatened a 25 percent tariff on Mexican exports, then paused it after Mexico promised more action against drug smuggling.",
    "claim: The U.S. Drug Enforcement Administration says that Mexican cartels traffic most of the fentanyl that reaches the United States.",
    "quote: a step in the right direction.",
    "quote: an important political message from Mexico's own elected officials.",
    "quote: This training is about strengthening our capabilities to protect our people and our neighbors,",
    "claim: Critics answered that foreign soldiers under arms, however few, weaken Mexico's sovereignty and set a poor precedent.",
    "opinion: Ten instructors for six weeks will not decide a conflict that has lasted for decades, and it would be naive to expect it.",
  ]);
  expect(pressed).toBeLessThanOrEqual(PRESSES);
  test.info().annotations.push({ type: "presses", description: String(pressed) });
  await saved(page);
  const { json } = await exported(page, downloads);
  const speakers = json.first.items.flatMap(({ "gl:attributes": said }) => (said ? [(said.source ?? said.claimant).text] : []));
  expect(speakers).toEqual([
    "The U.S. Drug Enforcement Administration",
    "Representative Dan Crenshaw",
    "Representative Dan Crenshaw",
    "President Claudia Sheinbaum",
  ]);
});
