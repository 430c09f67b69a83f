// The looks, as thumbnails of the current photo.
import * as api from "./api.js";
import { byId, make } from "./page_parts.js";
import { show } from "./stage.js";
import { lookAbout, lookTitle } from "./texts.js";

export class Looks {
  constructor(settings, preview) {
    this.settings = settings;
    this.preview = preview;
    this.images = new Map();
    this.abort = new AbortController();
    this.seen = new Set(); // names of the looks that are scrolled into view
    this.watcher = new IntersectionObserver((entries) => this.moved(entries));
    for (const look of settings.looks) byId("looks").append(this.choice(look));
    settings.addEventListener("change", () => this.mark());
    this.mark();
  }

  choice({ name }) {
    const image = make("img", { alt: "" });
    this.images.set(name, image);
    const radio = make("input", { type: "radio", name: "look", value: name });
    radio.addEventListener("change", () => this.settings.set({ look: name }));
    const thumb = make("span", { className: "thumb" }, image);
    thumb.dataset.look = name;
    this.watcher.observe(thumb);
    return make("label", { className: "look" }, radio, thumb,
      make("span", { className: "name", textContent: lookTitle(name) }));
  }

  moved(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.seen.add(target.dataset.look);
      else this.seen.delete(target.dataset.look);
    }
    this.scrolled?.();
  }

  mark() {
    const chosen = this.settings.values.look;
    for (const radio of byId("looks").querySelectorAll("input")) radio.checked = radio.value === chosen;
    byId("look-about").textContent = lookAbout(this.settings.looks.find((look) => look.name === chosen));
  }

  // One at a time, only those in view, and none while the main drawing is in flight.
  async draw(item) {
    this.clear();
    const { signal } = this.abort;
    const missing = new Map(this.images);
    while (missing.size) {
      await this.preview.latest.quiet();
      if (signal.aborted) return;
      const name = [...missing.keys()].find((each) => this.seen.has(each));
      if (name === undefined) {
        await new Promise((resolve) => (this.scrolled = resolve));
        continue;
      }
      const image = missing.get(name);
      missing.delete(name);
      try {
        await show(image, await this.thumbnail(item, name, signal));
      } catch {
        if (signal.aborted) return; // another photo was selected; a missing thumbnail is not reported
      }
    }
  }

  // Kept with the photo until it is retouched.
  async thumbnail(item, name, signal) {
    const latest = item.marks.done.at(-1);
    if (!item.thumbnails || item.thumbnails.latest !== latest) {
      item.thumbnails = { latest, blobs: new Map() };
    }
    const { blobs } = item.thumbnails;
    if (!blobs.has(name)) blobs.set(name, await api.thumbnail(item.ink.id, name, signal));
    return blobs.get(name);
  }

  clear() {
    this.abort.abort();
    this.abort = new AbortController();
    this.scrolled?.();
    for (const image of this.images.values()) image.removeAttribute("src");
  }
}
