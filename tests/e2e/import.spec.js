// Articles from the web and from documents: pasted, chosen and dropped; looked at before they are added.
import { expect, test } from "./support/fixtures.js";
import { drop as openFile } from "./support/colleagues.js";
import { alerts, article, cards, dialog, expectMarks, exported, fresh, mark, open, saved, tool, write } from "./support/reader.js";

const form = (page) => dialog(page, "New article");
const field = (page, name) => form(page).getByRole("textbox", { name, exact: true });
const recognised = (page) => form(page).getByRole("region", { name: "What was recognised" });
const rows = (page) => recognised(page).getByRole("listitem");
const add = (page, name = "Add article") => form(page).getByRole("button", { name, exact: true });

const PAGE = `<!doctype html><html lang="en"><head><title>Harbour votes for a light | The Lyng Paper</title>
<meta property="article:published_time" content="2025-02-14T06:30:00Z"><meta name="author" content="Torvald Nesse">
<link rel="canonical" href="https://paper.example/harbour"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<div class="cookie" style="display:none">We value your privacy.</div>
<article><h1>Harbour votes for a light</h1>
${Array.from({ length: 6 }, (_, at) => `<p>The council of Lyng met for the ${at + 1}. time on Friday, and it voted by <em>eight to one</em>, as <a href="/mayor">the mayor</a> had asked, for a light on the outer pier.</p>`).join("")}
<blockquote><p>“A lighthouse without a light is a tower,” she said.</p></blockquote>
<ul><li>The light costs 40,000 crowns.</li><li>It burns from May.</li></ul>
<img src="https://paper.example/light.jpg" onerror="document.title = 'harmed'"><script>document.title = 'harmed'</script>
</article><footer><p>Copyright The Lyng Paper. <a href="/imprint">Imprint</a></p></footer></body></html>`;

const file = (name, content, mimeType = "text/html") => ({ name, mimeType, buffer: Buffer.from(content) });

/** Drops files on the page, as from a folder. */
async function drop(page, files) {
  const transfer = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, type, content } of files) transfer.items.add(new File([content], name, { type }));
    return transfer;
  }, files);
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}

/** Pastes into the field as browsers do. */
const paste = (page, html, text) =>
  field(page, "Article text").evaluate(
    (field, [html, text]) => {
      const clipboardData = new DataTransfer();
      if (html) clipboardData.setData("text/html", html);
      clipboardData.setData("text/plain", text);
      const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
      // Firefox takes none of another's making.
      Object.defineProperty(event, "clipboardData", { value: clipboardData });
      field.dispatchEvent(event);
    },
    [html, text],
  );

/** Every request that the page makes to anywhere else. */
function watched(page) {
  const foreign = [];
  page.on("request", (request) => {
    if (!/^(http:\/\/127\.0\.0\.1|blob:|data:)/.test(request.url())) foreign.push(request.url());
  });
  return foreign;
}

test.beforeEach(({ page }) => open(page));

test("a saved page becomes an article, without what stands around it, and no request is made", async ({ page }) => {
  const foreign = watched(page);
  await drop(page, [{ name: "harbour.html", type: "text/html", content: PAGE }]);
  await expect(rows(page).first()).toHaveText(/Title\s*Harbour votes for a light$/);
  await expect(recognised(page)).toContainText("Recognised: 1 heading, 6 paragraphs, 2 list items and 1 quotation.");
  await expect(field(page, "Title")).toHaveValue("Harbour votes for a light");
  await expect(field(page, "Author")).toHaveValue("Torvald Nesse");
  await expect(field(page, "Date")).toHaveValue("14 February 2025");
  await expect(field(page, "Address")).toHaveValue("https://paper.example/harbour");
  await expect(form(page)).toContainText(/Left out: \d+ words, 4 links, 1 picture and 1 hidden passage\./);

  await form(page).getByRole("radio", { name: /The whole page/ }).check();
  await expect(rows(page).first()).toContainText("Home");
  await form(page).getByRole("radio", { name: /The article/ }).check();
  await field(page, "Author").fill("T. Nesse");
  await add(page).click();
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { level: 1 })).toHaveText("Harbour votes for a light");
  await expect(main.getByRole("listitem")).toHaveCount(2);
  await expect(main.getByRole("blockquote")).toContainText("A lighthouse without a light");
  await expect(main.locator("em")).toHaveCount(6);
  await expect(article(page).getByRole("link").first()).toHaveAttribute("href", "https://paper.example/mayor");
  await expect(article(page)).not.toContainText("privacy");
  await expect(page).toHaveTitle(/^Harbour votes for a light/);
  expect(foreign).toEqual([]);
});

test("a saved page is marked, goes as a file to another profile, and is there what it was", async ({ page, browser, watch, downloads, server }) => {
  await drop(page, [{ name: "harbour.html", type: "text/html", content: PAGE }]);
  await add(page).click();
  await expect(article(page)).toContainText("The light costs 40,000 crowns.");
  const id = await mark(page, "The light costs 40,000 crowns.");
  await write(page, id, "Says the budget: 38,500.", "budget");
  await mark(page, "“A lighthouse without a light is a tower,”", "Quote");
  await saved(page);
  const sent = await exported(page, downloads);
  expect(sent.json["schema:about"]["schema:url"]).toBe("https://paper.example/harbour");

  const other = await fresh(browser, watch, { baseURL: server.url });
  await open(other);
  await openFile(other, { name: sent.name, content: sent.text });
  await dialog(other, "Open file").getByRole("button", { name: "Keep apart" }).click();
  await expectMarks(other, ["quote: “A lighthouse without a light is a tower,”", "claim: The light costs 40,000 crowns."]);
  await expect(cards(other).filter({ hasText: "Says the budget: 38,500." })).toContainText("budget");
  await expect(other.getByRole("main").getByRole("blockquote")).toContainText("A lighthouse without a light");
  await expect(article(other).getByRole("link").first()).toHaveAttribute("href", "https://paper.example/mayor");
  expect(await article(other).textContent()).toBe(await article(page).textContent());
  await expect(alerts(other)).toHaveCount(0);
  await other.context().close();
});

test("what is copied from a page or a word processor keeps its headings, lists and links", async ({ page }) => {
  await tool(page, "New article").click();
  const markup = `<meta charset="utf-8"><b style="font-weight:normal"><h2>A quiet vote</h2><p><span style="font-weight:700">Nobody</span> spoke. <a href="https://lyng.example/a">More</a></p><ul><li>one</li><li>two</li></ul></b>`;
  await paste(page, markup, "A quiet vote\nNobody spoke. More\none\ntwo");
  await expect(recognised(page)).toContainText("Recognised: 1 heading, 1 paragraph and 2 list items.");
  await expect(form(page)).toContainText("From what was pasted");
  await expect(field(page, "Title")).toHaveValue("A quiet vote");
  await add(page).click();
  await expect(article(page).locator("strong")).toHaveText("Nobody");
  await expect(article(page).getByRole("link")).toHaveAttribute("href", "https://lyng.example/a");
  await expect(article(page).getByRole("listitem")).toHaveText([/one/, /two/]);
});

test("what was pasted can be edited as text, and what is plain is pasted plain", async ({ page }) => {
  await tool(page, "New article").click();
  await paste(page, "<h2>A quiet vote</h2><p>Nobody spoke.</p>", "A quiet vote\nNobody spoke.");
  await form(page).getByRole("button", { name: "Edit as plain text" }).click();
  await expect(field(page, "Article text")).toHaveValue("A quiet vote\nNobody spoke.\n");
  await expect(field(page, "Article text")).toBeFocused();
  await field(page, "Article text").fill("");
  // An editor of code puts markup on the clipboard too.
  await paste(page, "<div><span>## Heading</span></div><div>- item</div>", "## Heading\n- item");
  await expect(field(page, "Article text")).toHaveValue("## Heading\n- item");
  await expect(recognised(page)).toContainText("Recognised: 1 heading and 1 list item.");
});

test("what is known of a page stays when its words are edited as text", async ({ page }) => {
  await tool(page, "New article").click();
  await form(page).locator("input[type=file]").setInputFiles(file("lyng.html", PAGE));
  await field(page, "Author").fill("T. Nesse");
  await form(page).getByRole("button", { name: "Edit as plain text" }).click();
  await expect(field(page, "Article text")).toHaveValue(/eight to one/);
  await expect(field(page, "Title")).toHaveValue("Harbour votes for a light");
  await expect(field(page, "Author")).toHaveValue("T. Nesse");
  await expect(field(page, "Date")).toHaveValue("14 February 2025");
  await expect(field(page, "Address")).toHaveValue("https://paper.example/harbour");
});

test("what comes while one presents or writes another article is shown after that", async ({ page }) => {
  const hand = (text) => page.evaluate((text) => void (location.hash = `text=${text}`), text);
  await page.keyboard.press("p");
  await expect(page.getByRole("region", { name: "Presentation" })).toBeVisible();
  await hand("First");
  await page.keyboard.press("p");
  await expect(field(page, "Article text")).toHaveValue("First");
  await hand("Second");
  await expect(page.getByRole("alert")).toContainText("Something came from another program.");
  await expect(field(page, "Article text")).toHaveValue("First");
  await page.keyboard.press("Escape");
  await expect(field(page, "Article text")).toHaveValue("Second");
});

test("several files are read at once: what cannot be read says why, and what is wanted is added", async ({ page }) => {
  await tool(page, "New article").click();
  await form(page).locator("input[type=file]").setInputFiles([
    file("one.md", "---\ntitle: The first\nauthor: Ada Berg\n---\n\nSome *words* of the first.", "text/markdown"),
    file("two.html", PAGE),
    file("three.pdf", "%PDF-1.7 …", "application/pdf"),
    file("four.txt", "The fourth\n\nPlain words of the fourth, which are enough for a paragraph.", "text/plain"),
  ]);
  const list = form(page).getByRole("list", { name: "What was read" });
  await expect(list.getByRole("listitem")).toHaveText([
    /The first\s*4 words|The first\s*5 words/,
    /Harbour votes for a light/,
    /three\.pdf\s*It is a PDF, which cannot be read here\./,
    /The fourth/,
  ]);
  await expect(list.getByRole("checkbox").nth(2)).toBeDisabled();
  await expect(field(page, "Author")).toHaveValue("Ada Berg");
  await list.getByRole("button", { name: /Harbour/ }).click();
  await expect(field(page, "Author")).toHaveValue("Torvald Nesse");
  await list.getByRole("checkbox", { name: /The fourth/ }).uncheck();
  await add(page, "Add 2 articles").click();
  await expect(article(page)).toContainText("Some words of the first.");
  await saved(page);
  await tool(page, "Articles").click();
  await expect(dialog(page, "Articles").getByRole("button", { name: /^The first|^Harbour/ })).toHaveCount(2);
  await expect(dialog(page, "Articles")).not.toContainText("The fourth");
});

test("a page with nothing in it says so, and one starts again", async ({ page }) => {
  await drop(page, [{ name: "empty.html", type: "text/html", content: "<script>1</script>" }]);
  await expect(form(page).getByRole("alert")).toContainText("There is no text in it.");
  await expect(add(page)).toBeDisabled();
  await form(page).getByRole("button", { name: "Start again" }).click();
  await expect(field(page, "Article text")).toBeVisible();
});

test("an imported page is a new version of the open article", async ({ page }) => {
  await drop(page, [{ name: "harbour.html", type: "text/html", content: PAGE }]);
  await add(page).click();
  await saved(page);
  await drop(page, [{ name: "harbour.html", type: "text/html", content: PAGE.replaceAll("eight", "nine") }]);
  await form(page).getByRole("radio", { name: /A new version of/ }).check();
  await form(page).getByRole("button", { name: "Take this version" }).click();
  await expect(article(page)).toContainText("nine to one");
});

const details = (page) => form(page).getByText("From a web page");

test("the bookmarklet sends the page that is being read, and nothing leaves the browser", async ({ page, context, watch, baseURL }) => {
  // By the other site's own page; what ours asks for is looked at below.
  watch.allow(/https:\/\/paper\.example\//);
  await tool(page, "New article").click();
  await details(page).click();
  const link = form(page).getByRole("link", { name: "Send to Glossator" });
  const script = decodeURIComponent((await link.getAttribute("href")).replace(/^javascript:/, ""));
  // Pressed here, it does nothing.
  await link.click();
  await expect(form(page)).toBeVisible();

  const reading = await context.newPage();
  const address = "https://paper.example/harbour";
  await reading.route("https://paper.example/**", (route) =>
    route.fulfill({ contentType: "text/html", body: route.request().url() === address ? PAGE.replace(/<link rel="canonical"[^>]*>/, "") : "" }),
  );
  await reading.goto(address);
  const opened = context.waitForEvent("page");
  await reading.evaluate(script);
  const sent = await opened;
  const foreign = watched(sent);
  await expect(rows(sent).first()).toHaveText(/Title\s*Harbour votes for a light$/);
  await expect(field(sent, "Address")).toHaveValue(address);
  expect(new URL(sent.url()).origin).toBe(new URL(baseURL).origin);
  // A reload does not bring it again.
  await expect.poll(() => new URL(sent.url()).hash).toBe("");
  await add(sent).click();
  await expect(article(sent)).toContainText("eight to one");
  expect(foreign).toEqual([]);
});

test("another tool hands a text over in the address", async ({ page }) => {
  const text = "A quiet vote\n\nNobody spoke, and nobody had to: the paper lay on the table.";
  await page.goto(`/#text=${encodeURIComponent(text)}&title=A%20vote&url=${encodeURIComponent("https://lyng.example/a")}`);
  await expect(field(page, "Article text")).toHaveValue(text);
  await expect(field(page, "Title")).toHaveValue("A vote");
  await expect(field(page, "Address")).toHaveValue("https://lyng.example/a");
  await expect.poll(() => new URL(page.url()).hash).toBe("");
  await add(page).click();
  await expect(article(page)).toContainText("Nobody spoke");
});

test("what is shared with the installed app is looked at first", async ({ page }) => {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
  });
  const share = (said, files) =>
    page.evaluate(
      async ([said, files]) => {
        const form = new FormData();
        for (const [name, value] of Object.entries(said)) form.append(name, value);
        for (const [name, content] of files) form.append("files", new File([content], name));
        const answer = await fetch("./share", { method: "POST", body: form, redirect: "manual" });
        return answer.type;
      },
      [said, files],
    );
  expect(await share({ title: "Harbour", text: "https://paper.example/harbour" }, [])).toBe("opaqueredirect");
  await page.evaluate(() => (location.hash = "shared"));
  await expect(field(page, "Title")).toHaveValue("Harbour");
  await expect(field(page, "Address")).toHaveValue("https://paper.example/harbour");
  await expect(field(page, "Article text")).toHaveValue("");
  await page.keyboard.press("Escape");
  await share({}, [["harbour.html", PAGE]]);
  await page.evaluate(() => (location.hash = "shared"));
  await expect(field(page, "Author")).toHaveValue("Torvald Nesse");
  // It was taken.
  expect(await page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("glossator-shared")))).toEqual([]);
});

test("a file that is opened with the installed app is looked at first", async ({ page }) => {
  await page.addInitScript((content) => {
    const getFile = async () => new File([content], "harbour.html", { type: "text/html" });
    Object.defineProperty(window, "launchQueue", { value: { setConsumer: (take) => setTimeout(take, 0, { files: [{ getFile }] }) } });
  }, PAGE);
  await open(page);
  await expect(field(page, "Author")).toHaveValue("Torvald Nesse");
  await expect.poll(() => new URL(page.url()).hash).toBe("");
});
