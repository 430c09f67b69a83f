// The sheet: the drawing above the photo, and the divider between them.
import { texts } from "./texts.js";
import { byId, stillness } from "./page_parts.js";

const STEP = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -20, PageUp: 20 };

export class Stage {
  constructor() {
    this.pane = byId("pane");
    this.sheet = byId("sheet");
    this.photo = byId("photo");
    this.drawing = byId("drawing");
    this.tile = byId("tile"); // a part of the drawing, sharper, above it
    this.divider = byId("divider");
    this.drawn = byId("drawn");
    this.shown = false; // whether a drawing is displayed
    this.unswept = true;
    this.view = { scale: 1, x: 0, y: 0 }; // how the sheet lies in its pane, set by the zoom
    this.measure();
    this.divide(100);
    this.listen();
    this.watcher = new ResizeObserver(() => this.measure());
    for (const each of [this.pane, this.sheet]) this.watcher.observe(each);
  }

  // The pane, and where the whole sheet lies in it: measured once, as a movement has no time for it.
  measure() {
    const { pane, sheet } = this;
    this.box = {
      left: sheet.offsetLeft,
      top: sheet.offsetTop,
      width: sheet.offsetWidth,
      height: sheet.offsetHeight,
      paneWidth: pane.clientWidth,
      paneHeight: pane.clientHeight,
    };
    this.place();
    this.measured?.();
  }

  // The divider lies at `share` per cent of what is seen: photo left of it, drawing right of it.
  divide(share) {
    this.share = Math.min(100, Math.max(0, share));
    this.place();
    this.divider.setAttribute("aria-valuenow", Math.round(this.share));
    this.divider.setAttribute("aria-valuetext", texts.dividerAt(Math.round(this.share)));
  }

  // What is seen of the sheet, in pixels of its pane.
  get seen() {
    const { box, view } = this;
    const span = (start, length, limit) => [Math.max(0, start), Math.min(limit, start + length * view.scale)];
    return {
      across: span(box.left + view.x, box.width, box.paneWidth),
      down: span(box.top + view.y, box.height, box.paneHeight),
    };
  }

  // Put the divider where it belongs. At both ends it clips nothing, whatever part is seen.
  place() {
    const { sheet, box, view, share } = this;
    const { across: [left, right], down: [top, bottom] } = this.seen;
    const x = left + ((right - left) * share) / 100;
    const width = box.width * view.scale;
    const within = (100 * (x - box.left - view.x)) / width;
    set(sheet, "--share", `${share % 100 && width ? within : share}%`);
    set(this.divider, "--x", `${x}px`);
    set(this.divider, "--top", `${top}px`);
    set(this.divider, "--height", `${Math.max(0, bottom - top)}px`);
  }

  // The first drawing of a photo is revealed by moving the divider.
  sweep(first) {
    this.unswept = false;
    cancelAnimationFrame(this.sweeping);
    if (stillness.matches || !first) {
      this.divide(0);
      return;
    }
    const start = performance.now();
    const step = (now) => {
      const t = Math.min(1, (now - start) / 1100);
      this.divide(100 * (1 - t) ** 3);
      if (t < 1) this.sweeping = requestAnimationFrame(step);
    };
    this.sweeping = requestAnimationFrame(step);
  }

  // The drawing of another frame stays, dimmed, until the new one comes.
  fade() {
    cancelAnimationFrame(this.sweeping);
    this.divide(0);
    this.unswept = true;
    this.shown = false;
    this.sheet.classList.add("former");
    clear(this.tile);
  }

  empty() {
    cancelAnimationFrame(this.sweeping);
    this.divide(100);
    this.unswept = true;
    this.shown = false;
    this.sheet.classList.remove("former");
    this.sheet.classList.remove("has-drawing", "has-photo");
    for (const image of [this.photo, this.drawing, this.tile]) clear(image);
  }

  proportions(width, height) {
    for (const sheet of [this.sheet, byId("other-sheet")]) sheet.style.setProperty("--ratio", width / height);
  }

  async showPhoto(blob, name) {
    if (!(await show(this.photo, blob))) return false;
    this.photo.alt = texts.photoOf(name);
    this.sheet.classList.add("has-photo");
    return true;
  }

  async showDrawing(blob, name) {
    if (!(await show(this.drawing, blob))) return;
    this.blob = blob;
    this.shown = true;
    this.drawing.alt = texts.drawingOf(name);
    this.sheet.classList.remove("former");
    this.sheet.classList.add("has-drawing");
  }

  // Device pixels of the sheet's long side where all of it is seen.
  get pixels() {
    return Math.round(Math.max(this.box.width, this.box.height) * devicePixelRatio);
  }

  listen() {
    const { divider } = this;
    let held = 0; // where on the handle the pointer holds it
    divider.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      cancelAnimationFrame(this.sweeping);
      divider.setPointerCapture(event.pointerId);
      held = event.clientX - divider.getBoundingClientRect().left;
      event.preventDefault();
      divider.focus({ preventScroll: true });
    });
    divider.addEventListener("pointermove", (event) => {
      if (!divider.hasPointerCapture(event.pointerId)) return;
      const [left, right] = this.seen.across;
      const x = event.clientX - held - this.pane.getBoundingClientRect().left;
      this.divide(Math.round((1000 * (x - left)) / (right - left)) / 10);
    });
    divider.addEventListener("keydown", (event) => {
      const to = { Home: 0, End: 100 }[event.key] ?? this.share + (STEP[event.key] ?? NaN);
      if (Number.isNaN(to)) return;
      cancelAnimationFrame(this.sweeping);
      this.divide(to);
      event.preventDefault();
    });
  }
}

// What has not changed is left alone: a style that is written is computed anew.
function set({ style }, name, value) {
  if (style.getPropertyValue(name) !== value) style.setProperty(name, value);
}

// Take a picture away, and those that are still being decoded for it.
export function clear(image) {
  image.turn = (image.turn ?? 0) + 1;
  image.removeAttribute("src");
}

// Display a picture after decoding it, to avoid flicker. False where it cannot be decoded, or
// where a newer picture has replaced it.
export async function show(image, blob) {
  const url = URL.createObjectURL(blob);
  const turn = (image.turn = (image.turn ?? 0) + 1);
  const trial = new Image();
  trial.src = url;
  try {
    await trial.decode();
  } catch {
    URL.revokeObjectURL(url);
    return false;
  }
  if (turn !== image.turn) {
    URL.revokeObjectURL(url);
    return false;
  }
  const old = image.src;
  image.src = url;
  if (old.startsWith("blob:")) URL.revokeObjectURL(old);
  return true;
}
