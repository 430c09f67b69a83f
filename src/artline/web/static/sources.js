// Where photos come from: drop, paste, file dialog, camera, and the sample.
import { Camera } from "./camera.js";
import { byId, say } from "./page_parts.js";
import { texts } from "./texts.js";

// add(files) is called with the new files.
export function openSources(add) {
  const camera = new Camera((file) => add([file]));
  const file = byId("file");
  for (const id of ["choose", "more", "another"]) byId(id).addEventListener("click", () => file.click());
  byId("open-camera").hidden = !Camera.offered;
  byId("open-camera").addEventListener("click", () => camera.open());
  byId("try").addEventListener("click", () => tryIt(add));
  file.addEventListener("change", () => {
    add([...file.files]);
    file.value = "";
  });
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length) add(files);
  });
  takeDrops(add);
}

async function tryIt(add) {
  const answer = await fetch(byId("try").querySelector("img").src).catch(() => null);
  if (!answer?.ok) {
    say(texts.offline);
    return;
  }
  const blob = await answer.blob();
  add([new File([blob], texts.tryItName, { type: blob.type })]);
}

function takeDrops(add) {
  const veil = byId("drop");
  // dragenter and dragleave fire for every element: count them.
  let depth = 0;
  // The drawing is dragged out of the page, not into it.
  let own = false;
  addEventListener("dragstart", () => (own = true));
  addEventListener("dragend", () => (own = false));
  const brings = (event) =>
    !own && [...(event.dataTransfer?.types ?? [])].some((type) => type === "Files" || type === "text/uri-list");
  addEventListener("dragenter", (event) => {
    if (!brings(event)) return;
    depth += 1;
    veil.hidden = false;
  });
  addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    veil.hidden = depth === 0;
  });
  addEventListener("dragover", (event) => {
    if (brings(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    depth = 0;
    veil.hidden = true;
    if (!brings(event)) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    if (files.length) add(files);
    else say(texts.noFiles);
  });
}
