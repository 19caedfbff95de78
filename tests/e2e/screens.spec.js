// Every screen against what WCAG 2.2 AA asks and a machine can see (docs/accessibility.md says what no machine does), and
// against how its parts are named to assistive technology (snapshots/).
import { expect, test } from "./support/fixtures.js";
import { speakGerman } from "./support/german.js";
import { SCREENS } from "./support/screens.js";
import { axe, cutOff, hiddenFocus, smallTargets, spaced } from "./support/wcag.js";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
/** A window of 1280 by 1024 pixels at 400 %. */
const ZOOMED = { width: 320, height: 256 };

/** What comes and goes by itself, or hangs on how large letters are. */
const PASSING = /^\s*- (status "(Save state|Announcements)"|button "\d+ annotations? (above|below)")/;

/** How a screen is told to assistive technology: of the article only the marks, and nothing of today. */
async function told(page) {
  const open = page.locator("dialog[open]");
  const scope = (await open.count()) > 0 ? open : page.locator("body");
  const lines = (await scope.ariaSnapshot()).split("\n").filter((line) => !PASSING.test(line));
  const indent = (line) => line.search(/\S/);
  const from = lines.findIndex((line) => /^\s*- article/.test(line));
  const to = lines.findIndex((line, at) => from >= 0 && at > from && indent(line) <= indent(lines[from]));
  const kept = lines.filter((line, at) => from < 0 || at <= from || (to >= 0 && at >= to) || /- mark/.test(line));
  // Playwright has no word for this role.
  const comments = await scope.locator("[role=comment]").evaluateAll((all) => all.map((it) => `# comment: ${it.ariaLabel}`));
  const today = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "Europe/Berlin" }).format();
  return `${[...kept, ...comments].join("\n").replaceAll(today, "TODAY").replaceAll(/\b\d\d:\d\d\b/g, "TIME").replaceAll(/(blob|javascript):\S+/g, "$1:")}\n`;
}

const good = async (found, what) => expect.soft(await found, what).toEqual([]);
/** The same, once what follows the window's size has followed it: cards are laid out a frame later. */
const settles = (look, what) => expect.configure({ soft: true }).poll(look, what).toEqual([]);

test.skip(({ browserName }) => browserName !== "chromium", "The rules look at the document, and only Chromium can be told to force colours.");

for (const [name, go] of Object.entries(SCREENS)) {
  test.describe(name, () => {
    test.use({ viewport: DESK });

    test("is sound in every scheme, at every size, and by the keyboard", async ({ page, watch }) => {
      if (name === "not for offline") watch.allow(/none/);
      test.slow();
      await go(page);
      expect.soft(await told(page)).toMatchSnapshot(["snapshots", `${name.replaceAll(/\W+/g, "-")}.aria.yml`]);
      const emulate = (media) => page.emulateMedia({ colorScheme: "light", forcedColors: "none", ...media });
      await good(axe(page), "axe");
      await page.evaluate(() => void (document.documentElement.dataset.theme = "sepia"));
      await good(axe(page, true), "axe, sepia");
      await page.evaluate(() => void delete document.documentElement.dataset.theme);
      await good(smallTargets(page), "targets");
      await settles(() => spaced(page, () => cutOff(page)), "text spacing");
      await page.setViewportSize(PHONE);
      await good(smallTargets(page), "targets on a phone");
      await emulate({ colorScheme: "dark" });
      await good(axe(page), "axe on a phone, dark");
      await emulate({ forcedColors: "active" });
      await good(axe(page, true), "axe on a phone, forced colours");
      await emulate({});
      await page.setViewportSize(ZOOMED);
      await settles(() => cutOff(page), "at 400 %");
      await settles(() => spaced(page, () => cutOff(page)), "text spacing at 400 %");
      await good(hiddenFocus(page), "the focus at 400 %");
    });
  });

  test.describe(`${name}, in German`, () => {
    test.use({ viewport: DESK, locale: "de-DE" });

    test("fits at 400 %", async ({ page, watch }) => {
      if (name === "not for offline") watch.allow(/none/);
      speakGerman(page);
      await go(page);
      await page.setViewportSize(ZOOMED);
      await settles(() => cutOff(page), "at 400 %");
    });
  });
}
