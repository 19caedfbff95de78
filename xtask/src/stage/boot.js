// Starts the page. A file of its own, so that the policy can refuse every inline script.
try {
  const { default: init } = await import("./{js}");
  await init({ module_or_path: new URL("./{wasm}", import.meta.url) });
} catch (error) {
  // What index.html keeps for this: a plain sentence, hidden until it is true.
  document.getElementById("start-failed")?.removeAttribute("hidden");
  throw error;
}
