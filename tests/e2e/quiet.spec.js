// Nothing leaves the device: over a whole session no request goes anywhere else, and the policy has nothing to refuse.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "./support/fixtures.js";
import { addArticle, article, dialog, exported, expectMarks, mark, open, saved, tool, write } from "./support/reader.js";

const bridge = fileURLToPath(new URL("../fixtures/e2e/lyng-bridge.glossator.json", import.meta.url));

/** Everything that a browser is asked for, and every refusal of the policy, from now on. */
function listen(page) {
  const heard = { requests: [], refusals: [] };
  page.context().on("request", (request) => heard.requests.push(request.url()));
  page.context().on("console", (message) => {
    // The support tells the console of each violation.
    if (/^policy: |Content Security Policy|Content-Security-Policy/.test(message.text())) heard.refusals.push(message.text());
  });
  return heard;
}

const elsewhere = (requests, origin) =>
  requests.filter((url) => !["blob:", "data:", "about:"].includes(new URL(url).protocol) && new URL(url).origin !== origin);

test("a whole session asks nobody else for anything", async ({ page, server, downloads }) => {
  const heard = listen(page);
  const { origin } = new URL(server.url);
  await open(page);
  const id = await mark(page, "ten members");
  await write(page, id, "See https://elsewhere.invalid/note.png and ![image](https://elsewhere.invalid/a.png).", "a tag");
  await exported(page, downloads);

  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), tool(page, "Open file").click()]);
  await chooser.setFiles(bridge);
  await dialog(page, "Open file").getByRole("button", { name: "Keep apart" }).click();
  await expect(article(page)).toContainText("The bridge at Lyng opened");
  await page.reload();
  await expect(article(page)).toContainText("The bridge at Lyng opened");

  await addArticle(
    page,
    [
      "# Pictures and links",
      "An ![image](https://elsewhere.invalid/a.png), a [link](https://elsewhere.invalid/), an address https://elsewhere.invalid/b.",
      '<img src="https://elsewhere.invalid/c.png" srcset="https://elsewhere.invalid/d.png 2x">',
      '<link rel="stylesheet" href="https://elsewhere.invalid/e.css"><style>@import "https://elsewhere.invalid/f.css"</style>',
      '<iframe src="https://elsewhere.invalid/g"></iframe><script src="https://elsewhere.invalid/h.js"></script>',
    ].join("\n\n"),
    { Address: "https://elsewhere.invalid/article" },
  );
  await mark(page, "Pictures and links", "Opinion");
  await saved(page);
  await page.reload();
  await expectMarks(page, ["opinion: Pictures and links"]);

  expect(heard.requests).toContain(server.url);
  expect(elsewhere(heard.requests, origin)).toEqual([]);
  expect(heard.refusals).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
});

test("links of an article lead out only when followed, and tell nothing", async ({ page }) => {
  await open(page);
  const file = JSON.parse(readFileSync(bridge, "utf8"));
  const paragraph = file["schema:about"]["gl:blocks"].find(({ kind }) => kind === "paragraph");
  const link = (at, href) => ({ kind: "link", start: paragraph.start + at, end: paragraph.start + at + 3, href });
  paragraph.inlines = [
    link(0, "https://elsewhere.invalid/a"),
    link(10, "javascript:globalThis.entered=1"),
    link(20, "data:text/html,<script>alert(1)</script>"),
    link(30, "file:///etc/passwd"),
  ];
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), tool(page, "Open file").click()]);
  await chooser.setFiles({ name: "links.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  await expect(dialog(page, "Open file")).toContainText(/were left out: 3/);
  await dialog(page, "Open file").getByRole("button", { name: "Keep apart" }).click();
  const links = article(page).getByRole("link");
  await expect(links).toHaveCount(1);
  await expect(links).toHaveAttribute("href", "https://elsewhere.invalid/a");
  await expect(links).toHaveAttribute("rel", /noopener/);
  await expect(links).toHaveAttribute("referrerpolicy", "no-referrer");
});

test("what is refused and where else one asks would be seen", async ({ page, server, watch }) => {
  watch.allow(/policy: |Content.Security.Policy|foreign request|elsewhere\.invalid|Failed to load resource/);
  const heard = listen(page);
  await open(page);
  await page.evaluate(() => fetch("https://elsewhere.invalid/asked").catch(() => {}));
  await page.evaluate(() => {
    const image = new Image();
    const ended = new Promise((resolve) => image.addEventListener("error", resolve));
    image.src = "https://elsewhere.invalid/image.png";
    return ended;
  });
  await expect.poll(() => heard.refusals.join()).toContain("connect-src refused https://elsewhere.invalid/asked");
  await expect.poll(() => heard.refusals.join()).toContain("img-src refused https://elsewhere.invalid/image.png");
  // Where there is no policy the request itself is seen.
  const blank = await page.context().newPage();
  await blank.evaluate(() => fetch("https://elsewhere.invalid/free").catch(() => {}));
  const { origin } = new URL(server.url);
  await expect.poll(() => elsewhere(heard.requests, origin)).toContain("https://elsewhere.invalid/free");
});
