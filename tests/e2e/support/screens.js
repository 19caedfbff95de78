// Every screen of the page and each of its states: a name, and what brings a page there.
//
// What must hold of all of them is tested over this list (screens.spec.js, pictures.spec.js). A new surface is one more
// entry; names are in English, and found in German too (`german.js`). An entry opens the page itself, because some need
// a browser that is told something first. It ends where the screen stands still.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ada, annotation, ben, drop, file, four } from "./colleagues.js";
import { expect } from "./fixtures.js";
import { alerts, article, bar, cardOf, cards, clickOn, dialog, mark, open, select, stackMenu, tool } from "./reader.js";

const bridge = readFileSync(fileURLToPath(new URL("../../fixtures/e2e/lyng-bridge.glossator.json", import.meta.url)), "utf8");
const category = { value: "Number", definition: "A figure that can be looked up.", example: "It cost 410 million crowns." };

/** The file of the bridge, with something else in it. */
const changed = (change) => {
  const file = JSON.parse(bridge);
  change(file);
  return file;
};

/** Gives a file to the page, as its dialog does. */
const give = (page, name, content) =>
  page.locator("input[type=file]").first().setInputFiles({
    name,
    mimeType: "application/json",
    buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
  });

const within = (page, name) => ({
  button: (button) => dialog(page, name).getByRole("button", { name: button, exact: true }),
  textbox: (textbox) => dialog(page, name).getByRole("textbox", { name: textbox, exact: true }),
});

/** Three marks, two of them over each other; none is in focus. */
async function marked(page) {
  await open(page);
  const claim = await mark(page, "Senate voted 107 to 0", "Claim");
  await mark(page, "107", "Quote");
  await mark(page, "ten members and comes from", "Opinion");
  await page.keyboard.press("Escape");
  await expect(page.locator(".save-state.busy")).toHaveCount(0);
  return claim;
}

/** The article of the bridge with what Ada marked in it. */
async function opened(page) {
  await open(page);
  await give(page, "lyng-bridge.glossator.json", bridge);
  await within(page, "Open file").button("Keep apart").click();
  await expect(cards(page)).toHaveCount(3);
}

async function asked(page, name) {
  await tool(page, name).click();
  await expect(dialog(page, name)).toBeVisible();
}

async function fromHelp(page, way, name) {
  await asked(page, "Help");
  await within(page, "Help").button(way).click();
  await expect(dialog(page, name)).toBeVisible();
}

async function filtered(page) {
  const filter = page.getByRole("main").getByRole("button", { name: "Filter", exact: true });
  await filter.click();
  await expect(page.getByRole("searchbox")).toBeFocused();
}

/** Gives files to the dialog of a new article: names and contents. */
async function bring(page, ...files) {
  await asked(page, "New article");
  const given = files.map(([name, content]) => ({ name, mimeType: "", buffer: Buffer.from(content) }));
  await dialog(page, "New article").locator("input[type=file]").setInputFiles(given);
}

const webPage = `<!doctype html><html lang="en"><title>The bridge at Lyng</title><meta name="author" content="Ada Berg">
<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>The bridge at Lyng</h1>
${"<p>It cost 410 million crowns, twice what was planned, and the mayor called it the finest bridge of the north.</p>".repeat(6)}
</article><img src="bridge.jpg">`;

/** An article that runs from right to left, with a paragraph that does not. */
const hebrew = `# הכנסת אישרה את החוק

שר האוצר אמר ביום שני: ״התקציב יעלה ב-12 אחוזים״. לפי הדוח של World Bank, הצמיחה נמוכה.

English words stand in a paragraph of their own, with שלום among them.

- סעיף ראשון
- סעיף שני`;

/** A new version of the article, in which some of the words are gone and some have changed. */
async function newVersion(page) {
  await opened(page);
  await asked(page, "New article");
  await dialog(page, "New article").getByRole("radio").nth(1).check();
  await within(page, "New article")
    .textbox("Article text")
    .fill("# The bridge at Lyng opens\n\nIt cost 451 million crowns, three times what was planned.\n\nIt is the finest bridge.");
  await expect(within(page, "New article").button("Take this version")).toBeEnabled();
  await expect(dialog(page, "New article").getByRole("status").last()).toContainText("3");
}

async function replaced(page) {
  await newVersion(page);
  await within(page, "New article").button("Take this version").click();
  await expect(dialog(page, "New article")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Review" })).toBeVisible();
}

/** The card of the first mark, with a note of several paragraphs and tags. */
async function noted(page) {
  const id = await marked(page);
  await cardOf(page, id).click({ position: { x: 12, y: 8 } });
  await page.keyboard.press("n");
  await expect(cardOf(page, id).getByRole("textbox").first()).toBeFocused();
  await page.keyboard.type("The Senate’s own record has 107 votes. ".repeat(6));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Whether all of them were there is another question.");
  await page.keyboard.press("Tab");
  await page.keyboard.type("votes, to-check, a tag that is rather long");
  return id;
}

export const SCREENS = {
  "first visit": open,

  "words selected": async (page) => {
    await open(page);
    await select(page, "voted 107 to 0");
  },

  "text cursor": async (page) => {
    await open(page);
    await article(page).focus();
    for (const key of ["ArrowRight", "PageDown", "PageDown", "Control+Shift+ArrowRight", "Control+Shift+ArrowRight"]) {
      await page.keyboard.press(key);
    }
    await expect(bar(page)).toBeVisible();
  },

  marks: async (page) => void (await marked(page)),

  "card in focus": async (page) => {
    const id = await marked(page);
    await cardOf(page, id).click({ position: { x: 12, y: 8 } });
    await expect(cardOf(page, id)).toBeFocused();
  },

  editor: async (page) => {
    const id = await noted(page);
    await cardOf(page, id).getByRole("button", { name: "Add a link" }).click();
    await expect(cardOf(page, id).locator(".evidence-row input").first()).toBeFocused();
    await page.keyboard.type("nowhere");
    await expect(cardOf(page, id).locator(".evidence-row small")).toBeVisible();
  },

  "long note": async (page) => {
    const id = await noted(page);
    await page.keyboard.press("Control+Enter");
    await expect(cardOf(page, id)).toBeFocused();
  },

  "change category": async (page) => {
    const id = await marked(page);
    await cardOf(page, id).click({ position: { x: 12, y: 8 } });
    await cardOf(page, id).getByRole("button", { name: "Change category" }).click();
    await expect(cardOf(page, id).getByRole("group", { name: "Category" })).toBeVisible();
  },

  "more in a card": async (page) => {
    const id = await marked(page);
    await cardOf(page, id).click({ position: { x: 12, y: 8 } });
    await cardOf(page, id).getByRole("button", { name: "More", exact: true }).click();
    await expect(cardOf(page, id).getByRole("button", { name: "Copy link" })).toBeVisible();
  },

  "choice of marks": async (page) => {
    await marked(page);
    await clickOn(page, "107");
    await expect(stackMenu(page)).toBeVisible();
  },

  "just deleted": async (page) => {
    const id = await marked(page);
    await cardOf(page, id).focus();
    await page.keyboard.press("Delete");
    await expect(page.getByRole("button", { name: "Undo this" })).toBeVisible();
  },

  filter: async (page) => {
    await opened(page);
    await filtered(page);
    await page.getByRole("region", { name: "Filter" }).getByRole("checkbox").first().check();
    await expect(cards(page)).toHaveCount(1);
  },

  "filter finds nothing": async (page) => {
    await opened(page);
    await filtered(page);
    await page.getByRole("searchbox").fill("nobody wrote this");
    await expect(cards(page)).toHaveCount(0);
  },

  layers: async (page) => {
    await opened(page);
    await mark(page, "No ferry will be missed", "Opinion");
    const shown = page.getByRole("group", { name: "Annotations shown" });
    await expect(shown.locator("[aria-pressed]")).toHaveCount(3);
    await shown.locator("[aria-pressed]").last().click();
    await page.keyboard.press("Escape");
  },

  agreement: async (page) => {
    await opened(page);
    // Ada and Berit differ; mine is a third.
    await mark(page, "No ferry will be missed", "Opinion");
    await page.getByRole("group", { name: "Annotations shown" }).getByRole("button", { name: "Compare annotators" }).click();
    await expect(dialog(page, "Agreement")).toBeVisible();
    await within(page, "Agreement").button("Reject").first().click();
    await within(page, "Agreement").button("Previous").click();
    await expect(dialog(page, "Agreement").getByRole("button", { pressed: true })).toHaveCount(1);
  },

  "many annotators": async (page) => {
    const pupil = (at) => {
      const who = [950 + at, `Pupil ${at + 1}`];
      const items = [annotation(100 + at, who, at < 2 ? "opinion" : "claim", "opened on Monday")];
      return file(`pupil-${at + 1}`, at < 2 || at > 4 ? [...items, annotation(200 + at, who, "quote", "eleven years")] : items);
    };
    await open(page);
    await drop(page, ...Array.from({ length: 7 }, (_, at) => pupil(at)));
    await within(page, "Open file").button("Bring together").click();
    await page.getByRole("group", { name: "Annotations shown" }).getByRole("button", { name: "Compare annotators" }).click();
    await expect(dialog(page, "Agreement")).toBeVisible();
    // Then a place that some did not mark, and one that most marked alike.
    await dialog(page, "Agreement").locator("details.pairs summary").click();
    await dialog(page, "Agreement").locator("section").focus();
    await page.keyboard.press("m");
    await expect(dialog(page, "Agreement").locator("details.absent")).toBeVisible();
    await dialog(page, "Agreement").locator("details.absent summary").click();
  },

  "a card with a decision": async (page) => {
    await SCREENS.agreement(page);
    await page.keyboard.press("Escape");
    await cards(page).filter({ hasText: /Rejected|Abgelehnt/ }).first().focus();
    await expect(page.locator(".undecide")).toBeVisible();
  },

  presentation: async (page) => {
    await marked(page);
    await asked(page, "Help");
    await within(page, "Help").button("Present to a class").click();
    await page.keyboard.press("1");
    await expect(page.locator("main mark").first()).toBeVisible();
  },

  marker: async (page) => {
    await marked(page);
    await page.getByRole("main").getByRole("button", { name: "Marker", exact: true }).click();
    await expect(page.getByRole("toolbar", { name: "Marker" })).toBeVisible();
  },

  library: async (page) => {
    await opened(page);
    await asked(page, "Articles");
    await dialog(page, "Articles").locator(".remove").last().click();
    await expect(within(page, "Articles").button("Undo")).toBeVisible();
  },

  "articles selected": async (page) => {
    await opened(page);
    await asked(page, "Articles");
    const list = dialog(page, "Articles");
    await list.getByRole("checkbox").last().check();
    await list.locator(".shelving summary").click();
    await list.locator(".shelving form input").last().fill("rivers");
    await list.locator(".shelving form button").last().click();
    await expect(list.locator(".shelving .link")).toHaveText("rivers ×");
  },

  "file of many articles": async (page) => {
    await opened(page);
    const line = file("ada", [annotation(1, ada, "claim", "eleven years")]).content;
    await drop(page, { name: "library.glossator.jsonl", content: `${line}\n{"@context": 1}\n` });
    await expect(within(page, "Open file").button("Add to the articles")).toBeVisible();
  },

  trash: async (page) => {
    await opened(page);
    await asked(page, "Articles");
    await dialog(page, "Articles").locator(".remove").last().click();
    await dialog(page, "Articles").locator(".library-tools button").click();
    await dialog(page, "Articles").locator(".trashed .remove").last().click();
    await expect(dialog(page, "Articles").locator(".asked")).toBeVisible();
  },

  tour: async (page) => {
    await open(page);
    await asked(page, "Help");
    await within(page, "Help").button("Take the tour").click();
    await expect(page.locator(".tour")).toBeVisible();
  },

  "right to left": async (page) => {
    await open(page);
    await asked(page, "New article");
    await within(page, "New article").textbox("Article text").fill(hebrew);
    await within(page, "New article").button("Add article").click();
    await expect(article(page)).toContainText("World Bank");
    const claim = await mark(page, "התקציב יעלה", "Claim");
    await mark(page, "stand in a paragraph", "Opinion");
    await cardOf(page, claim).click();
    await expect(page.locator(".save-state.busy")).toHaveCount(0);
  },

  "new article": async (page) => {
    await open(page);
    await asked(page, "New article");
    await within(page, "New article")
      .textbox("Article text")
      .fill("# A title\n\nBy Anna Berg, 14 February 2025\n\n- one\n- two\n\n> A quotation of somebody.");
    await within(page, "New article").textbox("Address").fill("nowhere");
    await expect(dialog(page, "New article").locator(".preview li").first()).toBeVisible();
  },

  "from a web page": async (page) => {
    await open(page);
    await asked(page, "New article");
    await dialog(page, "New article").locator(".from-a-page summary").click();
    await expect(dialog(page, "New article").locator(".bookmarklet")).toBeVisible();
  },

  "imported page": async (page) => {
    await open(page);
    await bring(page, ["bridge.html", webPage]);
    await expect(dialog(page, "New article").locator(".preview li").first()).toBeVisible();
  },

  "imported files": async (page) => {
    await open(page);
    await bring(page, ["bridge.html", webPage], ["minutes.pdf", "%PDF-1.7"], ["notes.md", "# Notes\n\nSome *words* of it."]);
    await expect(dialog(page, "New article").locator(".preview li").first()).toBeVisible();
  },

  "new version": newVersion,

  "open file": async (page) => {
    await open(page);
    await give(page, "lyng-bridge.glossator.json", bridge);
    await expect(dialog(page, "Open file")).toBeVisible();
  },

  "file with problems": async (page) => {
    await open(page);
    await give(page, "lyng-bridge.glossator.json", changed((file) => (file.total = 4)));
    await expect(dialog(page, "Open file").locator(".problems")).toBeVisible();
  },

  "labels of another tool": async (page) => {
    await open(page);
    await give(page, "lamp.jsonl", { text: "The keeper slept.", label: [[0, 16, "Statement"], [4, 10, "quote"]] });
    await expect(dialog(page, "Open file").getByRole("combobox")).toHaveCount(2);
  },

  "categories of a file": async (page) => {
    await opened(page);
    const file = changed((file) => {
      const [first] = file.first.items;
      first.body[0].value = category.value;
      first.id = first.id.replace("a1", "f1");
      file["gl:codebook"] = [...["claim", "quote", "opinion"].map((name) => ({ name })), { name: category.value, ...category }];
      delete file["gl:codebook"][3].value;
    });
    await give(page, "numbers.glossator.json", file);
    await expect(dialog(page, "Open file").getByRole("region", { name: "Categories of the file" })).toBeVisible();
  },

  conflicts: async (page) => {
    await opened(page);
    const file = changed(({ first }) => {
      first.items[0].body[1].value = "The ministry says 450.";
      first.items[1].body[0].value = "opinion";
    });
    await give(page, "lyng-bridge.glossator.json", file);
    await expect(dialog(page, "Open file").locator(".conflicts")).toBeVisible();
  },

  review: async (page) => {
    await replaced(page);
    await page.getByRole("button", { name: "Review" }).click();
    await expect(page.locator(".card.lit .compared, .card.lit .trouble").first()).toBeVisible();
  },

  "earlier versions": async (page) => {
    await replaced(page);
    await page.getByRole("main").locator(".earlier button").click();
    await dialog(page, "Earlier versions").locator("summary").first().click();
    await expect(dialog(page, "Earlier versions").locator(".changes")).toBeVisible();
    await expect(dialog(page, "Earlier versions").locator("section summary")).toHaveCount(1);
  },

  "files brought together": async (page) => {
    await open(page);
    const other = file("ben", [annotation(1, ben, "opinion", "cost 410 million crowns", "Twice as much.")]);
    await drop(page, four[0], four[3], other);
    await expect(within(page, "Open file").button("Bring together")).toBeVisible();
  },

  export: async (page) => {
    await opened(page);
    await tool(page, "Other formats").click();
    await dialog(page, "Export").locator("label", { hasText: "BIO" }).last().getByRole("radio").check();
    await expect(dialog(page, "Export").locator(".foot p")).not.toBeEmpty();
  },

  help: async (page) => {
    await open(page);
    await asked(page, "Help");
  },

  "borderline cases": async (page) => {
    await open(page);
    await asked(page, "Help");
    await dialog(page, "Help").locator("details summary").first().click();
    await expect(dialog(page, "Help").locator("details[open] dt, details[open] li").first()).toBeVisible();
  },

  settings: async (page) => {
    await open(page);
    await asked(page, "Settings");
  },

  "settings: a key with two meanings": async (page) => {
    await open(page);
    await asked(page, "Settings");
    await dialog(page, "Settings").locator(".keys button").first().click();
    await page.keyboard.press("k");
    await expect(dialog(page, "Settings").getByRole("alert")).toBeVisible();
  },

  categories: async (page) => {
    await open(page);
    await fromHelp(page, "Change the categories", "Categories");
    await within(page, "Categories").button("Add a category").click();
    await expect(within(page, "Categories").button("Save categories")).toBeDisabled();
  },

  summary: async (page) => {
    await opened(page);
    await fromHelp(page, "Summary of what is shown", "Summary");
  },

  "bad file": async (page) => {
    await opened(page);
    await give(page, "broken.json", "{");
    await expect(alerts(page)).toHaveCount(1);
  },

  "nothing is kept": async (page) => {
    await page.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined }));
    await open(page);
    await expect(alerts(page).first()).toBeVisible();
  },

  "not for offline": async (page) => {
    // Where no service worker can be had, the page says that it needs the network.
    await page.addInitScript(() => {
      ServiceWorkerContainer.prototype.register = () => Promise.reject(new TypeError("none"));
    });
    await open(page);
    await expect(page.locator(".line:not(.hint)")).toBeVisible();
  },

  "stopped working": async (page) => {
    await open(page);
    await page.evaluate(() => globalThis.glossator.stopped("for a test"));
    await expect(page.getByRole("heading").first()).toBeFocused();
  },
};
