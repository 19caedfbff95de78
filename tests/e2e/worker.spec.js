// What is done in the worker, when the worker cannot be had.
import { expect, test } from "./support/fixtures.js";
import { article, dialog, open, tool } from "./support/reader.js";

// Otherwise everything would be at hand already.
test.use({ serviceWorkers: "block" });

test("a worker that cannot be loaded is said, and asked for again", async ({ page, server, watch }) => {
  watch.allow(/Failed to fetch|NetworkError|error loading|service ?worker/i);
  await open(page);
  // The dialog is loaded when it is first needed, too.
  await tool(page, "New article").click();
  const form = dialog(page, "New article");
  const text = form.getByRole("textbox", { name: "Article text" });
  await expect(text).toBeVisible();
  await server.stop();
  await text.fill("The lamp was lit at dusk.");
  await expect(form.getByRole("alert")).toHaveText(
    "The part of Glossator that does this could not be loaded. Check the connection, then try again.",
  );
  await expect(form.getByRole("button", { name: "Add article" })).toBeDisabled();

  await server.start();
  await text.fill("The lamp was lit at dusk, and the keeper slept.");
  await expect(form).toContainText("Recognised: 1 paragraph.");
  await expect(form.getByRole("alert")).toHaveCount(0);
  await form.getByRole("button", { name: "Add article" }).click();
  await expect(article(page)).toContainText("The lamp was lit at dusk, and the keeper slept.");
});
