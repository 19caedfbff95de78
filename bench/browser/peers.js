// What ours is compared with: Recogito's text annotator as it comes from npm, and a plain script that builds `<mark>`
// elements and nothing else, the least that a page could do.
import { build } from "esbuild";
import { once } from "node:events";
import { createServer } from "node:http";

/** A page of its own for a peer. */
async function page(source) {
  const bundled = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    outdir: "/",
    loader: { ".css": "css" },
  });
  const [script, style] = ["js", "css"].map((ending) => bundled.outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bench</title>
<style>${style}
body { margin: 0; font: 18px/1.6 Georgia, serif } article { max-width: 38em; margin: auto } mark { background: none; border-bottom: 2px solid #a50 }</style>
<article></article><script>${script.replaceAll("</script", "<\\/script")}</script></html>`;
}

/** Serves a peer as a page of its own, which only it is on. */
export async function withPeer({ html }, act) {
  const content = await html();
  const server = createServer((_, response) => response.setHeader("content-type", "text/html").end(content));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await act(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.close();
  }
}

/** Has a peer show an article with its annotations. */
export async function preparePeer(page, url, paragraphs, all) {
  await page.goto(url);
  await page.evaluate(
    ([paragraphs, all]) => {
      fill(paragraphs);
      subject.load(all);
    },
    [paragraphs, all],
  );
}

/** How long a peer takes to show annotations for the first time, on an article that is there. */
export async function showFirst(page, url, paragraphs, all) {
  await preparePeer(page, url, paragraphs, all);
  // How many there are once it stays as it is.
  const count = await page.evaluate(async () => {
    const now = subject.drawn ?? bench.marks;
    for (let [last, same] = [-1, 0]; same < 20; await bench.frame()) {
      same = now() > 0 && now() === last ? same + 1 : 0;
      last = now();
    }
    return now();
  });
  await page.goto(url);
  return page.evaluate(
    ([paragraphs, all, count]) => {
      fill(paragraphs);
      const now = subject.drawn ?? bench.marks;
      return bench.timed(() => subject.load(all), () => now() >= count);
    },
    [paragraphs, all, count],
  );
}

const common = `
  const article = document.querySelector("article");
  let all = [];
  const block = (nth) => article.children[nth];
  globalThis.fill = (paragraphs) => article.replaceChildren(...paragraphs.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  const first = (nth, length) => ({ id: "urn:x:added", paragraph: nth, from: 0, to: length, category: "claim" });
  let selected = null;
`;

export const plain = {
  name: "plain",
  html: () =>
    page(`${common}
      const texts = [];
      const byParagraph = (annotations) => {
        const groups = new Map();
        for (const it of annotations) groups.has(it.paragraph) ? groups.get(it.paragraph).push(it) : groups.set(it.paragraph, [it]);
        return groups;
      };
      const draw = (nth, of) => {
        const text = texts[nth];
        const cuts = [...new Set([0, text.length, ...of.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
        const nodes = [];
        for (let at = 1; at < cuts.length; at += 1) {
          const [from, to] = [cuts[at - 1], cuts[at]];
          const over = of.filter((it) => it.from <= from && it.to >= to);
          let node = document.createTextNode(text.slice(from, to));
          for (const { id, category } of over) {
            const mark = document.createElement("mark");
            mark.dataset.annotation = id;
            mark.className = category;
            mark.append(node);
            node = mark;
          }
          nodes.push(node);
        }
        block(nth).replaceChildren(...nodes);
      };
      const drawn = new Set();
      const show = (annotations) => {
        const groups = byParagraph(annotations);
        for (const nth of drawn) if (!groups.has(nth)) { draw(nth, []); drawn.delete(nth); }
        for (const [nth, of] of groups) { draw(nth, of); drawn.add(nth); }
      };
      globalThis.subject = {
        block,
        load(annotations) { all = annotations; texts.push(...[...article.children].map((it) => it.textContent)); show(all); },
        hideAll: () => show([]),
        showAll: () => show(all),
        only: (category) => show(all.filter((it) => it.category === category)),
        select: (nth, length) => { selected = first(nth, length); },
        add: () => { all = [...all, selected]; draw(selected.paragraph, all.filter((it) => it.paragraph === selected.paragraph)); },
        remove: () => { all = all.slice(0, -1); draw(selected.paragraph, all.filter((it) => it.paragraph === selected.paragraph)); },
      };
    `),
};

export const recogito = {
  name: "recogito",
  html: () =>
    page(`
      import { createTextAnnotator } from "@recogito/text-annotator";
      import "@recogito/text-annotator/text-annotator.css";
      ${common}
      let annotator;
      const starts = [];
      const theirs = ({ id, paragraph, from, to, category }) => ({
        id,
        bodies: [{ id: id + "-body", annotation: id, purpose: "classifying", value: category }],
        target: { annotation: id, selector: [{ quote: block(paragraph).textContent.slice(from, to), start: starts[paragraph] + from, end: starts[paragraph] + to }] },
      });
      const show = (annotations) => annotator.setAnnotations(annotations.map(theirs), true);
      globalThis.subject = {
        block,
        load(annotations) {
          all = annotations;
          let at = 0;
          for (const { textContent } of article.children) { starts.push(at); at += textContent.length; }
          annotator = createTextAnnotator(article, {});
          show(all);
        },
        drawn: () => document.querySelectorAll(".r6o-annotation").length,
        hideAll: () => show([]),
        showAll: () => show(all),
        only: (category) => annotator.setFilter((it) => it.bodies[0].value === category),
        every: () => annotator.setFilter(undefined),
        select: (nth, length) => { selected = first(nth, length); },
        add: () => annotator.addAnnotation(theirs(selected)),
        remove: () => annotator.removeAnnotation(selected.id),
      };
    `),
};
