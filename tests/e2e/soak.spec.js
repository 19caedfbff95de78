// The rows of `cargo xtask soak`, each with a few repetitions: whether they still run, and whether anything is lost. Figures
// of time are that command's, on a machine of one's own.
import { names, row } from "../soak/rows.js";
import { Random } from "../soak/random.js";
import { expect, test } from "./support/fixtures.js";

test.skip(({ browserName }) => browserName !== "chromium", "The rows drive Chromium.");

for (const name of names) {
  test(`soak: ${name}`, async ({ server }) => {
    test.setTimeout(180_000);
    const { sizes, run } = await row(name);
    const figures = await run({ server, random: new Random(1), size: sizes.short, log: () => {} });
    const missed = figures.filter(({ ok, time }) => !ok && !time);
    expect(missed.map(({ figure, wanted, reached, details = [] }) => [figure, wanted, reached, ...details].join("\n"))).toEqual([]);
  });
}
