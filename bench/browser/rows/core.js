// The core alone, without a browser: how costs grow with the article and with the annotations on it (`cargo bench`).
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

export const title = "the core on this machine, in milliseconds";

export const sizes = [{}];

/** Folders in a folder. */
const within = (folder) => readdirSync(folder, { withFileTypes: true }).filter((it) => it.isDirectory()).map((it) => it.name);

export async function run() {
  const target = process.env.GLOSSATOR_TARGET;
  const kept = join(target, "criterion");
  // What has been renamed since is not measured.
  if (existsSync(kept)) rmSync(kept, { recursive: true });
  const bench = spawnSync("cargo", ["bench", "--quiet", "--package", "glossator-bench", "--bench", "core", "--", "--quiet"], {
    env: { ...process.env, CARGO_TARGET_DIR: target },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  // It tells of each step, which is of interest where one fails.
  if (bench.status !== 0) throw new Error(`\`cargo bench\` failed:\n${bench.stderr}`);
  const figures = [];
  for (const by of within(kept)) {
    for (const name of within(join(kept, by))) {
      for (const size of within(join(kept, by, name)).filter((it) => /^\d+$/.test(it))) {
        const { median } = JSON.parse(readFileSync(join(kept, by, name, size, "new/estimates.json"), "utf8"));
        const milliseconds = median.point_estimate / 1_000_000;
        figures.push({ key: `${name}: ${size} ${by}`, order: Number(size), figure: { all: milliseconds, first: milliseconds, longest: milliseconds } });
      }
    }
  }
  figures.sort((one, other) => one.order - other.order);
  return { ours: Object.fromEntries(figures.map(({ key, figure }) => [key, figure])) };
}

const short = (milliseconds) => (milliseconds >= 100 ? milliseconds.toFixed(0) : milliseconds >= 1 ? milliseconds.toFixed(1) : milliseconds.toPrecision(2));

/** A table for each thing that grows: a line for each thing that is done, a column a size. */
export function tables({ ours }) {
  const all = Object.entries(ours).map(([key, { all }]) => ({ ...key.match(/^(?<name>.*): (?<size>\d+) (?<by>\w+)$/).groups, all }));
  return [...new Set(all.map(({ by }) => by))].map((by) => {
    const of = all.filter((it) => it.by === by);
    const sizes = [...new Set(of.map(({ size }) => size))];
    const names = [...new Set(of.map(({ name }) => name))].toSorted();
    return [
      ["", ...sizes.map((size) => `${Number(size).toLocaleString("en")} ${by}`), `growth over ${sizes.at(-1) / sizes[0]}×`],
      ...names.map((name) => {
        const took = sizes.map((size) => of.find((it) => it.name === name && it.size === size).all);
        return [name, ...took.map(short), `${(took.at(-1) / took[0]).toFixed(1)}×`];
      }),
    ];
  });
}
