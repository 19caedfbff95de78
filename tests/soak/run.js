// Runs the rows and prints what they reach. `cargo xtask soak [ROW…] [--short] [--seed N] [--size JSON]` starts it.
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { Server } from "../e2e/support/server.js";
import { Random } from "./random.js";
import { names, row } from "./rows.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: "boolean" }, seed: { type: "string" }, size: { type: "string", default: "{}" } },
});
const unknown = positionals.filter((name) => !names.includes(name));
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
if (unknown.length > 0 || !Number.isSafeInteger(seed)) {
  console.error(`\`soak\` takes rows, --short, --seed N and --size JSON, numbers in place of a row's own. There are: ${names.join(", ")}.`);
  process.exit(2);
}

const load = () => loadavg()[0].toFixed(1);
const server = new Server();
await server.start();
const rows = [];
for (const name of positionals.length > 0 ? positionals : names) {
  const { title, sizes, run } = await row(name);
  const size = { ...(values.short ? sizes.short : sizes.whole), ...JSON.parse(values.size) };
  const begun = { load: load(), at: Date.now() };
  console.log(`\n${name}: ${title} (${JSON.stringify(size)}, seed ${seed}, load ${begun.load})`);
  let figures;
  try {
    await server.start();
    figures = await run({ server, random: new Random(seed), size, log: (line) => console.log(`  ${line}`) });
  } catch (error) {
    figures = [{ figure: "run to its end", wanted: "yes", reached: String(error.stack ?? error), ok: false }];
  }
  rows.push({ name, title, size, seed, load: [begun.load, load()], seconds: Math.round((Date.now() - begun.at) / 1000), figures });
  for (const { figure, wanted, reached, ok, details = [] } of figures) {
    console.log(`  ${ok ? "ok " : "NOT"} ${figure}: ${reached} (wanted: ${wanted})`);
    for (const line of ok ? [] : details.slice(0, 20)) console.log(`      ${line}`);
  }
}
await server.stop();

const lines = rows.flatMap(({ name, load, seconds, figures }) =>
  figures.map(({ figure, wanted, reached, ok }) => [ok ? "ok" : "not", name, figure, wanted, reached.split("\n")[0], `${seconds} s`, load.join(" to ")]),
);
const head = ["", "row", "figure", "wanted", "reached", "took", "load"];
const widths = head.map((it, at) => Math.max(it.length, ...lines.map((line) => line[at].length)));
const print = (line) => console.log(line.map((it, at) => it.padEnd(widths[at])).join("  ").trimEnd());
console.log();
for (const line of [head, ...lines]) print(line);

const report = process.env.GLOSSATOR_SOAK_REPORT;
if (report) {
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, `${JSON.stringify({ seed, short: Boolean(values.short), rows }, null, 2)}\n`);
  console.log(`\nSeed ${seed}. All of it is in ${report}.`);
}
process.exitCode = lines.some(([ok]) => ok === "not") ? 1 : 0;
