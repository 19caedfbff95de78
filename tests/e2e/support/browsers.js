// How each browser is started, for the end-to-end tests and for the Wasm tests in a page.
//
// `cargo xtask test` names the installed browsers in GLOSSATOR_CHROMIUM and GLOSSATOR_FIREFOX.
// Without a name, Playwright starts the one that it keeps itself.

const chromium = process.env.GLOSSATOR_CHROMIUM;
const firefox = process.env.GLOSSATOR_FIREFOX;

/** What to give to `launch` and `launchPersistentContext`, by browser. */
export const launchOptions = {
  chromium: {
    ...(chromium && { executablePath: chromium }),
    args: [
      // Quiet: no connection but the page's own.
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-gpu",
      "--disable-quic",
      "--disable-sync",
      "--no-first-run",
      // Chromium refuses to sandbox itself for the root user.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  },
  // A Firefox as installed speaks WebDriver BiDi; Playwright's own build speaks its own protocol.
  firefox: firefox ? { executablePath: firefox, channel: "moz-firefox" } : {},
};
