// What is written with the English names of things finds the German ones: a screen is reached by one description in
// each language. The names are looked up in the page's own messages.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const messages = (name) => readFileSync(fileURLToPath(new URL(`../../../src/app/messages/${name}`, import.meta.url)), "utf8");

/** What stands in English and has no holes, with each of its translations. */
const translations = (() => {
  const german = new Map([...messages("de.txt").matchAll(/^(\w+) = (.*)$/gm)].map(([, name, words]) => [name, words]));
  const found = new Map();
  for (const [, name, words] of messages("english.rs").matchAll(/^ {4}(\w+) = "([^"{]*)";$/gm)) {
    if (german.has(name)) found.set(words, [...(found.get(words) ?? []), german.get(name)]);
  }
  return found;
})();

const escaped = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The German names of what is called so in English: where one English word has several, any of them. */
function inGerman(name, exact) {
  const all = translations.get(name);
  if (!all) throw new Error(`“${name}” is no whole message of english.rs.`);
  const either = [...new Set(all)].map(escaped).join("|");
  return exact ? new RegExp(`^(?:${either})$`) : new RegExp(either, "i");
}

const german = new WeakSet();

/** From now on, elements of this page that are asked for by an English name are found by their German one. */
export function speakGerman(page) {
  german.add(page);
  patch(Object.getPrototypeOf(page), (it) => it);
  patch(Object.getPrototypeOf(page.locator("body")), (it) => it.page());
}

const patched = new WeakSet();

function patch(prototype, pageOf) {
  if (patched.has(prototype)) return;
  patched.add(prototype);
  const { getByRole } = prototype;
  prototype.getByRole = function (role, options = {}) {
    const translate = typeof options.name === "string" && german.has(pageOf(this));
    return getByRole.call(this, role, translate ? { ...options, name: inGerman(options.name, options.exact), exact: undefined } : options);
  };
}
