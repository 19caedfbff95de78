// What is shown: an article of about one megabyte in 5,000 paragraphs, and annotations spread over it. The same for every
// tool, and in every run.

/** Knuth's MMIX generator; its upper bits are the good ones. */
function lots(seed) {
  let state = BigInt(seed);
  return (below) => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number((state >> 33n) % BigInt(below));
  };
}

const WORDS =
  "river bridge council budget harbour winter school market letter garden engine doctor window evening citizen report harvest station village captain summer picture morning account company minister weather history journey machine".split(" ");

/** Paragraphs of about 200 characters. */
export function article(paragraphs) {
  const lot = lots(1);
  return Array.from({ length: paragraphs }, (_, nth) => {
    let text = `Number ${nth}`;
    while (text.length < 196) text += ` ${WORDS[lot(WORDS.length)]}`;
    return `${text}.`;
  });
}

const uuid = (number) => `urn:uuid:5e2d7a10-9c41-4b7e-8f02-${String(number).padStart(12, "0")}`;

/** Annotations of some words each: in which paragraph, from which character to which, and of which category. */
export function annotations(paragraphs, count) {
  const lot = lots(2);
  return Array.from({ length: count }, (_, nth) => {
    const paragraph = Math.floor((nth * paragraphs.length) / count);
    const text = paragraphs[paragraph];
    const from = text.lastIndexOf(" ", 10 + lot(120)) + 1;
    const to = text.indexOf(" ", Math.min(from + 15 + lot(40), text.length - 12));
    return { id: uuid(nth), paragraph, from, to, category: ["claim", "quote", "opinion"][lot(3)] };
  });
}

/** All of it as our file. `hash` is that of the text, as our files name it. */
export function file(paragraphs, all, hash) {
  const text = `${paragraphs.join("\n")}\n`;
  const starts = [];
  let at = 0;
  for (const paragraph of paragraphs) {
    starts.push(at);
    at += paragraph.length + 1;
  }
  const date = "2026-05-05T08:00:00Z";
  const items = all.map(({ id, paragraph, from, to, category }, nth) => {
    const [start, end] = [starts[paragraph] + from, starts[paragraph] + to];
    return {
      id,
      type: "Annotation",
      motivation: "classifying",
      created: date,
      modified: date,
      creator: { id: uuid(999_901), type: "Person", name: "Ada" },
      body: [
        { type: "TextualBody", purpose: "classifying", value: category },
        ...(nth % 3 === 0 ? [{ type: "TextualBody", purpose: "commenting", value: `Note ${nth} on it.` }] : []),
      ],
      target: {
        type: "SpecificResource",
        source: hash,
        selector: [
          { type: "TextQuoteSelector", exact: text.slice(start, end), prefix: text.slice(Math.max(0, start - 32), start), suffix: text.slice(end, end + 32) },
          { type: "TextPositionSelector", start, end },
        ],
      },
    };
  });
  return JSON.stringify({
    "@context": ["http://www.w3.org/ns/anno.jsonld", { gl: "urn:x-glossator:" }],
    id: uuid(999_902),
    type: "AnnotationCollection",
    created: date,
    "gl:formatVersion": 1,
    "schema:about": { type: "schema:Article", "schema:headline": "Measured", "schema:articleBody": text },
    total: items.length,
    ...(items.length > 0 && { first: { id: uuid(999_903), type: "AnnotationPage", items } }),
  });
}
