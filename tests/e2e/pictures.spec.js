// Pictures of every screen, to be looked at: nothing is compared. Only with GLOSSATOR_PICTURES=1, into target/pictures.
import { fileURLToPath } from "node:url";
import { test } from "./support/fixtures.js";
import { speakGerman } from "./support/german.js";
import { SCREENS } from "./support/screens.js";

const folder = fileURLToPath(new URL("../../target/pictures/", import.meta.url));
const SCHEMES = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  forced: { colorScheme: "dark", forcedColors: "active" },
};
const SIZES = [[1440, 900], [768, 1024], [360, 740]];

test.skip(() => !process.env.GLOSSATOR_PICTURES, "Pictures are taken when they are asked for.");
test.skip(({ browserName }) => browserName !== "chromium", "Only Chromium can be told to force colours.");

const file = (name, more) => `${folder}${name.replaceAll(/\W+/g, "-")}-${more}.png`;

for (const [name, go] of Object.entries(SCREENS)) {
  test(name, async ({ page, watch }) => {
    watch.allow(/none/);
    test.slow();
    await page.setViewportSize({ width: 1440, height: 900 });
    await go(page);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      for (const [scheme, media] of Object.entries(SCHEMES)) {
        await page.emulateMedia(media);
        await page.screenshot({ path: file(name, `${width}-${scheme}`) });
      }
    }
  });

  test.describe("German", () => {
    test.use({ locale: "de-DE" });

    test(name, async ({ page, watch }) => {
      watch.allow(/none/);
      speakGerman(page);
      await page.setViewportSize({ width: 1280, height: 900 });
      await go(page);
      await page.setViewportSize({ width: 320, height: 640 });
      await page.screenshot({ path: file(name, "320-german") });
    });
  });
}
