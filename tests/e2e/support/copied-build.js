// A copy of the built page that a test may change, served from a folder of its origin, with a network that may fail.
//
// `cargo xtask serve` serves dist/ as it is, at the root. This is for what it cannot show: a newer build, a server that
// answers with something else, a connection that breaks.
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../../dist", import.meta.url));
const folder = "/any/folder/";
const types = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

export class CopiedBuild {
  #path = mkdtempSync(join(tmpdir(), "glossator-build-"));
  #server = createServer((request, response) => this.#answer(request, response));
  #port = 0;

  /** Called with a file's name and the response; what it gives true for, it has answered itself. */
  fault = () => false;
  /** The names of the files that were asked for. */
  asked = [];

  constructor() {
    cpSync(dist, this.#path, { recursive: true });
  }

  get url() {
    return `http://127.0.0.1:${this.#port}${folder}`;
  }

  /** The files of the build, as the service worker lists them. */
  get files() {
    return [...this.read("sw.js").matchAll(/^ {2}'([^']+)': '[0-9a-f]{64}',$/gm)].map(([, name]) => name);
  }

  async start() {
    await new Promise((resolve) => this.#server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = this.#server.address().port;
  }

  async stop() {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async dispose() {
    await this.stop();
    rmSync(this.#path, { recursive: true, force: true });
  }

  read(name) {
    return readFileSync(join(this.#path, name), "utf8");
  }

  /** A connection that breaks in the middle of a file. */
  cut(name, response) {
    const content = readFileSync(join(this.#path, name));
    response.writeHead(200, { "content-type": types[extname(name)] ?? "", "content-length": content.length });
    response.write(content.subarray(0, content.length / 2), () => response.destroy());
  }

  /** Makes another build of it: the page says so in its `html` element, and the list of files fits. */
  rebuild(mark) {
    const page = this.read("index.html").replace(/<html[^>]*>/, `<html lang="en" data-mark="${mark}">`);
    const digest = createHash("sha256").update(page).digest("hex");
    const worker = this.read("sw.js")
      .replace(/'index\.html': '[0-9a-f]+'/, `'index.html': '${digest}'`)
      .replace(/const BUILD = '[^']+'/, `const BUILD = '${mark}'`);
    writeFileSync(join(this.#path, "index.html"), page);
    writeFileSync(join(this.#path, "sw.js"), worker);
  }

  #answer(request, response) {
    const { pathname } = new URL(request.url, this.url);
    const name = pathname === folder ? "index.html" : pathname.slice(folder.length);
    this.asked.push(name);
    if (this.fault(name, response)) return;
    try {
      const content = readFileSync(join(this.#path, name));
      response.setHeader("content-type", types[extname(name)] ?? "application/octet-stream");
      if (!response.hasHeader("cache-control")) response.setHeader("cache-control", "no-store");
      response.end(content);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("There is no such file.\n");
    }
  }
}
