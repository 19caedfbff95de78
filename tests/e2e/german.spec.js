// German: the page speaks it where the browser or a person asks for it, and it fits on narrow screens.
import { fileURLToPath } from "node:url";
import { expect, test } from "./support/fixtures.js";
import { drop, four } from "./support/colleagues.js";
import { article, expectMarks, open, place, drag } from "./support/reader.js";

const fixture = (name) => fileURLToPath(new URL(`../fixtures/e2e/${name}`, import.meta.url));
const html = (page) => page.locator("html");
const tool = (page, name) => page.getByRole("banner").getByRole("button", { name, exact: true });
const dialog = (page, name) => page.getByRole("dialog", { name, exact: true });
const said = (page) => page.getByRole("status", { name: "Ansagen" });
const bar = (page) => page.getByRole("toolbar", { name: "Auswahl markieren" });
const cards = (page) => page.getByRole("complementary", { name: "Anmerkungen" }).locator("[role=comment]");

async function mark(page, words, category) {
  const { start, end } = await place(page, words);
  await drag(page, start, end);
  await bar(page).getByRole("button", { name: category }).click();
  await expect(said(page)).toHaveText(`Markiert als ${category}`);
}

const settings = async (page, button, name) => {
  await tool(page, button).click();
  return dialog(page, name);
};

test.describe("with a German browser", () => {
  test.use({ locale: "de-DE" });
  test.beforeEach(({ page }) => open(page));

  test("the page is marked, saved and undone in German, and the article stays English", async ({ page }) => {
    await expect(html(page)).toHaveAttribute("lang", "de");
    await expect(article(page)).toHaveAttribute("lang", "en");
    for (const name of ["Rückgängig", "Wiederholen", "Neuer Artikel", "Datei öffnen", "Export", "Hilfe"]) {
      await expect(tool(page, name)).toBeVisible();
    }
    await mark(page, "voted 107 to 0", "Behauptung");
    await expect(cards(page)).toHaveAccessibleName("Behauptung: voted 107 to 0");
    await expect(cards(page).locator(".by")).toHaveText(/^Ich · \d\d:\d\d$/);
    await expect(page.getByRole("status", { name: "Speicherstand" })).toHaveText(/^Auf diesem Gerät gespeichert \d\d:\d\d$/);
    await cards(page).click();
    await cards(page).getByRole("button", { name: "Löschen" }).click();
    await expect(said(page)).toHaveText("Gelöscht: Behauptung");
    await tool(page, "Rückgängig").click();
    await expect(said(page)).toHaveText("Rückgängig gemacht: 1 Anmerkung ist wieder da");
    await expectMarks(page, ["claim: voted 107 to 0"]);
  });

  test("files are exported and opened in German, with dates as German writes them", async ({ page, downloads }) => {
    const { text } = await downloads.take(page, () => tool(page, "Export").click());
    expect(JSON.parse(text).label, "a file is the same in each language").toMatch(/^Notes on /);
    await expect(said(page)).toHaveText(/^Heruntergeladen: /);
    await tool(page, "Andere Formate").click();
    const formats = dialog(page, "Export");
    await expect(formats.getByText("Zum Weiterarbeiten in doccano.")).toBeVisible();
    await formats.getByRole("radio", { name: /^Tokens \(BIO\)/ }).check();
    await expect(formats.getByRole("status").last()).toContainText("Überschriften, Listen und Links des Artikels");
    await page.keyboard.press("Escape");

    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), tool(page, "Datei öffnen").click()]);
    await chooser.setFiles(fixture("lyng-bridge.glossator.json"));
    const look = dialog(page, "Datei öffnen");
    await expect(look).toContainText("07.05.2026, 11:00");
    await expect(look).toContainText("4. Mai 2026");
    await expect(look).toContainText("1 Behauptung, 1 Zitat und 1 Meinung");
    await look.getByRole("button", { name: "Getrennt behalten" }).click();
    await expect(said(page)).toHaveText(/^Geöffnet: /);
    await expect(cards(page)).toHaveCount(3);

    await tool(page, "Neuer Artikel").click();
    await dialog(page, "Neuer Artikel").getByRole("textbox", { name: "Text des Artikels" }).fill("Niemand sagt, in welcher Sprache.");
    await dialog(page, "Neuer Artikel").getByRole("button", { name: "Artikel hinzufügen" }).click();
    await expect(article(page)).toHaveText("Niemand sagt, in welcher Sprache.");
    await expect(article(page), "the page’s language is not the article’s").toHaveAttribute("lang", "");
  });

  test("what is wrong with a file is said in German", async ({ page }) => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), tool(page, "Datei öffnen").click()]);
    await chooser.setFiles({ name: "leer.json", mimeType: "application/json", buffer: Buffer.from("") });
    await expect(page.getByRole("alert")).toHaveText("„leer.json“: Die Datei ist leer. Nichts wurde geändert.");
  });

  test("the setting switches to English and back, and holds", async ({ page }) => {
    await mark(page, "voted 107 to 0", "Behauptung");
    await (await settings(page, "Einstellungen", "Einstellungen")).getByRole("combobox", { name: "Sprache" }).selectOption("English");
    await expect(dialog(page, "Settings").getByRole("heading", { name: "Keys" })).toBeVisible();
    await expect(html(page)).toHaveAttribute("lang", "en");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("complementary", { name: "Annotations" }).locator("[role=comment]")).toHaveAccessibleName(
      "Claim: voted 107 to 0",
    );
    await page.reload();
    await expect(tool(page, "Undo")).toBeVisible();
    await expect(html(page)).toHaveAttribute("lang", "en");
    await (await settings(page, "Settings", "Settings")).getByRole("combobox", { name: "Language" }).selectOption("As the browser says");
    await expect(dialog(page, "Einstellungen")).toBeVisible();
    await expect(html(page)).toHaveAttribute("lang", "de");
    await expect(dialog(page, "Einstellungen").getByRole("combobox", { name: "Sprache" })).toHaveValue("");
  });

  test("the page is German without a network too", async ({ page, server, browserName }) => {
    test.skip(browserName === "firefox", "there, a page that a service worker gave is not reloaded while the server is away");
    await expect(said(page)).toHaveText("Fertig: funktioniert ab jetzt auch ohne Netz", { timeout: 30_000 });
    await server.stop();
    await page.reload();
    await expect(tool(page, "Rückgängig")).toBeVisible();
  });
});

test.describe("where German cannot be had", () => {
  test.use({ locale: "de-DE", serviceWorkers: "block" });

  test("the page speaks English, and says so", async ({ page, watch }) => {
    watch.allow(/Failed to fetch|NetworkError|WebAssembly|MIME|TypeError|net::ERR_FAILED|^console: Error$|service ?worker/i);
    await page.route("**/chunk-*.wasm", (route) => route.abort());
    await open(page);
    await expect(tool(page, "Undo")).toBeVisible();
    await expect(html(page)).toHaveAttribute("lang", "en");
  });
});

test("English readers fetch no translation until they choose one", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.route("**/sw.js", (route) => route.abort());
  await open(page);
  await expect(html(page)).toHaveAttribute("lang", "en");
  expect(asked.filter((address) => address.includes("chunk-"))).toEqual([]);
});

for (const width of [1440, 1280, 1100, 1000, 768]) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ locale: "de-DE", viewport: { width, height: 740 } });

    test("the tools have room", async ({ page }) => {
      await open(page);
      await mark(page, "voted 107 to 0", "Behauptung");
      await expect(page.getByRole("status", { name: "Speicherstand" })).toHaveText(/ \d\d:\d\d$/);
      const tight = await page.getByRole("banner").evaluate((it) =>
        [it, ...it.querySelectorAll("button, .save-state")].filter((it) => it.scrollWidth > it.clientWidth + 1).map((it) => it.textContent),
      );
      expect(tight).toEqual([]);
    });
  });
}

for (const width of [360, 320]) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ locale: "de-DE", viewport: { width, height: 740 } });

    /** The words that are cut off, or stick out of the window. */
    const cutOff = (page) =>
      page.evaluate(() => {
        const shown = [...document.querySelectorAll("button, legend, h2, h3, label, p, dt, dd, th, td, summary, select")];
        const cut = (it) => it.checkVisibility() && it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).overflowX !== "visible";
        const out = (it) => {
          const { left, right, width } = it.getBoundingClientRect();
          return it.checkVisibility() && width > 1 && !it.closest("header, .spoken") && (right > innerWidth + 1 || left < -1);
        };
        const wide = document.scrollingElement.scrollWidth - innerWidth;
        return [...shown.filter((it) => cut(it) || out(it)).map((it) => it.textContent.slice(0, 60)), ...(wide > 0 ? [`${wide} pixels too wide`] : [])];
      });

    test("nothing is cut off", async ({ page }) => {
      await open(page);
      expect(await cutOff(page), "the page").toEqual([]);
      for (const name of ["Hilfe", "Einstellungen", "Artikel", "Neuer Artikel"]) {
        await tool(page, name).click();
        await expect(dialog(page, name)).toBeVisible();
        for (const closed of await dialog(page, name).locator("summary").all()) await closed.click();
        expect(await cutOff(page), name).toEqual([]);
        await page.keyboard.press("Escape");
      }
      await tool(page, "Andere Formate").click();
      await expect(page.getByText("Zum Weiterarbeiten in doccano.")).toBeVisible();
      expect(await cutOff(page), "Andere Formate").toEqual([]);
      await page.keyboard.press("Escape");
      await page.locator("input[type=file]").first().setInputFiles(fixture("lyng-bridge.glossator.json"));
      await expect(dialog(page, "Datei öffnen")).toBeVisible();
      expect(await cutOff(page), "Datei öffnen").toEqual([]);
      await dialog(page, "Datei öffnen").getByRole("button", { name: "Getrennt behalten" }).click();
      await expect(cards(page)).toHaveCount(3);
      await page.getByRole("button", { name: "Filter" }).click();
      expect(await cutOff(page), "the filter").toEqual([]);
    });

    test("a number stays on one line, and what was done can be taken back", async ({ page }) => {
      await open(page);
      await drop(page, ...four);
      expect(await cutOff(page), "Datei öffnen").toEqual([]);
      await dialog(page, "Datei öffnen").getByRole("button", { name: "Zusammenlegen" }).click();
      await expect(page.locator(".toast")).toBeVisible();
      expect(await cutOff(page), "the toast").toEqual([]);
      await page.getByRole("button", { name: "Filter", exact: true }).click();
      await page.getByRole("button", { name: "Auswertung des Angezeigten" }).click();
      const numbers = dialog(page, "Auswertung").getByRole("row").last().getByRole("cell");
      const lines = (it) => {
        const text = document.createRange();
        text.selectNodeContents(it.firstChild);
        return text.getClientRects().length;
      };
      await expect(numbers.filter({ hasText: "100" })).toHaveCount(1);
      expect(await numbers.filter({ hasText: "100" }).evaluate(lines)).toBe(1);
    });
  });
}
