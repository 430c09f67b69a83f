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
    const own = new URL("static/", document.baseURI).href;
    const files = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(own));
    active.postMessage([...new Set(files)]);
  } catch {
    // The page works without, as long as the server answers.
  }
}
