// The sheet: the drawing above the photo, and the divider between them.
import { texts } from "./texts.js";
import { byId, stillness } from "./page_parts.js";

const STEP = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -20, PageUp: 20 };

export class Stage {
  constructor() {
    this.sheet = byId("sheet");
    this.photo = byId("photo");
    this.drawing = byId("drawing");
    this.divider = byId("divider");
    this.drawn = byId("drawn");
    this.shown = false; // whether a drawing is displayed
    this.unswept = true;
    this.divide(100);
    this.listen();
  }

  // The divider lies at `share` per cent of the width: photo left of it, drawing right of it.
  divide(share) {
    this.share = Math.min(100, Math.max(0, share));
    this.sheet.style.setProperty("--share", `${this.share}%`);
    this.divider.setAttribute("aria-valuenow", Math.round(this.share));
    this.divider.setAttribute("aria-valuetext", texts.dividerAt(Math.round(this.share)));
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

  empty() {
    cancelAnimationFrame(this.sweeping);
    this.divide(100);
    this.unswept = true;
    this.shown = false;
    this.sheet.classList.remove("has-drawing", "has-photo");
    for (const image of [this.photo, this.drawing]) {
      image.turn = (image.turn ?? 0) + 1; // discards pictures that are still being decoded
      image.removeAttribute("src");
    }
  }

  proportions(width, height) {
    this.sheet.style.setProperty("--ratio", width / height);
  }

  async showPhoto(blob, name) {
    if (!(await show(this.photo, blob))) return false;
    this.photo.alt = texts.photoOf(name);
    this.sheet.classList.add("has-photo");
    return true;
  }

  async showDrawing(blob, name) {
    if (!(await show(this.drawing, blob))) return;
    this.shown = true;
    this.drawing.alt = texts.drawingOf(name);
    this.sheet.classList.add("has-drawing");
  }

  // Device pixels of the sheet's long side.
  get pixels() {
    const { width, height } = this.sheet.getBoundingClientRect();
    return Math.round(Math.max(width, height) * devicePixelRatio);
  }

  listen() {
    const { sheet, divider } = this;
    const follow = (event) => {
      const { left, width } = sheet.getBoundingClientRect();
      this.divide(Math.round((1000 * (event.clientX - left)) / width) / 10);
    };
    sheet.addEventListener("pointerdown", (event) => {
      const other = event.target.closest("button, canvas");
      if (event.button || other || !sheet.classList.contains("has-drawing")) return;
      cancelAnimationFrame(this.sweeping);
      sheet.setPointerCapture(event.pointerId);
      // A touch may be the start of scrolling: wait until it moves, unless it is on the grip.
      if (event.pointerType === "mouse" || divider.contains(event.target)) follow(event);
      event.preventDefault();
      divider.focus({ preventScroll: true });
    });
    sheet.addEventListener("pointermove", (event) => {
      if (sheet.hasPointerCapture(event.pointerId)) follow(event);
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
