// What the page's process holds once everything is shown, in megabytes.
import { readFileSync } from "node:fs";
import { annotations, article } from "../material.js";
import * as ours from "../ours.js";
import { plain, preparePeer, recogito, withPeer } from "../peers.js";
import { withPage } from "../browser.js";

export const title = "memory of the page's process, in megabytes, beside an empty page's";

export const sizes = [{ paragraphs: 5_000, count: 10_000 }];

/** Resident and not shared, of the process that the page is in. */
async function resident(page) {
  const session = await page.context().browser().newBrowserCDPSession();
  const own = await page.context().newCDPSession(page);
  await own.send("HeapProfiler.collectGarbage");
  await page.waitForTimeout(2_000);
  await own.send("HeapProfiler.collectGarbage");
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const sizes = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => {
    const of = (name) => Number(readFileSync(`/proc/${id}/smaps_rollup`, "utf8").match(new RegExp(`^${name}:\\s+(\\d+)`, "m"))[1]);
    return (of("Private_Clean") + of("Private_Dirty")) / 1024;
  });
  return Math.max(...sizes);
}

const figure = (megabytes) => ({ all: megabytes, first: megabytes, longest: megabytes });

export async function run({ server, size: { paragraphs: length, count } }) {
  const paragraphs = article(length);
  const all = annotations(paragraphs, count);
  const empty = await withPage(async (page) => {
    await page.goto(`${server.url}manifest.webmanifest`);
    return resident(page);
  });
  const results = {};
  results.ours = await withPage(async (page) => {
    await ours.prepare(page, server, paragraphs, all);
    return { "all shown": figure((await resident(page)) - empty) };
  });
  for (const peer of [plain, recogito]) {
    results[peer.name] = await withPeer(peer, (url) =>
      withPage(async (page) => {
        await preparePeer(page, url, paragraphs, all);
        await page.waitForTimeout(3_000);
        return { "all shown": figure((await resident(page)) - empty) };
      }),
    );
  }
  return results;
}
