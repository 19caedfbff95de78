// Loaded with every page that is measured: what is painted when, and which tasks held the page meanwhile.
export function watch() {
  /** After the next frame is painted. */
  const frame = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      }),
    );
  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration })))).observe({ type: "longtask" });
  const until = async (begun, done, first) => {
    let seen = null;
    for (;;) {
      const [one, all] = [seen === null && first(), done()];
      const now = one || all ? await frame() : null;
      if (one) seen = now - begun;
      if (all) {
        const ended = now;
        // Entries come after their tasks.
        await frame();
        await frame();
        const long = tasks.filter(({ startTime, duration }) => startTime + duration > begun && startTime < ended);
        return { first: seen ?? ended - begun, all: ended - begun, longest: Math.max(0, ...long.map(({ duration }) => duration)) };
      }
      if (performance.now() - begun > 120_000) throw new Error("It is not so after two minutes.");
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  };
  globalThis.bench = {
    frame,
    /** Milliseconds from `act` to the painted frame in which `first` is so, to that in which `done` is, and the longest task. */
    async timed(act, done, first = done) {
      await frame();
      await frame();
      const begun = performance.now();
      await act();
      return until(begun, done, first);
    },
    /** The same from the next event of a kind on, which is listened for at once. */
    async after(type, done, first = done) {
      const begun = await new Promise((resolve) => document.addEventListener(type, () => resolve(performance.now()), { capture: true, once: true }));
      return until(begun, done, first);
    },
    /** How many marks are in the page. */
    marks: () => document.getElementsByTagName("mark").length,
  };
}
