// Samples on the start page of what the page can do beyond one drawing.
import { byId, make } from "./page_parts.js";
import { texts } from "./texts.js";

export function showSamples() {
  for (const [name, [title, about]] of Object.entries(texts.can)) {
    const image = make("img", { src: `static/sample-${name}.webp`, alt: "", width: 384, height: 288 });
    byId("samples").append(make("li", {}, image, make("h3", { textContent: title }), make("p", { textContent: about })));
  }
}
