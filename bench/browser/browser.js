// A browser for each measurement, so that none finds what another one left.
import { chromium } from "@playwright/test";
import { launchOptions } from "../../tests/e2e/support/browsers.js";
import { watch } from "./watch.js";

/** Does something with a page of a browser of its own. Errors in the page are errors here. */
export async function withPage(act) {
  const browser = await chromium.launch(launchOptions.chromium);
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "Europe/Berlin" });
    await context.addInitScript(watch);
    const page = await context.newPage();
    const wrong = [];
    page.on("pageerror", (error) => wrong.push(error.message));
    const result = await act(page);
    if (wrong.length > 0) throw new Error(`The page failed: ${wrong.join("; ")}`);
    return result;
  } finally {
    await browser.close();
  }
}
