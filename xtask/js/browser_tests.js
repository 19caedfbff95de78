// Opens the page of wasm-bindgen-test-runner in each browser and prints the outcome as it stands.
// `cargo xtask test browser` starts the runner, passes its address and counts the results.
import { chromium, firefox } from "@playwright/test";
import { launchOptions } from "../../tests/e2e/support/browsers.js";

const LONGEST = 180_000;
const address = process.argv[2];

/** Without the stack frames of others than our own code. */
function readable(output) {
  const foreign = (line) => /wasm-function\[|\/wasm-bindgen-test(\.js)?:\d/.test(line) && !/glossator(_core)?::|\bbrowser::/.test(line);
  return output.trim().split("\n").filter((line) => !foreign(line)).join("\n");
}

/** Runs the tests in one browser; false if they failed or did not come to a result. */
async function run(browserType) {
  const name = browserType.name();
  const browser = await browserType.launch(launchOptions[name]);
  try {
    const page = await browser.newPage();
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    await page.goto(address);
    const output = page.locator("#output");
    const result = await output
      .filter({ hasText: "test result: " })
      .textContent({ timeout: LONGEST })
      .catch(() => null);
    console.log(`In ${name}:`);
    console.log(readable(result ?? (await output.textContent())));
    if (result === null) console.log(["No result came. The page said:", ...said].join("\n"));
    return /^test result: ok\. [1-9]\d* passed; 0 failed/m.test(result ?? "");
  } finally {
    await browser.close();
  }
}

// Both, whatever comes of the first.
const outcomes = [];
for (const browserType of [chromium, firefox]) outcomes.push(await run(browserType));
process.exitCode = outcomes.every(Boolean) ? 0 : 1;
