// What no test may cause unnoticed: errors in the console, errors that nobody caught, violations
// of the policy, and requests to anywhere but the page's own server.

/** Collects what goes wrong in the pages of a browser context. */
export class Watch {
  #found = [];
  #allowed = [];

  constructor(url) {
    this.origin = new URL(url).origin;
  }

  /** Lets a test cause, on purpose, what matches the pattern. */
  allow(pattern) {
    this.#allowed.push(pattern);
  }

  /** What went wrong, but for what the test allowed. */
  get problems() {
    return this.#found.filter((problem) => !this.#allowed.some((pattern) => pattern.test(problem)));
  }

  /** Watches each page of the context, those there are and those to come. */
  async context(context) {
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on("page", (page) => this.#page(page));
    for (const page of context.pages()) this.#page(page);
  }

  #page(page) {
    page.on("console", (message) => {
      if (message.type() === "error") this.#found.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.#found.push(`uncaught: ${error.message}`));
    page.on("crash", () => this.#found.push("the page crashed"));
    page.on("request", (request) => {
      const url = new URL(request.url());
      const local = ["data:", "blob:", "about:"].includes(url.protocol);
      if (!local && url.origin !== this.origin) this.#found.push(`foreign request: ${request.url()}`);
    });
  }
}
