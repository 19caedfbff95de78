// Files that the page gives away.
//
// A Firefox as installed tells Playwright 1.64 of a download that a script has made in a way that it
// passes over, so there the folder itself is watched.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { launchOptions } from "./browsers.js";

/** The folder that a worker's browsers download into. */
export class Downloads {
  folder = mkdtempSync(join(tmpdir(), "glossator-downloads-"));
  #watchesFolder;

  constructor(browserName) {
    this.#watchesFolder = browserName === "firefox" && "channel" in launchOptions.firefox;
  }

  /** Does what makes the page give a file away, and returns its `{ name, text }`. */
  async take(page, act) {
    return this.#watchesFolder ? this.#fromFolder(act) : this.#fromEvent(page, act);
  }

  async #fromEvent(page, act) {
    const [download] = await Promise.all([page.waitForEvent("download"), act()]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  }

  async #fromFolder(act) {
    this.#empty();
    await act();
    await expect.poll(() => this.#complete(), { message: "a file to come" }).toBeTruthy();
    const name = this.#complete();
    const text = readFileSync(join(this.folder, name), "utf8");
    this.#empty();
    return { name, text };
  }

  /** The name of a file that has come as a whole. Firefox writes `NAME` (empty) and `….part` until then. */
  #complete() {
    const names = readdirSync(this.folder);
    if (names.some((name) => name.endsWith(".part"))) return null;
    return names.find((name) => statSync(join(this.folder, name)).size > 0);
  }

  #empty() {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder);
  }

  dispose() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
