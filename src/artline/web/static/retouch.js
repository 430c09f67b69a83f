// Retouch: three brushes on a canvas above the drawing.
import * as api from "./api.js";
import { byId, make, say } from "./page_parts.js";
import { paint } from "./marks.js";
import { texts } from "./texts.js";

const TINT = { erase: "#e5484dcc", restore: "#2f9e62cc", sitter: "#3b6fe0cc" };
// The size slider is in thousandths of the picture's long side.
const SIZES = 1000;

export class Retouch {
  constructor(preview, queue) {
    Object.assign(this, { preview, queue, brush: "erase", stroke: null, item: null, shown: 0 });
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
    this.send();
  }

  undo() {
    this.item.marks.undo();
    this.shown = Math.min(this.shown, this.item.marks.done.length);
    this.send();
  }

  redo() {
    this.item.marks.redo();
    this.send();
  }

  // One mask in flight at a time; the newest one waits.
  async send() {
    this.refresh();
    this.unsent = this.item;
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.unsent) {
        const item = this.unsent;
        this.unsent = null;
        const mask = await item.marks.png(item.ink);
        await this.preview.kept(item, () => api.retouch(item.ink.id, mask));
      }
      this.preview.ask(false, true);
    } catch (error) {
      if (error.kind === "offline") this.preview.tell("offline", {});
      else if (error.kind) say(error.message);
      else throw error;
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
    byId("undo").disabled = this.item.marks.empty;
    byId("redo").disabled = this.item.marks.undone.length === 0;
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
    this.size.addEventListener("input", () => this.item && this.moveRing(this.at));
    byId("undo").addEventListener("click", () => this.undo());
    byId("redo").addEventListener("click", () => this.redo());
    addEventListener("keydown", (event) => {
      if (!this.item || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) this.redo();
      else this.undo();
    });
  }

  // Keyboard: arrows move, Space paints a dot, Enter starts and ends a stroke.
  key(event) {
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
