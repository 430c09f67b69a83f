// Installing the page as an app, and keeping its files for when the server does not answer.
import { byId } from "./page_parts.js";

// Browsers have service workers, and install pages, on localhost and by HTTPS alone.
export async function openInstall() {
  const button = byId("install");
  let question = null; // the browser's own, kept until the button is pressed
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    question = event;
    button.hidden = false;
  });
  addEventListener("appinstalled", () => (button.hidden = true));
  button.addEventListener("click", async () => {
    button.hidden = true; // the browser asks once
    await question.prompt();
  });
  // Safari on phones and tablets asks nothing; where `standalone` is true, it is installed.
  byId("install-by-hand").hidden = !isSecureContext || navigator.standalone !== false;
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register("worker.js");
    const { active } = await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) tellFiles(active); // else it sees them itself
  } catch {
    // The page works without, as long as the server answers.
  }
}

// What was loaded before the worker was there, and what follows.
function tellFiles(worker) {
  const page = new URL("./", document.baseURI).href;
  worker.postMessage([page]);
  new PerformanceObserver((list) => {
    const files = list.getEntries().map(({ name }) => name).filter((name) => name.startsWith(`${page}static/`));
    if (files.length) worker.postMessage(files);
  }).observe({ type: "resource", buffered: true });
}
