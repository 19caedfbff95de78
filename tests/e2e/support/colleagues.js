// What colleagues send: files on one article, by four people.
import { createHash } from "node:crypto";
import { article } from "./reader.js";

export const text =
  "The bridge at Lyng opened on Monday, after eleven years of work.\n" +
  "It cost 410 million crowns, twice what was planned.\n" +
  "It is the finest bridge in the land.\n";
/** The same as it is typed: a blank line between paragraphs. */
export const typed = text.replaceAll("\n", "\n\n");
export const hash = `ni:///sha-256;${createHash("sha256").update(text).digest("base64url")}`;
export const uuid = (number) => `urn:uuid:5e2d7a10-9c41-4b7e-8f02-${String(number).padStart(12, "0")}`;
export const title = "Lyng";

/** An annotation: a number for its id, whose it is, as what it marks which words, and a note. */
export function annotation(number, [who, name], category, words, note = "", more = {}) {
  const start = text.indexOf(words);
  const body = (purpose, value) => ({ type: "TextualBody", purpose, value });
  return {
    id: uuid(number),
    type: "Annotation",
    motivation: "classifying",
    created: "2026-05-05T08:00:00Z",
    modified: "2026-05-05T08:00:00Z",
    creator: { id: uuid(who), type: "Person", name },
    body: [body("classifying", category), ...(note ? [body("commenting", note)] : [])],
    target: {
      type: "SpecificResource",
      source: hash,
      selector: [
        { type: "TextQuoteSelector", exact: words, prefix: text.slice(0, start).slice(-32), suffix: "" },
        { type: "TextPositionSelector", start, end: start + words.length },
      ],
    },
    ...more,
  };
}

/** A file on the article, or on another text of the same title. */
export const file = (name, items, body = text) => ({
  name: `${name}.glossator.json`,
  content: JSON.stringify({
    "@context": ["http://www.w3.org/ns/anno.jsonld", { gl: "urn:x-glossator:" }],
    id: uuid(name.length),
    type: "AnnotationCollection",
    created: "2026-05-04T08:00:00Z",
    "gl:formatVersion": 1,
    "schema:about": { type: "schema:Article", "schema:headline": title, "schema:articleBody": body },
    total: items.length,
    first: { id: uuid(99), type: "AnnotationPage", items },
  }),
});

export const [ada, ben, cleo, dan] = [[901, "Ada"], [902, "Ben"], [903, "Cleo"], [904, "Dan"]];
export const four = [
  file("ada", [annotation(1, ada, "claim", "cost 410 million crowns", "Says who?"), annotation(2, ada, "quote", "eleven years")]),
  file("ben", [annotation(3, ben, "claim", "cost 410 million crowns")]),
  file("cleo", [annotation(4, cleo, "opinion", "the finest bridge in the land")]),
  // Dan sends a mark twice under two ids, and one of Ada's that he was sent.
  file("dan", [
    annotation(5, dan, "opinion", "the finest bridge"),
    annotation(6, dan, "opinion", "the finest bridge"),
    annotation(2, ada, "quote", "eleven years"),
  ]),
];

/** Files dropped onto the page. */
export const drop = (page, ...files) =>
  article(page).evaluate((article, files) => {
    const dataTransfer = new DataTransfer();
    for (const { name, content } of files) dataTransfer.items.add(new File([content], name, { type: "application/json" }));
    for (const type of ["dragenter", "dragover", "drop"]) {
      article.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    }
  }, files);
