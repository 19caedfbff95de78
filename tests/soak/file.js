// Large files: one that is far too large is refused, one that is as large as may be is imported without holding the page,
// and who does not want to wait for it need not.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dialog, open, tool } from "../e2e/support/reader.js";
import { withBrowser } from "./browser.js";
import { prose } from "./page.js";

export const title = "large files";
export const sizes = {
  whole: { huge: 100, files: ["annotations", "both", "text"], megabytes: 20, times: 3 },
  short: { huge: 100, files: ["annotations"], megabytes: 0.2, times: 1 },
};

/** Milliseconds: until it is refused, imported, cancelled; and that the page may be held. */
const [REFUSED, IMPORTED, CANCELLED, HELD] = [200, 5_000, 300, 200];

const uuid = (number) => `urn:uuid:5e2d7a10-9c41-4b7e-8f02-${String(number).padStart(12, "0")}`;

/** What the megabytes are of: a moderate article with very many annotations, half and half, or text. */
const PARAGRAPHS = { annotations: () => 400, both: (megabytes) => megabytes * 2_000, text: (megabytes) => megabytes * 4_040 };

/** A file of ours of that size. */
function large(random, kind, megabytes) {
  const words = `${prose(random, Math.ceil(PARAGRAPHS[kind](megabytes))).replaceAll("\n\n", "\n")}\n`;
  const most = megabytes * 1024 * 1024 * 0.97;
  const text = words.slice(0, words.lastIndexOf("\n", most) + 1);
  const hash = `ni:///sha-256;${createHash("sha256").update(text).digest("base64url")}`;
  const room = megabytes * 1024 * 1024 - 2_000 - JSON.stringify(text).length;
  const items = [];
  for (let size = 0; size < room; ) {
    const start = random.below(text.length - 100);
    const exact = text.slice(start, start + 10 + random.below(60));
    const item = {
      id: uuid(items.length),
      type: "Annotation",
      motivation: "classifying",
      created: "2026-05-05T08:00:00Z",
      modified: "2026-05-05T08:00:00Z",
      creator: { id: uuid(999_901), type: "Person", name: "Ada" },
      body: [
        { type: "TextualBody", purpose: "classifying", value: random.pick(["claim", "quote", "opinion"]) },
        { type: "TextualBody", purpose: "commenting", value: `Note ${items.length} on it.` },
      ],
      target: {
        type: "SpecificResource",
        source: hash,
        selector: [
          { type: "TextQuoteSelector", exact, prefix: text.slice(Math.max(0, start - 32), start), suffix: text.slice(start + exact.length, start + exact.length + 32) },
          { type: "TextPositionSelector", start, end: start + exact.length },
        ],
      },
    };
    size += JSON.stringify(item).length + 1;
    if (size < room) items.push(item);
  }
  const json = JSON.stringify({
    "@context": ["http://www.w3.org/ns/anno.jsonld", { gl: "urn:x-glossator:" }],
    id: uuid(999_902),
    type: "AnnotationCollection",
    created: "2026-05-04T08:00:00Z",
    "gl:formatVersion": 1,
    "schema:about": { type: "schema:Article", "schema:headline": `Large: ${kind}`, "schema:articleBody": text },
    total: items.length,
    ...(items.length > 0 && { first: { id: uuid(999_903), type: "AnnotationPage", items } }),
  });
  return { json: json.padEnd(Math.floor(megabytes * 1024 * 1024)), count: items.length };
}

/** Begins to measure in the page: when a file is chosen, and what is seen then. */
const begin = (page) =>
  page.evaluate(() => {
    globalThis.times = {};
    document.addEventListener("change", () => (times.chosen ??= performance.now()), true);
    const when = (name, look) => soak.drawn(look, 600_000).then(() => (times[name] = performance.now()));
    globalThis.when = when;
  });

/** Chooses a file as a person does. */
async function choose(page, path) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), tool(page, "Open file").click()]);
  await chooser.setFiles(path);
}

/** Milliseconds from what was noted first to what was noted then. */
const between = (page, from, to) => page.evaluate(([from, to]) => Math.round(times[to] - times[from]), [from, to]);

/**
 * Does something and gives the tasks that held the page's thread, longest first, in milliseconds: by the clock, and what
 * they computed themselves, which a busy machine does not make longer.
 */
async function tasks(page, act) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ["toplevel"] });
  await act();
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const ofPages = new Set(traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(({ pid, tid }) => `${pid} ${tid}`));
  const ran = traceEvents.filter(({ name, pid, tid }) => name === "ThreadControllerImpl::RunTask" && ofPages.has(`${pid} ${tid}`));
  const all = ran.map(({ dur, tdur }) => ({ clock: Math.round(dur / 1000), own: Math.round((tdur ?? dur) / 1000) }));
  return all.filter(({ own }) => own > 0).sort((one, other) => other.own - one.own);
}

export async function run({ server, random, size: { huge, files, megabytes, times }, log }) {
  const folder = mkdtempSync(join(tmpdir(), "glossator-large-"));
  const figures = [];
  const wrong = [];
  const timed = (figure, limit, all, details) => figures.push({ figure, wanted: `within ${limit} ms`, reached: `${all.join(", ")} ms`, ok: all.every((it) => it <= limit), time: true, details });
  try {
    const path = join(folder, "huge.json");
    writeFileSync(path, "{");
    truncateSync(path, huge * 1024 * 1024);
    await withBrowser(async (context) => {
      const refused = [];
      for (let time = 0; time < times; time += 1) {
        const page = await (await context()).newPage();
        await open(page, server.url);
        // The program's second part and the worker are there by now, as for whoever has worked on the page.
        await tool(page, "Help").click();
        await dialog(page, "Help").waitFor();
        await page.keyboard.press("Escape");
        await dialog(page, "Help").waitFor({ state: "hidden" });
        await begin(page);
        await page.evaluate(() => void when("refused", () => [...document.querySelectorAll("[role=alert]")].some((it) => /larger than 20 MB/.test(it.textContent))));
        await choose(page, path);
        await page.waitForFunction(() => times.refused, null, { timeout: 30_000 });
        refused.push(await between(page, "chosen", "refused"));
        await page.context().close();
      }
      timed(`${huge} MB refused`, REFUSED, refused);

      for (const kind of files) {
        const { json, count } = large(random.fork(), kind, megabytes);
        const path = join(folder, `${kind}.json`);
        writeFileSync(path, json);
        const took = [];
        const held = [];
        const cancelled = [];
        for (let time = 0; time < times; time += 1) {
          const page = await (await context()).newPage();
          await open(page, server.url);
          await begin(page);
          await page.evaluate(() => void when("looked", () => document.querySelector("dialog[open] dl.look")));
          const looking = await tasks(page, async () => {
            await choose(page, path);
            await page.waitForFunction(() => times.looked || document.querySelector("[role=alert]"), null, { timeout: 240_000 });
          });
          if (!(await page.evaluate(() => times.looked))) throw new Error(await page.getByRole("alert").first().innerText());
          await page.evaluate(() => {
            void when("drawn", () => document.querySelector("main article")?.textContent.startsWith("Number 0 "));
            document.addEventListener("click", () => (times.taken ??= performance.now()), { capture: true, once: true });
          });
          const taking = await tasks(page, async () => {
            await dialog(page, "Open file").getByRole("button", { name: "Keep apart", exact: true }).click();
            await page.waitForFunction(() => times.drawn && soak.isSaved(), null, { timeout: 400_000, polling: 50 });
          });
          const [look, take] = [await between(page, "chosen", "looked"), await between(page, "taken", "drawn")];
          took.push(look + take);
          const longest = Math.max(looking[0]?.own ?? 0, taking[0]?.own ?? 0);
          held.push(longest);
          const told = (all) => `${all.reduce((sum, { own }) => sum + own, 0)} ms computed by the page, the longest tasks ${all.slice(0, 6).map(({ own, clock }) => `${own} (${clock})`).join(", ")}`;
          log(`${megabytes} MB of ${kind}, ${count} annotations: first look after ${look} ms: ${told(looking)}`);
          log(`  taken within ${take} ms: ${told(taking)}`);
          await page.context().close();
          cancelled.push(await cancel(path, random));
        }
        timed(`${megabytes} MB of ${kind} imported (${count} annotations)`, IMPORTED, took);
        figures.push({ figure: `${megabytes} MB of ${kind}: longest task, as computed`, wanted: `no more than ${HELD} ms`, reached: `${held.join(", ")} ms`, ok: held.every((it) => it <= HELD), time: true });
        timed(`${megabytes} MB of ${kind} cancelled`, CANCELLED, cancelled);
      }

      /** Cancels at a random moment of the reading, or at the first look where that was faster. */
      async function cancel(path, random) {
        const page = await (await context()).newPage();
        await open(page, server.url);
        await begin(page);
        await choose(page, path);
        const button = dialog(page, "Open file").getByRole("button", { name: "Cancel", exact: true });
        await button.waitFor({ timeout: 120_000 });
        await new Promise((resolve) => setTimeout(resolve, random.below(500)));
        await page.evaluate(() => {
          document.addEventListener("click", () => {
            times.cancelled ??= performance.now();
            void when("gone", () => !document.querySelector("dialog[open]"));
          }, { capture: true, once: true });
        });
        await button.click();
        await page.waitForFunction(() => times.gone, null, { timeout: 60_000 });
        const gone = await between(page, "cancelled", "gone");
        await page.context().close();
        return gone;
      }
    }, wrong);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  figures.push({ figure: "errors in the page", wanted: "none", reached: String(wrong.length), ok: wrong.length === 0, details: wrong });
  return figures;
}
