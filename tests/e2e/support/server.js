// `cargo xtask serve` as a process of its own, that a test can stop and start again.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const xtask = process.env.GLOSSATOR_XTASK;
const [program, ...first] = xtask ? [xtask] : ["cargo", "xtask"];

/** The server of the built page. */
export class Server {
  #process = null;
  #port = 0;

  /** How often it was stopped. */
  stops = 0;

  /** Where the page is, with a slash at the end. The same before and after a stop. */
  get url() {
    return `http://127.0.0.1:${this.#port}/`;
  }

  /** Serves dist/, at the same address as before if there was one. */
  async start() {
    if (this.#process) return;
    const args = [...first, "serve", "--no-build", "--port", String(this.#port)];
    const child = spawn(program, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    this.#process = child;
    let complaint = "";
    child.stderr.on("data", (data) => (complaint += data));
    for await (const line of createInterface({ input: child.stdout })) {
      const port = line.match(/http:\/\/127\.0\.0\.1:(\d+)\//)?.[1];
      if (port) {
        this.#port = Number(port);
        return;
      }
    }
    this.#process = null;
    throw new Error(`The page is not served: ${complaint.trim()}`);
  }

  /** Ends the server: from here on every request is refused, as without a network. */
  async stop() {
    const child = this.#process;
    if (!child) return;
    this.#process = null;
    this.stops += 1;
    const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
    child.kill("SIGTERM");
    await ended;
  }
}
