// The page that is left when the program dies: it offers the work, which was kept outside of it.
import { expect, test } from "./support/fixtures.js";

const id = "urn:uuid:3b1c7c58-5f0e-4d8b-9c55-0f6a3f6d2a10";
const header = JSON.stringify({
  "@context": ["http://www.w3.org/ns/anno.jsonld", { gl: "urn:x-glossator:" }],
  id,
  type: "AnnotationCollection",
  label: "Ada’s notes",
  "schema:about": { type: "schema:Article", "schema:headline": "City to close Main Street 🚗", "schema:articleBody": "…" },
});

test.beforeEach(async ({ page, server }) => {
  await page.goto(server.url);
  await expect(page.locator("main article")).toHaveCount(1);
  await page.evaluate((json) => {
    const { rescue } = globalThis.glossator;
    rescue.reset(json);
    rescue.called("city-to-close-main-street.glossator.json");
    rescue.put("urn:a", '{"id":"urn:a","type":"Annotation","other:weight":0.10000000000000000000001}');
    rescue.put("urn:b", '{"id":"urn:b","type":"Annotation"}');
    rescue.put("urn:c", '{"id":"urn:c","type":"Annotation"}');
    rescue.put("urn:b", '{"id":"urn:b","type":"Annotation","motivation":"classifying"}');
    rescue.remove("urn:c");
  }, header);
});

const heading = (page) => page.getByRole("heading", { name: "Glossator stopped working" });

const copy = (page, downloads) =>
  downloads.take(page, () => page.getByRole("link", { name: "Download a copy" }).click());

test("a panic leaves a page that offers the work", async ({ downloads, page }) => {
  await page.evaluate(() => globalThis.glossator.stopped("panicked at the disco"));
  await expect(heading(page)).toBeFocused();
  await expect(page.locator("body")).toContainText("“City to close Main Street 🚗” with 2 annotations");
  const { name, text } = await copy(page, downloads);
  expect(name).toBe("city-to-close-main-street.glossator.json");
  expect(text, "numbers are kept to the letter").toContain("0.10000000000000000000001");
  const file = JSON.parse(text);
  expect(file).toMatchObject({ ...JSON.parse(header), total: 2 });
  expect(file.first).toMatchObject({ type: "AnnotationPage", partOf: id, startIndex: 0 });
  expect(file.first.items).toMatchObject([{ id: "urn:a" }, { id: "urn:b", motivation: "classifying" }]);
});

test("a trap that no panic hook saw does so too", async ({ downloads, page, watch }) => {
  watch.allow(/unreachable/);
  await page.evaluate(() => {
    // (module (func (export "f") unreachable))
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
    setTimeout(() => exports.f());
  });
  await expect(heading(page)).toBeFocused();
  expect(JSON.parse((await copy(page, downloads)).text).total).toBe(2);
});

test("an error of another kind changes nothing", async ({ page, watch }) => {
  watch.allow(/just a slip/);
  await page.evaluate(() => setTimeout(() => { throw new TypeError("just a slip"); }));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  await expect(page.locator("main article")).toHaveCount(1);
});

test("a collection without annotations has no page", async ({ downloads, page }) => {
  await page.evaluate(() => {
    globalThis.glossator.rescue.remove("urn:a");
    globalThis.glossator.rescue.remove("urn:b");
    globalThis.glossator.stopped("");
  });
  expect(JSON.parse((await copy(page, downloads)).text)).toEqual({ ...JSON.parse(header), total: 0 });
});

test("the dead program hears no key, and reloading starts a new one", async ({ downloads, page }) => {
  await page.evaluate(() => {
    globalThis.heard = 0;
    for (const type of ["keydown", "click", "pointerdown"]) addEventListener(type, () => globalThis.heard++);
    for (const type of ["keydown", "visibilitychange"]) document.addEventListener(type, () => globalThis.heard++);
    globalThis.glossator.stopped("");
  });
  await page.keyboard.press("Delete");
  await page.keyboard.press("Control+z");
  await copy(page, downloads);
  expect(await page.evaluate(() => globalThis.heard)).toBe(0);
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.locator("main article")).toHaveCount(1);
});

test("reloading before the copy was downloaded asks first", async ({ page }) => {
  await page.evaluate(() => globalThis.glossator.stopped(""));
  const asked = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    return dialog.accept();
  });
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.locator("main article")).toHaveCount(1);
  expect(asked).toEqual(["beforeunload"]);
});
