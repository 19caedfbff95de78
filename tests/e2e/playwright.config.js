// End-to-end tests: a real browser drives the built page in dist/. Run by `cargo xtask test e2e`.
import { defineConfig } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { launchOptions } from "./support/browsers.js";

const report = process.env.GLOSSATOR_E2E_REPORT;
const project = (name) => {
  const { channel, ...options } = launchOptions[name];
  return { name, use: { browserName: name, channel, launchOptions: options } };
};

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.js",
  outputDir: fileURLToPath(new URL("../../test-results", import.meta.url)),
  projects: [project("chromium"), project("firefox")],
  fullyParallel: true,
  // One more than the two processors of the smallest machine that runs them: a test waits for a third of its time.
  workers: 3,
  // A test that passes at the second try has found something, and is listed as flaky. On a machine that others share
  // it must not hold up what has nothing to do with it.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // What is compared with (transcripts/, snapshots/) is the same in each browser.
  snapshotPathTemplate: "{testDir}/{arg}{ext}",
  reporter: [["list"], ...(report ? [["json", { outputFile: report }]] : [])],
  use: {
    serviceWorkers: "allow",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
  },
});
