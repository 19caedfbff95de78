// What is said to those who do not see the page, in the order in which it is said.
import { expect } from "./fixtures.js";

/** Comes when the service worker is done, whatever a person does meanwhile. */
const BY_ITSELF = /works without a network|ohne Netz/;

/** A transcript of a page: what was done (`> …`), and under it what was said. */
export class Transcript {
  #page;
  #lines = [];
  #heard = 0;

  constructor(page) {
    this.#page = page;
  }

  /** Begins to listen; the page is open. */
  async listen() {
    await this.#page.evaluate(() => {
      globalThis.heard = [];
      const region = document.querySelector("[role=status].spoken");
      const listen = () => {
        if (region.textContent.trim() !== "") globalThis.heard.push(region.textContent);
      };
      new MutationObserver(listen).observe(region, { childList: true, characterData: true, subtree: true });
    });
  }

  /** Does something and writes down what is said of it. What says nothing on purpose is `silent`. */
  async step(what, act, silent = false) {
    await act();
    if (!silent) await expect.poll(async () => (await this.#said()).length, { message: `something said of: ${what}` }).toBeGreaterThan(this.#heard);
    // What one act makes the page say comes with one drawing.
    await this.#page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const said = await this.#said();
    this.#lines.push(`> ${what}`, ...said.slice(this.#heard).map((line) => `  ${line}`));
    this.#heard = said.length;
  }

  async #said() {
    const said = await this.#page.evaluate(() => globalThis.heard);
    return said.filter((line) => !BY_ITSELF.test(line));
  }

  /** All of it. */
  get text() {
    return `${this.#lines.join("\n")}\n`;
  }
}
