// All looks of this photo at once, with the chosen settings.
import * as api from "./api.js";
import { byId, make } from "./page_parts.js";
import { clear, show } from "./stage.js";
import { lookAbout, lookTitle, texts } from "./texts.js";
import { busyKeys } from "./zoom.js";

export const KEYS = [["G", texts.allLooks]];

const SMALLEST = 256; // pixels of a drawing's long side
const LARGEST = 800;

export class Grid {
  constructor(settings, preview, queue) {
    Object.assign(this, { settings, preview, queue });
    this.dialog = byId("grid");
    this.cells = new Map(settings.looks.map((look) => [look.name, this.cell(look)]));
    this.seen = new Set();
    this.watcher = new IntersectionObserver((entries) => this.moved(entries), { root: this.dialog, rootMargin: "40%" });
    byId("open-grid").addEventListener("click", () => this.open());
    byId("close-grid").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => this.clear());
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    queue.addEventListener("select", () => this.dialog.close());
    addEventListener("keydown", (event) => {
      if (busyKeys(event) || event.key.toLowerCase() !== "g") return;
      if (this.open()) event.preventDefault();
    });
  }

  cell(look) {
    const { name } = look;
    const image = make("img", { alt: "" });
    const button = make("button", { type: "button", value: name }, make("span", {}, image), lookTitle(name), make("small", { textContent: lookAbout(look) }));
    button.addEventListener("click", () => {
      this.settings.set({ look: name });
      this.dialog.close();
    });
    byId("grid-looks").append(button);
    return { button, image };
  }

  open() {
    const item = this.queue.current;
    if (!item?.ink || document.body.dataset.mode === "retouch") return false;
    byId("grid-looks").style.setProperty("--ratio", item.ink.width / item.ink.height);
    for (const [name, { button, image }] of this.cells) {
      button.setAttribute("aria-pressed", name === this.settings.values.look);
      this.watcher.observe(button);
      const small = item.thumbnails?.blobs.get(name);
      if (small) show(image, small);
    }
    this.dialog.showModal();
    this.cells.get(this.settings.values.look).button.focus();
    this.draw(item);
    return true;
  }

  moved(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.seen.add(target.value);
      else this.seen.delete(target.value);
    }
    this.scrolled?.();
  }

  // One at a time, those in view first.
  async draw(item) {
    this.abort?.abort();
    const { signal } = (this.abort = new AbortController());
    const missing = new Set(this.cells.keys());
    while (missing.size) {
      await this.preview.latest.quiet();
      const name = [...missing].find((each) => this.seen.has(each));
      if (name === undefined) await new Promise((resolve) => (this.scrolled = resolve));
      if (signal.aborted) return;
      if (name === undefined) continue;
      missing.delete(name);
      const { image } = this.cells.get(name);
      const { width, height } = image.getBoundingClientRect();
      const pixels = Math.round(Math.max(width, height) * devicePixelRatio);
      const look = Object.create(this.settings, { values: { value: { ...this.settings.values, look: name } } });
      const query = look.query({ size: Math.min(LARGEST, Math.max(SMALLEST, pixels)), format: "png" });
      try {
        const blob = await this.preview.kept(item, () => api.drawing(item.ink.id, query, signal), signal);
        if (!signal.aborted) await show(image, blob);
      } catch (error) {
        if (signal.aborted) return;
        if (error.kind === "offline") this.preview.tell("offline", {});
        // a look that cannot be drawn keeps its thumbnail
      }
    }
  }

  // Arrows go from look to look.
  key(event) {
    const buttons = [...this.cells.values()].map(({ button }) => button);
    const at = buttons.indexOf(document.activeElement);
    const columns = getComputedStyle(byId("grid-looks")).gridTemplateColumns.split(" ").length;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    buttons[at + step]?.focus();
  }

  clear() {
    this.abort?.abort();
    this.scrolled?.();
    this.watcher.disconnect();
    this.seen.clear();
    for (const { image } of this.cells.values()) clear(image);
  }
}
