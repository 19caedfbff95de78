// The worker: starts its Wasm, and does one task after the other. `boot.js` asks for them.

import init, * as tasks from './{js}';

const started = init({ module_or_path: new URL('./{wasm}', import.meta.url) });

addEventListener('message', async ({ data: { serial, task, given } }) => {
  try {
    await started;
    postMessage({ serial, done: await tasks[task](...given) });
  } catch (error) {
    // A task that fails says so in a sentence. Anything else leaves a worker that must not be asked again.
    postMessage(typeof error === 'string' ? { serial, refused: error } : { broken: String(error) });
  }
});
