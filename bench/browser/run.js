// Measures the built page beside what it is compared with, and prints figures and ratios. `cargo xtask bench [ROW…]
// [--times N] [--size JSON] [--page]` starts it; what it prints is kept as JSON, too.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { Server } from "../../tests/e2e/support/server.js";
import { writePage } from "./page.js";
import { tables } from "./table.js";

const names = ["render", "open", "type", "load", "memory", "save", "core"];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: "string", default: "3" }, size: { type: "string" }, page: { type: "boolean" }, verbose: { type: "boolean" } },
});
const unknown = positionals.filter((name) => !names.includes(name));
const times = Number(values.times);
if (unknown.length > 0 || !(times >= 1)) {
  console.error(`\`bench\` takes rows, --times N, --size JSON, one size in place of a row's own, and --page, to write the page of the docs anew. There are: ${names.join(", ")}.`);
  process.exit(2);
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** Of several runs of one figure: the median of each of its parts, and how far apart the whole was. */
function summed(runs) {
  if (runs.length === 0) return undefined;
  const parts = Object.keys(runs[0]);
  const all = runs.map((run) => run.all);
  return { ...Object.fromEntries(parts.map((part) => [part, median(runs.map((run) => run[part]))])), from: Math.min(...all), to: Math.max(...all) };
}

function print(lines) {
  const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  for (const line of lines) console.log(`  ${line.map((it, at) => (at === 0 ? it.padEnd(widths[at]) : it.padStart(widths[at]))).join("  ")}`);
}

const server = new Server();
await server.start();
const rows = [];
for (const name of positionals.length > 0 ? positionals : names) {
  const row = await import(`./rows/${name}.js`);
  for (const size of values.size ? [JSON.parse(values.size)] : row.sizes) {
    console.log(`\n${name}: ${row.title} (${JSON.stringify(size)}, ${times} times, load ${loadavg()[0].toFixed(1)})`);
    const runs = [];
    for (let nth = 0; nth < times; nth += 1) runs.push(await row.run({ server, size, log: (line) => values.verbose && console.log(`    ${line}`) }));
    const tools = Object.keys(runs[0]);
    const figures = Object.keys(runs[0].ours);
    const results = Object.fromEntries(tools.map((tool) => [tool, Object.fromEntries(figures.map((figure) => [figure, summed(runs.map((it) => it[tool][figure]).filter(Boolean))]))]));
    const measured = { name, title: row.title, size, times, results };
    for (const table of tables(measured, row)) print(table);
    rows.push(measured);
  }
}
await server.stop();

const report = { date: new Date().toISOString().slice(0, 10), processor: `${cpus()[0].model}, ${cpus().length} cores`, rows };
const path = process.env.GLOSSATOR_BENCH_REPORT;
if (path) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\nAll of it is in ${path}.`);
}
if (values.page) {
  await writePage(report);
  console.log("The page of the docs is docs/speed.md.");
}
