// On a phone: words chosen by touch, the bar and the cards at the bottom, and nothing wider than the screen.
import { expect, test } from "./support/fixtures.js";
import {
  CATEGORIES,
  article,
  bar,
  card,
  cardOf,
  dialog,
  expectMarks,
  margin,
  marks,
  open,
  place,
  tool,
} from "./support/reader.js";

test.use({
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: async ({ browserName }, use) => use(browserName === "chromium"),
});

test.beforeEach(({ page }) => open(page));

/** Selects words in the browser, as the system does at a long press and while its handles are dragged. */
const choose = (page, words) =>
  article(page).evaluate((article, words) => {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
    }
    throw new Error(`No text node holds “${words}”.`);
  }, words);

/** Presses long on words: the finger comes down, the system selects, its menu comes, the finger is taken from the page. */
async function pressLong(page, words) {
  const { start: at } = await place(page, words);
  const event = (type, kind, init) =>
    page.evaluate(
      ({ type, kind, x, y, init }) =>
        document.elementFromPoint(x, y).dispatchEvent(
          new globalThis[kind](type, { bubbles: true, cancelable: true, clientX: x, clientY: y, ...init }),
        ),
      { type, kind, ...at, init },
    );
  const touch = { pointerType: "touch", pointerId: 7, isPrimary: true };
  await event("pointerdown", "PointerEvent", touch);
  await choose(page, words);
  const native = await event("contextmenu", "PointerEvent", touch);
  await event("pointercancel", "PointerEvent", touch);
  return native;
}

/** Taps. Playwright's taps do not reach an installed Firefox at all (no event comes), so there it is a click. */
const tap = (locator) =>
  locator.page().context().browser().browserType().name() === "firefox" ? locator.click() : locator.tap();

/** Marks words by touch. */
async function mark(page, words, category = "Claim") {
  const before = (await marks(page)).length;
  await pressLong(page, words);
  await tap(bar(page).getByRole("button", { name: category }));
  await expect.poll(async () => (await marks(page)).length).toBe(before + 1);
  return (await marks(page)).find((mark) => mark.words === words).id;
}

const sticksOut = (page) => page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);

test("words chosen by touch are marked by the bar at the bottom", async ({ page }) => {
  for (const [index, category] of CATEGORIES.entries()) {
    const words = ["voted 107 to 0", "ten members", "hard to miss"][index];
    expect(await pressLong(page, words), "the system's own menu is left alone").toBe(true);
    await expect(bar(page)).toBeVisible();
    const [box, screen] = [await bar(page).boundingBox(), await page.evaluate(() => [document.documentElement.clientWidth, innerHeight])];
    expect(box.x).toBeCloseTo(0, 0);
    expect(box.width).toBeCloseTo(screen[0], 0);
    expect(box.y + box.height).toBeCloseTo(screen[1], 0);
    for (const button of await bar(page).getByRole("button").all()) {
      expect((await button.boundingBox()).height).toBeGreaterThanOrEqual(44);
    }
    await tap(bar(page).getByRole("button", { name: category }));
    await expect(bar(page)).toBeHidden();
    await expect(card(page, `${category}: ${words}`)).toBeVisible();
  }
  await expectMarks(page, ["claim: voted 107 to 0", "quote: ten members", "opinion: hard to miss"]);
});

test("the handles of a selection may be moved before it is marked", async ({ page }) => {
  await pressLong(page, "ten members");
  await expect(bar(page)).toBeVisible();
  // Their drags reach a page as changes of the selection alone.
  await choose(page, "ten members and comes");
  await choose(page, "ten members and comes from the U.S. Army");
  await expect(page.getByRole("status", { name: "Announcements" })).toHaveText(
    "Selected: ten members and comes from the U.S. Army",
  );
  await tap(bar(page).getByRole("button", { name: "Quote" }));
  await expectMarks(page, ["quote: ten members and comes from the U.S. Army"]);
});

test("a tap beside the selection takes the bar away", async ({ page }) => {
  await pressLong(page, "ten members");
  await expect(bar(page)).toBeVisible();
  await page.evaluate(() => getSelection().removeAllRanges());
  await expect(bar(page)).toBeHidden();
});

test("the sheet shows one card, and leads to the next and the previous", async ({ page, browserName }) => {
  const ids = [];
  for (const words of ["voted 107 to 0", "ten members", "hard to miss"]) ids.push(await mark(page, words));
  const shows = async (id, count) => {
    for (const other of ids) await expect(cardOf(page, other)).toBeVisible({ visible: other === id });
    await expect(margin(page)).toContainText(count);
    // What it is about stays in sight above it.
    const [run, sheet] = [
      await article(page).locator(`mark[data-annotation="${id}"]`).first().boundingBox(),
      await margin(page).boundingBox(),
    ];
    expect(run.y + run.height).toBeLessThanOrEqual(sheet.y);
    expect(sheet.y + sheet.height).toBeCloseTo(740, 0);
  };
  const [previous, next] = ["Previous", "Next"].map((name) => margin(page).getByRole("button", { name, exact: true }));
  await shows(ids[2], "3 of 3");
  await expect(next).toBeDisabled();
  await tap(previous);
  await shows(ids[1], "2 of 3");
  await tap(previous);
  await shows(ids[0], "1 of 3");
  await expect(previous).toBeDisabled();
  await tap(next);
  await shows(ids[1], "2 of 3");

  await tap(margin(page).getByRole("button", { name: "Close annotation" }));
  for (const id of ids) await expect(cardOf(page, id)).toBeHidden();
  await expect(margin(page)).toContainText("3 annotations");
  const { start } = await place(page, "ten members");
  const pointer = browserName === "firefox" ? page.mouse.click.bind(page.mouse) : page.touchscreen.tap.bind(page.touchscreen);
  await pointer(start.x + 10, start.y);
  await shows(ids[1], "2 of 3");
});

for (const [width, height] of [[360, 740], [320, 256], [640, 320]]) {
  test(`what is out of sight is counted beside the sheet, at ${width} by ${height} pixels`, async ({ page }) => {
    const ids = [];
    for (const words of ["voted 107 to 0", "ten members", "it would be naive"]) ids.push(await mark(page, words));
    await page.setViewportSize({ width, height });
    const way = (name) => page.getByRole("navigation", { name: "Overview" }).getByRole("button", { name });
    const uncovered = (button) =>
      button.evaluate((it) => {
        const { left, top, right, bottom } = it.getBoundingClientRect();
        const seen = [[left + 2, (top + bottom) / 2], [right - 2, (top + bottom) / 2], [(left + right) / 2, top + 4], [(left + right) / 2, bottom - 4]];
        return seen.map((point) => document.elementFromPoint(...point)?.closest("button, section, aside, header, dialog")?.className).join() === Array(4).fill(it.className).join();
      });
    for (const [to, button, id, side] of [["Previous", /below/, ids[0], "below"], ["Next", /above/, ids[2], "above"]]) {
      for (let steps = 2; steps > 0; steps -= 1) await tap(margin(page).getByRole("button", { name: to, exact: true }));
      await expect(cardOf(page, id)).toBeVisible();
      await expect(way(button)).toBeVisible();
      await expect.poll(() => uncovered(way(button)), side).toBe(true);
    }
  });
}

test("a note is written in the sheet", async ({ page }) => {
  const id = await mark(page, "ten members");
  await tap(cardOf(page, id).getByRole("button", { name: "Edit note" }));
  await cardOf(page, id).getByRole("textbox", { name: "Note" }).fill("Written with a thumb.");
  await tap(cardOf(page, id).getByRole("button", { name: "Done" }));
  await expect(cardOf(page, id)).toContainText("Written with a thumb.");
  await tap(cardOf(page, id).getByRole("button", { name: "Delete" }));
  await tap(page.getByRole("button", { name: "Undo this" }));
  await expectMarks(page, ["claim: ten members"]);
});

for (const width of [360, 320]) {
  test(`nothing is wider than a screen of ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 });
    expect(await sticksOut(page), "the page").toBe(0);
    await pressLong(page, "ten members");
    await expect(bar(page)).toBeVisible();
    expect(await sticksOut(page), "with the bar").toBe(0);
    await tap(bar(page).getByRole("button", { name: "Opinion" }));
    const shown = page.locator(".card.lit");
    await expect(shown).toBeVisible();
    expect(await sticksOut(page), "with a card").toBe(0);
    await tap(shown.getByRole("button", { name: "Edit note" }));
    expect(await sticksOut(page), "with a note").toBe(0);
    await tap(shown.getByRole("button", { name: "Change category" }));
    expect(await sticksOut(page), "with the categories").toBe(0);
    const sheet = await margin(page).evaluate((sheet) => sheet.scrollWidth - sheet.clientWidth);
    expect(sheet, "the sheet itself").toBe(0);
    for (const name of ["New article", "Articles", "Help"]) {
      await tap(tool(page, name));
      await expect(dialog(page, name)).toBeVisible();
      expect(await sticksOut(page), name).toBe(0);
      expect(await dialog(page, name).evaluate((it) => it.scrollWidth - it.clientWidth), `within ${name}`).toBe(0);
      await tap(dialog(page, name).getByRole("button", { name: "Close" }));
    }
    for (const button of await page.getByRole("banner").getByRole("button").all()) {
      const box = await button.boundingBox();
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
    }
  });
}
