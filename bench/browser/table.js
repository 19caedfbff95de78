// What was measured, as lines of cells: for the terminal and for the page of the docs.

export const shown = (number) => (number === undefined ? "" : number >= 100 ? number.toFixed(0) : number.toFixed(1));

/** Of one row at one size: a line a figure, with what ours is compared with and the ratios. A row may have tables of its own. */
export function tables({ results }, row) {
  if (row.tables) return row.tables(results);
  const peers = Object.keys(results).filter((tool) => tool !== "ours");
  const ratio = (one, other) => (one === undefined || !other ? "" : `${(one / other).toFixed(2)}×`);
  const lines = Object.entries(results.ours).map(([figure, ours]) => {
    const theirs = peers.map((peer) => results[peer][figure]?.all);
    return [figure, shown(ours.all), `${shown(ours.from)} – ${shown(ours.to)}`, shown(ours.first), shown(ours.longest), ...theirs.map(shown), ...theirs.map((it) => ratio(ours.all, it))];
  });
  return [[["", "ours", "(from – to)", "first screen", "longest task", ...peers, ...peers.map((peer) => `ours / ${peer}`)], ...lines]];
}
