// The rows by name, in the order in which they are run.
export const names = ["killed", "tabs", "quota", "damage", "file", "loads", "undo"];

/**
 * A row: `title`, `sizes` (whole and short), and `run`, which promises figures: what is wanted, what is reached, and
 * whether it is `ok`. Those of `time` are missed by a machine that is busy with other things, too.
 */
export const row = (name) => import(`./${name}.js`);
