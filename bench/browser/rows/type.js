// What hands feel: a selection released and its mark, a key in a note.
import { annotations, article } from "../material.js";
import * as ours from "../ours.js";
import { plain, preparePeer, withPeer } from "../peers.js";
import { withPage } from "../browser.js";

export const title = "hands on the keys, in milliseconds to the painted frame, the 95th of 100";

export const sizes = [
  { paragraphs: 100, count: 50, times: 20 },
  { paragraphs: 5_000, count: 1_000, times: 20 },
  { paragraphs: 5_000, count: 10_000, times: 20 },
];

/** In the page: marks the first words of so many paragraphs, one after the other. */
async function marking({ from, times }) {
  const took = [];
  for (let nth = 0; nth < times; nth += 1) {
    subject.block(from + nth).scrollIntoView({ block: "center" });
    await bench.frame();
    subject.select(from + nth, 8);
    await bench.frame();
    const before = bench.marks();
    took.push((await bench.timed(() => subject.add(), () => bench.marks() > before)).all);
  }
  return took;
}

/** In the page: types a note on the card in focus. */
async function typing({ times }) {
  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "n", bubbles: true, cancelable: true }));
  let field = null;
  while (!(field = document.querySelector("[data-card] textarea"))) await bench.frame();
  const took = [];
  for (let nth = 0; nth < times; nth += 1) {
    await bench.frame();
    const begun = performance.now();
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(field, `${field.value}${nth % 10}`);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    // What it computes itself; when the frame comes is the display's business.
    const own = performance.now() - begun;
    await bench.frame();
    took.push(own);
  }
  return took;
}

const late = (numbers) => numbers.toSorted((one, other) => one - other)[Math.min(numbers.length - 1, Math.floor(numbers.length * 0.95))];
const figure = (numbers) => ({ all: late(numbers), first: late(numbers), longest: Math.max(...numbers) });

export async function run({ server, size: { paragraphs: length, count, times } }) {
  const paragraphs = article(length);
  const all = annotations(paragraphs, count);
  const from = Math.floor(length / 2);
  const results = {};
  results.ours = await withPage(async (page) => {
    await ours.prepare(page, server, paragraphs, all);
    return {
      "a mark": figure(await page.evaluate(marking, { from, times })),
      "a key in a note, computed": figure(await page.evaluate(typing, { times: times * 2 })),
    };
  });
  results.plain = await withPeer(plain, (url) =>
    withPage(async (page) => {
      await preparePeer(page, url, paragraphs, all);
      return { "a mark": figure(await page.evaluate(marking, { from, times })) };
    }),
  );
  return results;
}
