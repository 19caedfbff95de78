// Browsers for the rows: each row has its own, so that none finds what another one left.
import { chromium } from "@playwright/test";
import { launchOptions } from "../e2e/support/browsers.js";
import { KeptBrowser } from "../e2e/support/kept-browser.js";
import { watcher } from "./page.js";

const options = { locale: "en-GB", timezoneId: "Europe/Berlin", serviceWorkers: "allow", acceptDownloads: true };

/** Puts the watcher into every page of a context; errors that nobody caught are what went wrong. */
const attend = (wrong) => ({
  async context(context) {
    await context.addInitScript(watcher);
    context.on("page", (page) => {
      page.on("pageerror", (error) => wrong.push(`uncaught: ${error.message}`));
      page.on("crash", () => wrong.push("the page crashed"));
    });
  },
});

/** Does something with a browser that forgets everything; `open` gives a context of its own. */
export async function withBrowser(act, wrong = []) {
  const browser = await chromium.launch(launchOptions.chromium);
  try {
    const open = async () => {
      const context = await browser.newContext(options);
      await attend(wrong).context(context);
      return context;
    };
    return await act(open);
  } finally {
    await browser.close();
  }
}

/** Does something with a browser whose profile stays, to be killed and opened again. */
export async function withKeptBrowser(act, wrong = []) {
  const browser = new KeptBrowser(chromium, options, attend(wrong));
  try {
    return await act(browser);
  } finally {
    await browser.dispose();
  }
}
