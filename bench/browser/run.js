// Measures the built page beside what it is compared with, and prints figures and ratios. `cargo xtask bench [ROW…]
// [--times N] [--size JSON]` starts it; what it prints is kept as JSON, too.
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { Server } from "../../tests/e2e/support/server.js";

const names = ["render", "open", "type", "load", "memory", "save"];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: "string", default: "3" }, size: { type: "string" }, verbose: { type: "boolean" } },
});
const unknown = positionals.filter((name) => !names.includes(name));
const times = Number(values.times);
if (unknown.length > 0 || !(times >= 1)) {
  console.error(`\`bench\` takes rows, --times N and --size JSON, one size in place of a row's own. There are: ${names.join(", ")}.`);
  process.exit(2);
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
const shown = (number) => (number === undefined ? "" : number >= 100 ? number.toFixed(0) : number.toFixed(1));

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
const report = [];
for (const name of positionals.length > 0 ? positionals : names) {
  const { title, sizes, run } = await import(`./rows/${name}.js`);
  for (const size of values.size ? [JSON.parse(values.size)] : sizes) {
    console.log(`\n${name}: ${title} (${JSON.stringify(size)}, ${times} times, load ${loadavg()[0].toFixed(1)})`);
    const runs = [];
    for (let nth = 0; nth < times; nth += 1) runs.push(await run({ server, size, log: (line) => values.verbose && console.log(`    ${line}`) }));
    const tools = Object.keys(runs[0]);
    const figures = Object.keys(runs[0].ours);
    const results = Object.fromEntries(tools.map((tool) => [tool, Object.fromEntries(figures.map((figure) => [figure, summed(runs.map((it) => it[tool][figure]).filter(Boolean))]))]));
    const peers = tools.filter((tool) => tool !== "ours");
    const ratio = (one, other) => (one === undefined || !other ? "" : `${(one / other).toFixed(2)}×`);
    print([
      ["", "ours", "(from – to)", "first screen", "longest task", ...peers, ...peers.map((peer) => `ours / ${peer}`)],
      ...figures.map((figure) => {
        const ours = results.ours[figure];
        const theirs = peers.map((peer) => results[peer][figure]?.all);
        return [figure, shown(ours.all), `${shown(ours.from)} – ${shown(ours.to)}`, shown(ours.first), shown(ours.longest), ...theirs.map(shown), ...theirs.map((it) => ratio(ours.all, it))];
      }),
    ]);
    report.push({ name, size, times, results });
  }
}
await server.stop();

const path = process.env.GLOSSATOR_BENCH_REPORT;
if (path) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\nAll of it is in ${path}.`);
}
