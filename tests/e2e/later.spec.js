// The part of the page that is loaded when it is first needed, when it cannot be had.
import { expect, test } from "./support/fixtures.js";
import { dialog, open, tool } from "./support/reader.js";

// Otherwise it would be at hand already.
test.use({ serviceWorkers: "block" });

/** What the console is told when a part cannot be had; Firefox says no more than that it is an error. */
const FAILED = /Failed to fetch|NetworkError|WebAssembly|MIME|TypeError|^console: Error$|service ?worker/i;

const missing = "This part of Glossator could not be loaded. Check the connection, then try again.";

test("a part that cannot be loaded is said, and asked for again", async ({ page, server, watch }) => {
  watch.allow(FAILED);
  await open(page);
  await server.stop();
  await tool(page, "Help").click();
  await expect(page.getByRole("alert").filter({ hasText: missing })).toHaveCount(1);
  await page.keyboard.press("?");
  await expect(page.getByRole("alert").filter({ hasText: missing })).toHaveCount(1);
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await server.start();
  await tool(page, "Help").click();
  await expect(dialog(page, "Help")).toBeVisible();
  await expect(page.getByText(missing)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await tool(page, "Articles").click();
  await expect(dialog(page, "Articles").getByRole("listitem")).toHaveCount(1);
});

test("something else in place of a part is said", async ({ page, watch }) => {
  watch.allow(FAILED);
  await page.route("**/chunk-*.wasm", (route) => route.fulfill({ contentType: "text/html", body: "<p>Sign in</p>" }));
  await open(page);
  await tool(page, "Articles").click();
  await expect(page.getByRole("alert").filter({ hasText: missing })).toHaveCount(1);
  await page.unroute("**/chunk-*.wasm");
  await tool(page, "Articles").click();
  await expect(dialog(page, "Articles")).toBeVisible();
});

test("a part that is slow in coming is said to be on its way", async ({ page }) => {
  let go;
  const gate = new Promise((resolve) => (go = resolve));
  await page.route("**/chunk-*.wasm", async (route) => {
    await gate;
    await route.continue();
  });
  await open(page);
  await tool(page, "Help").click();
  await expect(page.getByRole("region", { name: "Messages" })).toContainText("Loading…");
  go();
  await expect(dialog(page, "Help")).toBeVisible();
  await expect(page.getByText("Loading…")).toHaveCount(0);
});

test("where nothing is kept, a copy can be exported when the connection breaks", async ({ page, server, downloads }) => {
  await page.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined }));
  const fetched = page.waitForResponse(/chunk-.*\.wasm$/);
  await open(page);
  await (await fetched).finished();
  await server.stop();
  const file = await downloads.take(page, () => tool(page, "Export").click());
  expect(JSON.parse(file.text).type).toContain("AnnotationCollection");
});
