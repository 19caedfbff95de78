// What WCAG 2.2 AA asks of a screen and a machine can see. Each check gives what is wrong, as sentences; none is good.
import { createRequire } from "node:module";

// As the wrapper brings it. Told once a page, it is several times as fast as through the wrapper.
const { source } = createRequire(import.meta.resolve("@axe-core/playwright"))("axe-core");

/** Rules that look at colours: the ones that come out differently in another scheme. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** Violations of any rule that axe knows, best practices included; or of the rules on colours alone. */
export async function axe(page, coloursAlone = false) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
  return page.evaluate(async (rules) => {
    // Where colours are forced, axe is told those of words before they are: what is light on dark looks invisible to it.
    const forced = matchMedia("(forced-colors: active)").matches;
    const context = { include: [["html"]], exclude: forced ? [[".main"], [".notice-main"], [".toast"]] : [] };
    const runOnly = rules && { type: "rule", values: rules };
    const { violations } = await globalThis.axe.run(context, { resultTypes: ["violations"], ...(runOnly && { runOnly }) });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(" ")}: ${failureSummary}`),
    );
  }, coloursAlone ? OF_COLOURS : null);
}

/**
 * 2.5.8: targets under 24 by 24 pixels. A label is a part of its control's target. Words in a line of text are excepted,
 * and what is so far from every other target that a circle of 24 pixels around its middle touches none. The
 * strip is not looked at: the window's own scroll bar does the same.
 */
export const smallTargets = (page) =>
  page.evaluate(() => {
    const LEAST = 24;
    const selector = "a[href], button, input, select, textarea, summary, [role=button], [role=slider], [tabindex='0'], .handle";
    const top = document.querySelector("dialog[open]") ?? document;
    const visible = (it) => it.checkVisibility({ visibilityProperty: true }) && it.getBoundingClientRect().width > 1;
    const box = (it) => {
      const boxes = [it, ...(it.labels ?? [])].map((it) => it.getBoundingClientRect());
      const [left, right] = [Math.min(...boxes.map((it) => it.left)), Math.max(...boxes.map((it) => it.right))];
      const [upper, lower] = [Math.min(...boxes.map((it) => it.top)), Math.max(...boxes.map((it) => it.bottom))];
      return { left, right, upper, lower, width: right - left, height: lower - upper };
    };
    const targets = [...top.querySelectorAll(selector)].filter(visible).map((it) => ({ it, ...box(it) }));
    const small = (target) => Math.round(target.width * 2) < LEAST * 2 || Math.round(target.height * 2) < LEAST * 2;
    /** In a sentence: its line of text has other words too. */
    const inline = ({ it }) => {
      if (getComputedStyle(it).display !== "inline") return false;
      const words = it.closest("p, li, dd, td, th")?.textContent.trim() ?? "";
      return words.length > it.textContent.trim().length;
    };
    const middle = ({ left, right, upper, lower }) => [(left + right) / 2, (upper + lower) / 2];
    const apart = (one, other) => {
      const [x, y] = middle(one);
      if (small(other)) {
        const [otherX, otherY] = middle(other);
        return Math.hypot(x - otherX, y - otherY) >= LEAST;
      }
      const [near, close] = [Math.max(other.left, Math.min(x, other.right)), Math.max(other.upper, Math.min(y, other.lower))];
      return Math.hypot(x - near, y - close) >= LEAST / 2;
    };
    const inside = (one, other) => one.it.contains(other.it) || other.it.contains(one.it);
    return targets
      .filter((it) => small(it) && !inline(it))
      .filter((one) => targets.some((other) => other !== one && !inside(one, other) && !apart(one, other)))
      .map(({ it, width, height }) => {
        const name = it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent;
        return `${it.localName}${it.className ? `.${it.className}` : ""} “${name.trim().slice(0, 40)}” is ${width.toFixed(1)} by ${height.toFixed(1)} pixels`;
      });
  });

/** Words that are shortened on purpose, with where they stand in full. */
const SHORTENED = {
  ".tools .title": "the article’s own heading",
  ".card .words": "the article",
  ".card .by": "the layers and the export",
  ".stack-menu span": "the article",
};

/** 1.4.10 and 1.4.12: what is wider than the window, sticks out of it, or is cut off. */
export const cutOff = (page) =>
  page.evaluate((shortened) => {
    const problems = [];
    const name = (it) => `${it.localName}${typeof it.className === "string" && it.className ? `.${it.className}` : ""} “${it.textContent.trim().slice(0, 40)}”`;
    const style = (it) => getComputedStyle(it);
    const wide = (it) => it.scrollWidth - it.clientWidth;
    if (wide(document.scrollingElement) > 0) problems.push(`the page is ${wide(document.scrollingElement)} pixels wider than the window`);
    const top = document.querySelector("dialog[open]") ?? document.body;
    if (wide(top) > 0 && top !== document.body) problems.push(`the dialog is ${wide(top)} pixels wider than its room`);
    const shown = [...top.querySelectorAll("*")].filter(
      (it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest(`.spoken, .where, svg, i, option, .caret, .handle, ${shortened.join(", ")}`),
    );
    for (const it of shown) {
      const { left, right, width } = it.getBoundingClientRect();
      if (width > 1 && (right > innerWidth + 1 || left < -1)) problems.push(`${name(it)} sticks out of the window by ${Math.max(right - innerWidth, -left).toFixed(0)}`);
      const { overflowX, overflowY } = style(it);
      // Lines of a program are not broken: they scroll, as the exception has it. What is typed scrolls in its field.
      if (!it.matches("pre, textarea, input, select") && overflowX !== "visible" && wide(it) > 1) {
        problems.push(`${name(it)} is cut off or scrolls sideways by ${wide(it)}`);
      }
      if (["hidden", "clip"].includes(overflowY) && it.scrollHeight > it.clientHeight + 1) problems.push(`${name(it)} is cut off at its foot`);
      // Words that run out of their button.
      if (it.matches("button")) {
        const outer = it.getBoundingClientRect();
        const walker = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          if (node.parentElement.closest(`.spoken, .where, ${shortened.join(", ")}`)) continue;
          const words = document.createRange();
          words.selectNodeContents(node);
          const inner = words.getBoundingClientRect();
          if (inner.width > 1 && (inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - 2 || inner.bottom > outer.bottom + 2)) {
            problems.push(`the words of ${name(it)} run out of it`);
          }
        }
      }
    }
    return [...new Set(problems)].slice(0, 8);
  }, Object.keys(SHORTENED));

/** 1.4.12: as much space as a person may ask for; gives what takes it back. By the CSSOM, as the policy lets no style in. */
export async function spaced(page, act) {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-bottom: 2em !important; }`);
    // The page wears sheets of its own this way.
    globalThis.spacing = sheet;
    document.adoptedStyleSheets.push(sheet);
  });
  try {
    return await act();
  } finally {
    await page.evaluate(() => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((it) => it !== globalThis.spacing);
    });
  }
}

/** 2.4.11 and 2.4.7: what Tab leads to and is covered, or has no sign of having the focus. */
export async function hiddenFocus(page, presses = 60) {
  const problems = new Set();
  let first = null;
  for (let press = 0; press < presses; press += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(async () => {
      const it = document.activeElement;
      // What makes way for the focus does so in the next frame.
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      if (!it || it === document.body || it === document.documentElement) return null;
      globalThis.visited ??= new Map();
      const again = globalThis.visited.has(it);
      if (!again) globalThis.visited.set(it, globalThis.visited.size);
      const { left, top, right, bottom } = it.getBoundingClientRect();
      const [l, t, r, b] = [Math.max(left, 0), Math.max(top, 0), Math.min(right, innerWidth), Math.min(bottom, innerHeight)];
      const name = `${it.localName}${it.className ? `.${it.className}` : ""} “${(it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent).trim().slice(0, 40)}”`;
      const points = [];
      // The middles of a grid: an edge is a neighbour's too.
      for (const x of [0.1, 0.5, 0.9]) for (const y of [0.1, 0.3, 0.5, 0.7, 0.9]) points.push([l + (r - l) * x, t + (b - t) * y]);
      const seen = r > l && b > t && points.some(([x, y]) => {
        const on = document.elementFromPoint(x, y);
        return on && (it.contains(on) || on.contains(it) && on.localName === "label");
      });
      const { outlineStyle, outlineWidth } = getComputedStyle(it);
      // Safari and Chromium draw the focus of a part of a date or a file's button by themselves.
      const sign = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || it.matches("input[type=file]");
      return { name, again, seen, sign };
    });
    if (at === null) continue;
    if (first !== null && at.again) break;
    first ??= at.name;
    if (!at.seen) problems.add(`${at.name} has the focus and is covered`);
    if (!at.sign) problems.add(`${at.name} has the focus and does not show it`);
  }
  await page.evaluate(() => delete globalThis.visited);
  return [...problems];
}
