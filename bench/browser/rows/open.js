// A colleague's file: from the choice to the first look, then to the first screen, and until all can be used.
import { annotations, article } from "../material.js";
import * as ours from "../ours.js";
import { dialog, open, tool } from "../../../tests/e2e/support/reader.js";
import { withPage } from "../browser.js";

export const title = "a file opened, in milliseconds";

export const sizes = [
  { paragraphs: 100, count: 50 },
  { paragraphs: 5_000, count: 1_000 },
  { paragraphs: 5_000, count: 10_000 },
];

export async function run({ server, size: { paragraphs: length, count } }) {
  const paragraphs = article(length);
  const all = annotations(paragraphs, count);
  return withPage(async (page) => {
    await open(page, server.url);
    return ours.withFile(paragraphs, all, async (path) => {
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), tool(page, "Open file").click()]);
      await page.evaluate(() => void (globalThis.looked = bench.after("change", () => document.querySelector("dialog[open] dl.look"))));
      await chooser.setFiles(path);
      const look = await page.evaluate(() => globalThis.looked);
      await page.evaluate(
        ([paragraphs, marks]) =>
          void (globalThis.taken = bench.after(
            "click",
            () => /^Saved/.test(document.querySelector("[aria-label='Save state']").textContent) && document.querySelectorAll("main article [data-block]").length === paragraphs && bench.marks() >= marks,
            () => document.querySelector("main article")?.textContent.startsWith("Number 0 "),
          )),
        [length, count],
      );
      await dialog(page, "Open file").getByRole("button", { name: "Keep apart", exact: true }).click();
      return { ours: { "first look": look, "all of it, saved": await page.evaluate(() => globalThis.taken) } };
    });
  });
}
