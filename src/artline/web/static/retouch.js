// Retouch: four brushes on a canvas above the drawing.
import * as api from "./api.js";
import { byId, make, say } from "./page_parts.js";
import { paint } from "./marks.js";
import { texts } from "./texts.js";

const TINT = { erase: "#e5484dcc", draw: "#8e4ec6cc", restore: "#2f9e62cc", sitter: "#3b6fe0cc" };
// The size slider is in thousandths of the picture's long side.
const SIZES = 1000;
// Of the pen that draws, and of the other brushes.
const USUAL = { pen: 5, brush: 28 };
const SIZE_STEP = 1.25;

export class Retouch {
  // history keeps the strokes that were undone.
  constructor(preview, queue, history) {
    Object.assign(this, { preview, queue, history, brush: "erase", stroke: null, item: null, shown: 0 });
    this.sizes = { ...USUAL };
    this.overlay = byId("overlay");
    this.ring = byId("ring");
    this.size = byId("brush-size");
    this.pen = this.overlay.getContext("2d");
    this.overlay.tabIndex = 0;
    this.overlay.setAttribute("role", "application");
    this.overlay.setAttribute("aria-label", texts.overlay);
    for (const name of Object.keys(texts.brushes)) byId("brushes").append(this.choice(name));
    this.listen();
    this.choose("erase");
  }

  choice(name) {
    const radio = make("input", { type: "radio", name: "brush", value: name });
    radio.addEventListener("change", () => this.choose(name));
    return make("label", {}, radio, make("span", { className: name, textContent: texts.brushes[name][0] }));
  }

  choose(name) {
    this.brush = name;
    this.size.value = this.sizes[this.sort];
    byId("brushes").querySelector(`[value=${name}]`).checked = true;
    byId("brush-hint").textContent = texts.brushes[name][1];
    this.ring.style.setProperty("--tint", TINT[name]);
  }

  open(item) {
    this.item = item;
    const { width, height } = item.ink;
    const scale = Math.min(1, 1400 / Math.max(width, height));
    this.overlay.width = Math.round(width * scale);
    this.overlay.height = Math.round(height * scale);
    this.shown = item.marks.done.length;
    this.overlay.hidden = false;
    this.at = [0.5, 0.5];
    this.refresh();
    this.overlay.focus({ preventScroll: true });
  }

  close() {
    this.item = this.stroke = null;
    this.overlay.hidden = this.ring.hidden = true;
  }

  get sort() {
    return this.brush === "draw" ? "pen" : "brush";
  }

  get share() {
    return this.size.value / SIZES;
  }

  begin(point) {
    this.stroke = { brush: this.brush, size: this.share, points: [point] };
    this.refresh();
  }

  // A second finger zooms: what the first began is no stroke.
  drop() {
    this.stroke = null;
    this.refresh();
  }

  end() {
    if (!this.stroke) return;
    this.item.marks.add(this.stroke);
    this.stroke = null;
    this.history.record([this.item], texts.retouch);
    this.send(this.item);
  }

  // The brush is larger or smaller by one step.
  resize(by) {
    this.size.value = Math.round(this.size.value * SIZE_STEP ** by) + by;
    this.resized();
  }

  resized() {
    this.sizes[this.sort] = Number(this.size.value);
    if (this.item) this.moveRing(this.at);
  }

  // One mask in flight at a time; the newest one waits.
  async send(changed) {
    if (changed === this.item) this.shown = Math.min(this.shown, changed.marks.done.length);
    this.refresh();
    this.unsent = changed;
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.unsent) {
        const item = this.unsent;
        this.unsent = null;
        if (!item.ink) continue; // its strokes go with it when the server sees it again
        const mask = await item.marks.png(item.ink);
        await this.preview.kept(item, () => api.retouch(item.ink.id, mask));
      }
      this.preview.ask(false, true);
    } catch (error) {
      if (error.kind === "offline") this.preview.tell("offline", {});
      else if (error.kind) say(error.message);
      else if (!api.isAbort(error)) throw error;
    } finally {
      this.sending = false;
    }
  }

  // The first `marked` strokes are part of the drawing now: stop tinting them.
  drawn(item, marked) {
    if (item !== this.item) return;
    this.shown = Math.min(marked, item.marks.done.length);
    this.refresh();
  }

  refresh() {
    if (!this.item) return;
    this.pen.clearRect(0, 0, this.overlay.width, this.overlay.height);
    const strokes = this.item.marks.done.slice(this.shown);
    for (const stroke of this.stroke ? [...strokes, this.stroke] : strokes) {
      paint(this.pen, stroke, TINT[stroke.brush]);
    }
  }

  moveRing([x, y]) {
    const { offsetWidth, offsetHeight } = this.overlay; // a zoomed sheet scales the ring too
    const side = this.share * Math.max(offsetWidth, offsetHeight);
    this.ring.hidden = false;
    Object.assign(this.ring.style, {
      width: `${side}px`,
      height: `${side}px`,
      left: `${x * 100}%`,
      top: `${y * 100}%`,
    });
  }

  listen() {
    const { overlay } = this;
    const where = (event) => {
      const box = overlay.getBoundingClientRect();
      return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    };
    overlay.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      overlay.setPointerCapture(event.pointerId);
      this.begin(where(event));
    });
    overlay.addEventListener("pointermove", (event) => {
      this.at = where(event);
      this.moveRing(this.at);
      if (!this.stroke) return;
      const events = event.getCoalescedEvents?.() ?? [];
      this.stroke.points.push(...(events.length ? events : [event]).map(where));
      this.refresh();
    });
    overlay.addEventListener("pointerup", () => this.end());
    overlay.addEventListener("pointercancel", () => this.end());
    overlay.addEventListener("pointerleave", () => (this.ring.hidden = true));
    overlay.addEventListener("keydown", (event) => this.key(event));
    overlay.addEventListener("blur", () => this.end());
    this.size.addEventListener("input", () => this.resized());
  }

  // Keyboard: arrows move, Space paints a dot, Enter starts and ends a stroke.
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 0.05 : 0.01;
    const move = {
      ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step],
    }[event.key];
    if (move) {
      this.at = this.at.map((value, axis) => Math.min(1, Math.max(0, value + move[axis])));
      if (this.stroke) this.stroke.points.push(this.at);
    } else if (event.key === " ") {
      this.begin(this.at);
      this.end();
    } else if (event.key === "Enter") {
      say(this.stroke ? texts.penUp : texts.penDown);
      if (this.stroke) this.end();
      else this.begin(this.at);
    } else return;
    event.preventDefault();
    this.moveRing(this.at);
    this.refresh();
  }
}
