// The built page. What is done to it is done as by a person: with its controls, on the page's own events.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dialog, open, tool } from "../../tests/e2e/support/reader.js";
import { file } from "./material.js";

export const name = "ours";

/** The material as a file on disk, while `act` needs it. */
export async function withFile(paragraphs, all, act) {
  const folder = mkdtempSync(join(tmpdir(), "glossator-bench-"));
  try {
    const text = `${paragraphs.join("\n")}\n`;
    const hash = `ni:///sha-256;${createHash("sha256").update(text).digest("base64url")}`;
    const path = join(folder, "measured.json");
    writeFileSync(path, file(paragraphs, all, hash));
    return await act(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens the page with that article and its annotations, all of it stored and drawn. */
export async function prepare(page, { url }, paragraphs, all) {
  await open(page, url);
  await withFile(paragraphs, all, async (path) => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), tool(page, "Open file").click()]);
    await chooser.setFiles(path);
    await dialog(page, "Open file").getByRole("button", { name: "Keep apart", exact: true }).click({ timeout: 120_000 });
    await page.waitForFunction(
      ([paragraphs, marks]) => {
        const saved = /^Saved/.test(document.querySelector("[aria-label='Save state']")?.textContent ?? "");
        return saved && document.querySelectorAll("main article [data-block]").length === paragraphs && bench.marks() >= marks;
      },
      [paragraphs.length, all.length],
      { timeout: 240_000, polling: 100 },
    );
  });
  await page.getByRole("main").getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("searchbox").waitFor();
  await page.evaluate(subject);
}

/** In the page. */
function subject() {
  const field = () => document.querySelector(".filters input[type=search]");
  const ask = (text) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field(), text);
    field().dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const key = (type, key) => document.activeElement.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true }));
  const block = (nth) => document.querySelector(`[data-block="${nth}"]`);
  const toggle = (category) => [...document.querySelectorAll(".filters label")].find((it) => it.textContent.toLowerCase().startsWith(category)).querySelector("input").click();
  globalThis.subject = {
    block,
    hideAll: () => ask("nothing is called so"),
    showAll: () => ask(""),
    only: toggle,
    unfilter: toggle,
    /** Selects the first words of a paragraph. */
    select(nth, length) {
      const article = document.querySelector("main article");
      const walker = document.createTreeWalker(block(nth), NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      range.setStart(walker.nextNode(), 0);
      range.setEnd(range.startContainer, Math.min(length, range.startContainer.length));
      article.focus({ preventScroll: true });
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      key("keyup", "Shift");
    },
    add: () => key("keydown", "1"),
    remove: () => key("keydown", "Delete"),
  };
}
