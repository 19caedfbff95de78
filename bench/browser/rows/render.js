// Showing annotations: all at once, one more, one less, another width, some of them, and scrolling over them.
import { annotations, article } from "../material.js";
import * as ours from "../ours.js";
import { plain, preparePeer, recogito, showFirst, withPeer } from "../peers.js";
import { withPage } from "../browser.js";

export const title = "annotations on the screen, in milliseconds to the painted frame";

export const sizes = [
  { paragraphs: 100, count: 50 },
  { paragraphs: 5_000, count: 1_000 },
  { paragraphs: 5_000, count: 10_000 },
];

/** What is done, and how it is known to be done. All of it in the page. */
async function measure({ parts, added, first }) {
  const drawn = subject.drawn ?? bench.marks;
  const count = async (act) => {
    await act();
    // It is all there once it stays as it is.
    for (let [last, same] = [-1, 0]; same < 8; await bench.frame()) {
      same = drawn() === last ? same + 1 : 0;
      last = drawn();
    }
    return drawn();
  };
  const marksOf = (nth) => subject.block(nth)?.querySelectorAll("mark").length ?? 0;
  // Recogito draws what is in sight, so that its first screen is all of it.
  const onScreen = (all) => () => (subject.drawn ? drawn() >= all : marksOf(first.paragraph) === first.marks);
  const [most, some] = [await count(() => (subject.every ?? (() => {}))()), await count(() => subject.only("claim"))];
  const reset = async () => {
    await count(() => (subject.every ?? subject.unfilter ?? subject.showAll)("claim"));
  };
  await reset();
  const figures = {};
  if (parts.includes("show")) {
    await count(() => subject.hideAll());
    figures["show all"] = await bench.timed(() => subject.showAll(), () => drawn() === most, onScreen(most));
  }
  if (parts.includes("filter")) {
    await count(() => {});
    figures.filter = await bench.timed(() => subject.only("claim"), () => drawn() === some);
    await reset();
  }
  for (const [name, paragraph] of parts.includes("add") ? [["add one", added]] : []) {
    subject.block(paragraph).scrollIntoView({ block: "center" });
    await count(() => {});
    const before = drawn();
    subject.select(paragraph, 8);
    await bench.frame();
    figures[name] = await bench.timed(() => subject.add(), () => drawn() > before);
    await count(() => {});
    const after = drawn();
    figures["delete one"] = await bench.timed(() => subject.remove(), () => drawn() < after);
  }
  return figures;
}

/** Frames while the page is scrolled by so many pixels each: the 95th of a hundred, in milliseconds. */
async function scroll(pixels) {
  const times = [];
  scrollTo(0, 0);
  await bench.frame();
  for (let last = await bench.frame(), nth = 0; nth < 120; nth += 1) {
    scrollBy(0, pixels);
    const now = await bench.frame();
    times.push(now - last);
    last = now;
  }
  times.sort((one, other) => one - other);
  return { all: times[Math.floor(times.length * 0.95)], first: times[Math.floor(times.length / 2)], longest: times.at(-1) };
}

/** Milliseconds from the window's new size until frames come as they do at rest. */
async function settled() {
  const begun = await new Promise((resolve) => addEventListener("resize", () => resolve(performance.now()), { once: true }));
  let ended = await bench.frame();
  for (let [last, quick] = [ended, 0]; quick < 4; ) {
    const now = await bench.frame();
    quick = now - last < 30 ? quick + 1 : 0;
    if (quick === 0) ended = now;
    last = now;
  }
  return { all: ended - begun, first: ended - begun, longest: ended - begun };
}

async function measured(page, all) {
  const [middle] = all.slice(Math.floor(all.length / 2));
  const first = { paragraph: all[0].paragraph, marks: all.filter(({ paragraph }) => paragraph === all[0].paragraph).length };
  const figures = await page.evaluate(measure, { parts: ["show", "filter", "add"], added: middle.paragraph + 1, first });
  const width = page.evaluate(settled);
  await page.setViewportSize({ width: 1100, height: 900 });
  figures["change of width"] = await width;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.waitForTimeout(500);
  // Most of a screen each, as when the bar is dragged.
  figures["a frame of scrolling (95th of 100)"] = await page.evaluate(scroll, 540);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  // A wheel that is turned fast.
  figures["of a wheel, processor slowed four times"] = await page.evaluate(scroll, 100);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  return figures;
}

export async function run({ server, size: { paragraphs: length, count }, log }) {
  const paragraphs = article(length);
  const all = annotations(paragraphs, count);
  const results = {};
  results.ours = await withPage(async (page) => {
    await ours.prepare(page, server, paragraphs, all);
    return measured(page, all);
  });
  log(`ours: ${JSON.stringify(results.ours)}`);
  for (const peer of [plain, recogito]) {
    results[peer.name] = await withPeer(peer, async (url) => {
      // As whoever opens it sees it: what a peer has worked out once it may show again in no time.
      const first = await withPage((page) => showFirst(page, url, paragraphs, all));
      const figures = await withPage(async (page) => {
        await preparePeer(page, url, paragraphs, all);
        return measured(page, all);
      });
      return { ...figures, "show all": first };
    });
    log(`${peer.name}: ${JSON.stringify(results[peer.name])}`);
  }
  return results;
}
