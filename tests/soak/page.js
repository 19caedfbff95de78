// What the rows do on the page, and see of it. Edits go the ways that people have, keys on selected words and on cards;
// the page's own listeners hear them, and what they come to is awaited on the screen.
import { addArticle, open } from "../e2e/support/reader.js";

/** Loaded with every page: it edits, sees what is shown, and knows how far the tab is. */
export function watcher() {
  if (globalThis.soak) return;
  const state = () => document.querySelector("[aria-label='Save state']")?.textContent ?? "";
  const cards = () => [...document.querySelectorAll("[data-card]")];
  const card = (id) => document.querySelector(`[data-card="${CSS.escape(id)}"]`);
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const is = (card) => [".card header b", ".words", ".note"].map((it) => plain(card.querySelector(it)?.textContent ?? "")).join(" | ");
  const key = (type, key, more = {}) => {
    const on = document.activeElement ?? document.body;
    on.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true, ...more }));
  };
  /** Milliseconds after which an edit that is not seen counts as one that the page did not take. */
  const PATIENCE = 10_000;
  const drawn = (look, patience = PATIENCE) =>
    new Promise((resolve) => {
      const done = (seen) => {
        observer.disconnect();
        clearTimeout(timer);
        resolve(seen);
      };
      const observer = new MutationObserver(() => {
        const seen = look();
        if (seen) done(seen);
      });
      const timer = setTimeout(done, patience, null);
      observer.observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true });
      const seen = look();
      if (seen) done(seen);
    });
  const made = (edit) => {
    globalThis.soak.made += 1;
    return { ...edit, number: globalThis.soak.made };
  };
  const select = (start, end) => {
    const article = document.querySelector("main article");
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (start >= at && start < at + node.length) range.setStart(node, start - at);
      if (end > at && end <= at + node.length) {
        range.setEnd(node, end - at);
        break;
      }
      at += node.length;
    }
    article.focus({ preventScroll: true });
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return plain(selection.toString());
  };

  const edits = {
    create({ at, length, category }) {
      const text = document.querySelector("main article").textContent.length;
      const start = Math.floor(at * (text - 60));
      const words = select(start, start + 4 + Math.floor(length * 50));
      const known = new Set(cards().map((it) => it.dataset.card));
      // Shift released is when a selection by keys is complete.
      key("keyup", "Shift");
      key("keydown", String(1 + Math.floor(category * 3)));
      return drawn(() => {
        const mine = cards().find((it) => !known.has(it.dataset.card) && plain(it.querySelector(".words").textContent) === words);
        return mine && made({ kind: "create", id: mine.dataset.card, is: is(mine) });
      });
    },
    async note({ which, note }) {
      const id = chosen(which);
      if (!id) return null;
      key("keydown", "n");
      const field = await drawn(() => card(id)?.querySelector("textarea"));
      if (!field) return null;
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(field, note);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      field.focus({ preventScroll: true });
      key("keydown", "Enter", { ctrlKey: true });
      return drawn(() => {
        const it = card(id);
        if (!it) return { kind: "none" };
        return !it.querySelector("textarea") && it.querySelector(".note")?.textContent.includes(note) && made({ kind: "note", id, is: is(it) });
      });
    },
    async recategorise({ which, category }) {
      const id = chosen(which);
      if (!id) return null;
      const before = is(card(id));
      const wanted = Math.floor(category * 3);
      if (before.startsWith(["Claim", "Quote", "Opinion"][wanted])) return null;
      key("keydown", String(1 + wanted));
      return drawn(() => (card(id) ? is(card(id)) !== before && made({ kind: "recategorise", id, is: is(card(id)) }) : { kind: "none" }));
    },
    async remove({ which }) {
      const id = chosen(which);
      if (!id) return null;
      soak.asked.push(id);
      key("keydown", "Delete");
      return drawn(() => !card(id) && made({ kind: "remove", id, is: null }));
    },
  };
  /** Puts a card in focus. */
  const chosen = (which) => {
    const all = cards();
    const it = all[Math.floor(which * all.length)];
    it?.querySelector("[role=comment]").focus({ preventScroll: true });
    return it?.dataset.card;
  };

  globalThis.soak = {
    /** How many edits of this tab were seen on the screen, and how many of these were then said to be saved. */
    made: 0,
    saved: 0,
    isSaved: () => /^Saved/.test(state()),
    /** Which annotations were to be deleted, whether that was seen in time or not. */
    asked: [],
    /** Which annotations are in the text, and as what: quickly said. */
    marked: () => [...new Set([...document.querySelectorAll("main mark[data-annotation]")].map((it) => `${it.dataset.annotation} ${it.className.replace(/\blit\b/, "").trim()}`))].sort().join("\n"),
    /** By id, what each annotation is: `category | words | note`. Of very many, only paper has all cards. */
    shown: async () => {
      const all = () => Number(cards()[0]?.getAttribute("aria-setsize") ?? cards().length);
      for (let tries = 0; cards().length < all() && tries < 3; tries += 1) {
        dispatchEvent(new Event("beforeprint"));
        await drawn(() => cards().length >= all(), 3_000);
      }
      const shown = Object.fromEntries(cards().map((it) => [it.dataset.card, is(it)]));
      dispatchEvent(new Event("afterprint"));
      return shown;
    },
    /** Makes an edit; promises what it came to, or null where the page did not take it. */
    edit: async (edit) => {
      const it = await edits[edit.kind](edit);
      return it?.number ? it : null;
    },
    drawn,
  };
  // What is drawn with an edit says that it is not stored yet. So what is said to be saved later covers it.
  const attend = () =>
    new MutationObserver(() => {
      if (!soak.isSaved() || soak.made === soak.saved) return;
      soak.saved = soak.made;
      globalThis.acknowledged?.(soak.saved);
    }).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
  if (document.documentElement) attend();
  else addEventListener("DOMContentLoaded", attend);
}

/** An article of that many paragraphs, in which no two sentences have the same words. */
export function prose(random, paragraphs) {
  const words = "river bridge council budget harbour winter school market letter garden engine doctor window evening".split(" ");
  const sentence = (number) => {
    const some = Array.from({ length: 7 + random.below(6) }, () => random.pick(words));
    return `Number ${number} ${some.join(" ")}.`;
  };
  const paragraph = (_, at) => Array.from({ length: 3 }, (_, nth) => sentence(at * 3 + nth)).join(" ");
  return Array.from({ length: paragraphs }, paragraph).join("\n\n");
}

/** Opens the page, with an article of its own. */
export async function openProse(page, url, random, paragraphs = 12) {
  await open(page, url);
  await addArticle(page, prose(random, paragraphs));
}

/** Waits until storage holds everything, however busy the machine is. */
export const allSaved = (page, timeout = 60_000) => page.waitForFunction(() => soak.isSaved(), null, { timeout, polling: 20 });

/** What the page shows, as `{ id: "category | words | note" }`. */
export const shown = (page) => page.evaluate(() => soak.shown());

/** Which annotations are in the text, and as what: the same text where they are the same. */
export const marked = (page) => page.evaluate(() => soak.marked());

/** A random edit: what share of them deletes grows with how much there is. */
export function anEdit(random, { there = 0, most = 60, serial = 0 } = {}) {
  const turn = random.next();
  const [at, length, category, which] = Array.from({ length: 4 }, () => random.next());
  const kind = there < 3 || turn < 0.5 ? "create" : turn < 0.75 ? "note" : turn < 0.85 ? "recategorise" : "remove";
  const crowded = there > most && kind === "create" ? "remove" : kind;
  return { kind: crowded, at, length, category, which, note: `Note ${serial} of ${random.below(1_000_000)}` };
}

/** Makes an edit on the page. */
export const edit = (page, it) => page.evaluate((it) => soak.edit(it), it);
