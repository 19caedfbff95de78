// A browser with a profile that stays, to be closed, killed and opened again.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchOptions } from "./browsers.js";

/** A browser on a fresh profile; the profile outlives each run of the browser. */
export class KeptBrowser {
  #type;
  #options;
  #watch;
  #profile = mkdtempSync(join(tmpdir(), "glossator-profile-"));
  #context = null;

  constructor(browserType, options, watch) {
    this.#type = browserType;
    this.#options = options;
    this.#watch = watch;
  }

  /** Starts the browser on its profile and gives a page of it. */
  async open() {
    const options = { ...launchOptions[this.#type.name()], ...this.#options };
    this.#context = await this.#type.launchPersistentContext(this.#profile, options);
    await this.#watch.context(this.#context);
    return this.#context.newPage();
  }

  /** The context of the running browser, for further pages. */
  get context() {
    return this.#context;
  }

  /** The folder of the profile. */
  get profile() {
    return this.#profile;
  }

  /** Closes the browser as a person would. */
  async close() {
    await this.#context?.close();
    this.#context = null;
  }

  /** Ends the browser's process with no chance to finish anything, as a crash would. */
  async kill() {
    const context = this.#context;
    const closed = new Promise((resolve) => context.once("close", resolve));
    const pids = processes(this.#profile);
    if (pids.length === 0) throw new Error("The browser's process was not found.");
    for (const pid of pids) process.kill(pid, "SIGKILL");
    await closed;
    this.#context = null;
  }

  /** Closes the browser and forgets the profile. The fixture calls it. */
  async dispose() {
    await this.close().catch(() => {});
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The processes whose command line names the profile. */
function processes(profile) {
  let lines;
  try {
    lines = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => {
        try {
          return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, "utf8")}`;
        } catch {
          return ""; // It ended meanwhile.
        }
      });
  } catch {
    lines = execFileSync("ps", ["-axww", "-o", "pid=,args="], { encoding: "utf8" }).split("\n");
  }
  return lines.filter((line) => line.includes(profile)).map((line) => Number.parseInt(line, 10));
}
