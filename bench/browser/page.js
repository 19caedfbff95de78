// The page of the docs: what was measured last, as tables and one chart. The report it is drawn from lies beside it.
import { writeFileSync } from "node:fs";
import { shown, tables } from "./table.js";

const docs = new URL("../../docs/", import.meta.url);

/** What the chart shows: a group of bars a figure, of the row with the most annotations. */
const CHARTED = ["show all", "filter", "add one", "delete one", "change of width", "a frame of scrolling (95th of 100)"];

/** The tools in the order of their bars, as a reader knows them. */
const TOOLS = { ours: "Glossator", plain: "a plain script", recogito: "Recogito text-annotator" };

export async function writePage(report) {
  writeFileSync(new URL("speed.json", docs), `${JSON.stringify(report, null, 2)}\n`);
  const charted = report.rows.filter(({ name }) => name === "render").at(-1);
  if (charted) writeFileSync(new URL("speed.svg", docs), chart(charted));
  writeFileSync(new URL("speed.md", docs), await markdown(report, charted));
}

const described = ({ paragraphs, count }) =>
  [count && `${count.toLocaleString("en")} annotations`, paragraphs && `${paragraphs.toLocaleString("en")} paragraphs`].filter(Boolean).join(" on ");

const line = (cells) => `| ${cells.map((it) => it.replaceAll("|", "\\|")).join(" | ")} |`;

async function markdown({ date, processor, rows }, charted) {
  const parts = [
    "# How fast it is",
    `Written by \`cargo xtask bench --page\` on ${date}, with ${processor}, in headless Chromium. Beside the built page are a plain script that builds \`<mark>\` elements and nothing else, the least that a page could do, and [Recogito’s text annotator](https://github.com/recogito/text-annotator-js) as it comes from npm. Of ours, the figures are medians of ${rows[0]?.times ?? 0} runs, each with a browser of its own, with the least and the most; of the others, medians. Read the ratios: they are from the same minutes on the same machine, and milliseconds are not the same on another. All of it is in [speed.json](speed.json).`,
    charted && `![${described(charted.size)}: milliseconds to the painted frame, on a scale of powers of ten](speed.svg)`,
  ];
  let last = null;
  for (const row of rows) {
    if (row.name !== last) parts.push(`## ${row.name[0].toUpperCase()}${row.name.slice(1)}`, `${row.title[0].toUpperCase()}${row.title.slice(1)}.`);
    last = row.name;
    const size = described(row.size);
    if (size) parts.push(`### ${size}`);
    for (const [head, ...lines] of tables(row, await import(`./rows/${row.name}.js`)))
      parts.push([line(head), line(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...lines.map(line)].join("\n"));
  }
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Bars on a logarithmic scale: from a millisecond to past the slowest. */
function chart({ size, results }) {
  const [left, width, bar, gap, top] = [250, 420, 14, 16, 64];
  const tools = Object.keys(TOOLS).filter((tool) => results[tool]);
  const figures = CHARTED.filter((figure) => results.ours[figure]);
  const most = Math.max(...tools.flatMap((tool) => figures.map((figure) => results[tool][figure]?.all ?? 1)));
  const powers = Math.ceil(Math.log10(most));
  const x = (milliseconds) => left + (Math.max(0, Math.log10(milliseconds)) / powers) * width;
  const group = tools.length * bar + gap;
  const height = top + figures.length * group + 8;
  const grid = Array.from({ length: powers + 1 }, (_, power) => {
    const at = x(10 ** power);
    return `<line x1="${at}" x2="${at}" y1="${top - 8}" y2="${height - 12}"/><text class="scale" x="${at}" y="${top - 14}">${(10 ** power).toLocaleString("en")} ms</text>`;
  });
  const bars = figures.flatMap((figure, nth) => {
    const y = top + nth * group;
    const of = tools.map((tool, at) => {
      const took = results[tool][figure]?.all;
      if (took === undefined) return "";
      const end = x(took);
      return `<rect class="${tool}" x="${left}" y="${y + at * bar}" width="${Math.max(1, end - left).toFixed(1)}" height="${bar - 3}"/><text class="value" x="${(end + 6).toFixed(1)}" y="${y + at * bar + bar - 5}">${shown(took)}</text>`;
    });
    return [`<text class="name" x="${left - 12}" y="${y + (tools.length * bar) / 2 + 3}">${escaped(figure)}</text>`, ...of];
  });
  const key = tools.map((tool, at) => `<rect class="${tool}" x="${at * 160 + 12}" y="12" width="12" height="12"/><text x="${at * 160 + 30}" y="22">${escaped(TOOLS[tool])}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + width + 70} ${height}" role="img" aria-label="${described(size)}: milliseconds to the painted frame">
<style>
  text { font: 12px system-ui, sans-serif; fill: #33302b } line { stroke: #8884 } .name { text-anchor: end } .scale { text-anchor: middle; font-size: 11px } .value { font-size: 11px }
  .ours { fill: #9a3b1f } .plain { fill: #8a8478 } .recogito { fill: #4a6fa5 }
  @media (prefers-color-scheme: dark) { text { fill: #e6e0d6 } .ours { fill: #e08a63 } .plain { fill: #a49d90 } .recogito { fill: #86a8dc } }
</style>
${[...key, ...grid, ...bars].filter(Boolean).join("\n")}
</svg>
`;
}
