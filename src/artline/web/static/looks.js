// The looks, as thumbnails of the current photo.
import * as api from "./api.js";
import { byId, make } from "./page_parts.js";
import { show } from "./stage.js";

const SIZE = 192;

export class Looks {
  constructor(settings, preview) {
    this.settings = settings;
    this.preview = preview;
    this.images = new Map();
    this.abort = new AbortController();
    for (const look of settings.looks) byId("looks").append(this.choice(look));
    settings.addEventListener("change", () => this.mark());
    this.mark();
  }

  choice({ name }) {
    const image = make("img", { alt: "" });
    this.images.set(name, image);
    const radio = make("input", { type: "radio", name: "look", value: name });
    radio.addEventListener("change", () => this.settings.set({ look: name }));
    return make("label", { className: "look" }, radio, make("span", { className: "thumb" }, image),
      make("span", { className: "name", textContent: name }));
  }

  mark() {
    const chosen = this.settings.values.look;
    for (const radio of byId("looks").querySelectorAll("input")) radio.checked = radio.value === chosen;
    byId("look-about").textContent = this.settings.looks.find((look) => look.name === chosen).about;
  }

  // One at a time, and none while the main drawing is in flight.
  async draw(item) {
    this.clear();
    const { signal } = this.abort;
    byId("looks").style.setProperty("--ratio", item.ink.width / item.ink.height);
    for (const [name, image] of this.images) {
      const query = new URLSearchParams({ look: name, size: SIZE, format: "png" });
      await this.preview.latest.quiet();
      if (signal.aborted) return;
      try {
        await show(image, await api.drawing(item.ink.id, query, signal));
      } catch {
        if (signal.aborted) return; // another photo was selected; a missing thumbnail is not reported
      }
    }
  }

  clear() {
    this.abort.abort();
    this.abort = new AbortController();
    for (const image of this.images.values()) image.removeAttribute("src");
  }
}
