// The page opens, alone: what the fixture watches (errors, foreign requests, the policy) is part
// of every test, so opening it is most of this one.
import { expect, test } from "./support/fixtures.js";

test("the page opens with one article in its main part", async ({ page, server }) => {
  const answer = await page.goto(server.url);
  await expect(page.locator("main")).toHaveCount(1);
  await expect(page.locator("main article")).toHaveCount(1);
  expect(answer.headers()["content-security-policy"]).toContain("default-src 'none'");
});

test("the page brings its policy along, whoever serves it", async ({ page, server }) => {
  await page.goto(server.url);
  const meta = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(meta).toHaveAttribute("content", /default-src 'none'/);
});

test("the page opens again after its server was away", async ({ page, server }) => {
  await page.goto(server.url);
  await server.stop();
  await server.start();
  await page.reload();
  await expect(page.locator("main article")).toHaveCount(1);
});
