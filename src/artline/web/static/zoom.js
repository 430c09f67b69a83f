// Zoom and pan: a CSS transform moves the sheets; what is on the screen is fetched sharper.
import * as api from "./api.js";
import { byId, stillness } from "./page_parts.js";
import { clear, show } from "./stage.js";
import { texts } from "./texts.js";

const LONGEST = 32_000; // pixels of a drawing's long side, the server's limit
const MOST = 8_000_000; // pixels of a region
const MARGIN = 0.15; // share of the pane that is fetched around it
const STEP = 1.5; // factor of a key or a button
const DEEPEST = 8; // times larger than fitted or than 100 %, whichever is more
const NEAR = 0.06; // a pinch that ends so near to fitted has meant that
const PHOTO = 4096; // pixels of the photo's long side
const SLACK = 6; // CSS pixels that a press may move
const HOLD = 250; // ms after which a press shows the photo
const TWICE = 350; // ms between the presses of a double click
const SETTLED = 140; // ms without movement
const PAN = 80; // CSS pixels of an arrow key

export const KEYS = Object.entries(texts.zoomKeys);

// Keys that belong to something else: fields that take text, lists, dialogs, shortcuts.
export const busyKeys = (event) =>
  event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey ||
  document.querySelector("dialog[open]") ||
  event.target.matches?.("select, textarea, input:not([type=range], [type=radio], [type=checkbox], [type=color])");

// Events: "settled", when nothing has moved for a moment; "pinch", when a second finger comes.
export class Zoom extends EventTarget {
  // output: what is saved, whose pixels are those of 100 %.
  constructor(stage, preview, queue, output) {
    super();
    Object.assign(this, { stage, preview, queue, output, pointers: new Map(), turned: 0 });
    this.area = byId("stage");
    this.sheets = [stage.sheet, byId("other-sheet")];
    preview.near = () => this.region;
    preview.addEventListener("shown", () => this.label());
    stage.measured = () => this.to(stage.view);
    output.addEventListener("change", () => this.to(stage.view));
    queue.addEventListener("select", () => this.to({ scale: 1, x: 0, y: 0 }));
    this.listen();
    this.to(stage.view);
  }

  get item() {
    return this.queue.current;
  }

  get ready() {
    return this.stage.shown && document.body.dataset.mode !== "film";
  }

  get zoomed() {
    return this.stage.view.scale !== 1;
  }

  // The scale at which a pixel of the drawing, at the size that is saved, is one of the screen.
  get full() {
    const width = this.item?.ink ? this.output.across(this.item) : 1;
    return width / (this.stage.box.width * devicePixelRatio || 1);
  }

  get middle() {
    return { x: this.stage.box.paneWidth / 2, y: this.stage.box.paneHeight / 2 };
  }

  // Move the sheet, within its limits: where it is smaller than the pane, it stays in the middle.
  to({ scale, x, y }) {
    const { box, pixels } = this.stage;
    const most = Math.min(LONGEST / (pixels || 1), DEEPEST * Math.max(1, this.full));
    scale = Math.min(Math.max(most, 1), Math.max(Math.min(1, this.full), scale));
    if (Math.abs(scale - 1) < 0.001) scale = 1;
    const within = (at, start, length, limit) => {
      const free = limit - length * scale;
      return free >= 0 ? free / 2 - start : Math.min(-start, Math.max(free - start, at));
    };
    x = within(x, box.left, box.width, box.paneWidth);
    y = within(y, box.top, box.height, box.paneHeight);
    this.stage.view = { scale, x, y };
    for (const { style } of this.sheets) {
      style.transform = this.zoomed ? `translate(${x}px, ${y}px) scale(${scale})` : "";
    }
    this.area.classList.toggle("zoomed", this.zoomed);
    this.area.classList.add("moving");
    this.stage.place();
    this.label();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLED);
  }

  label() {
    const { scale } = this.stage.view;
    const text = texts.percent(Math.round((100 * scale) / this.full));
    if (byId("zoom-level").textContent !== text) byId("zoom-level").textContent = text;
    byId("zoom-fit").setAttribute("aria-pressed", !this.zoomed);
    byId("zoom-full").setAttribute("aria-pressed", Math.abs(scale / this.full - 1) < 0.005);
  }

  shift(x, y) {
    const { view } = this.stage;
    this.to({ scale: view.scale, x: view.x + x, y: view.y + y });
  }

  // Zoom about a place of the pane, which stays where it is.
  about(factor, { x, y }) {
    const { box, view } = this.stage;
    const at = (start, offset, p) => (p - start) * (1 - factor) + offset * factor;
    this.to({ scale: view.scale * factor, x: at(box.left, view.x, x), y: at(box.top, view.y, y) });
  }

  // The same, in a few frames.
  glide(scale, place = this.middle) {
    cancelAnimationFrame(this.gliding);
    const from = this.stage.view.scale;
    const begun = performance.now();
    const step = (now) => {
      const t = stillness.matches ? 1 : Math.min(1, (now - begun) / 160);
      this.about((from * (scale / from) ** (1 - (1 - t) ** 2)) / this.stage.view.scale, place);
      if (t < 1) this.gliding = requestAnimationFrame(step);
    };
    step(begun);
  }

  // Between fitted and 100 %; where these are alike, three times as large.
  toggle(place) {
    this.glide(this.zoomed ? 1 : this.full > 1.2 ? this.full : 3, place);
  }

  settle() {
    this.area.classList.remove("moving");
    if (!this.item?.ink || !this.stage.shown) return;
    const { region } = this;
    if (!region) clear(this.stage.tile);
    else if (region.key !== this.fetched) this.preview.ask(false, false, true);
    this.fetched = region?.key;
    this.preview.enlarge(); // a pane that has become larger, as after a comparison
    this.dispatchEvent(new CustomEvent("settled"));
    this.sharperPhoto();
  }

  // What is on the screen, where the drawing has too few pixels for it, else null: the long side
  // of the whole drawing, and the part's place in it, in pixels.
  get region() {
    const { box, view, drawing, pixels } = this.stage;
    const shown = Math.round(pixels * view.scale);
    const has = Math.max(drawing.naturalWidth, drawing.naturalHeight);
    if (!this.item?.ink || !this.zoomed || shown <= has + 1) return null;
    const { width, height } = this.item.ink;
    const long = Math.max(width, height);
    const part = (margin, size) => {
      const along = (start, length, limit, whole) => {
        const all = Math.floor((whole * size) / long);
        const pixel = (at) => Math.max(0, Math.min(all, ((at - start) / (length * view.scale)) * all));
        const first = Math.min(all - 1, Math.floor(pixel(-margin * limit)));
        return [first, Math.max(1, Math.ceil(pixel((1 + margin) * limit)) - first)];
      };
      const [left, across] = along(box.left + view.x, box.width, box.paneWidth, width);
      const [top, down] = along(box.top + view.y, box.height, box.paneHeight, height);
      return { left, top, width: across, height: down };
    };
    let size = Math.min(LONGEST, shown);
    let place = part(MARGIN, size);
    if (place.width * place.height > MOST) place = part(0, size);
    const excess = (place.width * place.height) / MOST;
    if (excess > 1) place = part(0, (size = Math.floor(size / Math.sqrt(excess))));
    const whole = { width: (width * size) / long, height: (height * size) / long };
    return { size, place, whole, key: [this.item.key, size, ...Object.values(place)].join() };
  }

  // A larger photo for beneath the drawing, once it is looked at so closely.
  async sharperPhoto() {
    const { item, stage } = this;
    const has = Math.max(stage.photo.naturalWidth, stage.photo.naturalHeight);
    const own = Math.min(PHOTO, Math.max(item.ink.width, item.ink.height));
    if (!item.upright || item.sharper || Math.min(own, stage.pixels * stage.view.scale) < 1.3 * has) return;
    item.sharper = true;
    await this.preview.latest.quiet();
    try {
      item.upright = await this.preview.kept(item, () => api.photo(item.ink.id, own));
      if (item === this.item) await stage.showPhoto(item.upright, item.name);
    } catch {
      item.sharper = false; // the smaller photo stays
    }
  }

  // The photo is seen while `shown`.
  peek(shown) {
    this.stage.sheet.classList.toggle("peek", shown && this.ready);
  }

  listen() {
    const { area } = this;
    for (const [id, scale] of Object.entries({
      "zoom-in": () => this.stage.view.scale * STEP,
      "zoom-out": () => this.stage.view.scale / STEP,
      "zoom-fit": () => 1,
      "zoom-full": () => this.full,
    })) byId(id).addEventListener("click", () => this.glide(scale()));
    area.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    area.addEventListener("pointerdown", (event) => this.press(event));
    area.addEventListener("pointermove", (event) => this.pointers.has(event.pointerId) && this.move(event));
    for (const name of ["pointerup", "pointercancel"]) area.addEventListener(name, (event) => this.release(event));
    // Two fingers zoom the drawing and not the page; a long press opens no menu.
    area.addEventListener("touchmove", (event) => event.touches.length > 1 && event.preventDefault(), { passive: false });
    area.addEventListener("contextmenu", (event) => this.pointers.size && event.preventDefault());
    addEventListener("keydown", (event) => this.key(event));
    addEventListener("keyup", (event) => event.key === " " && this.peek(false));
    addEventListener("blur", () => this.peek(false));
  }

  // Where the page itself can be scrolled, the wheel does that until the drawing is enlarged.
  wheel(event) {
    const scrolls = document.documentElement.scrollHeight > innerHeight + 1;
    if (!this.ready || (scrolls && !this.zoomed && !event.ctrlKey)) return;
    event.preventDefault();
    cancelAnimationFrame(this.gliding);
    // a pinch on a touchpad comes as a wheel of small steps with Ctrl
    const pinch = event.ctrlKey && Math.abs(event.deltaY) < 50;
    this.turned += event.deltaY * (event.deltaMode ? 30 : 1) * (pinch ? 6 : 1);
    const place = where(event);
    this.turning ??= requestAnimationFrame(() => {
      this.about(Math.exp(-0.0016 * this.turned), place);
      this.turned = 0;
      this.turning = null;
    });
  }

  press(event) {
    const { target, button, pointerId } = event;
    if (!this.ready || button > 1 || !target.closest(".pane") || target.closest("button, .divider")) return;
    this.pointers.set(pointerId, where(event));
    clearTimeout(this.holding);
    if (this.pointers.size === 2) {
      this.began = null; // no tap any more
      this.peek(false);
      this.dispatchEvent(new CustomEvent("pinch"));
      for (const id of this.pointers.keys()) capture(event, id);
    } else if (button === 1 || !target.closest(".overlay")) {
      if (button === 1) event.preventDefault();
      this.began = where(event);
      this.holding = setTimeout(() => {
        this.began = null;
        this.peek(true);
      }, HOLD);
    } else this.painting = true;
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    const now = where(event);
    if (this.pointers.size === 2) {
      const other = [...this.pointers].find(([id]) => id !== event.pointerId)[1];
      const apart = (place) => Math.hypot(place.x - other.x, place.y - other.y) || 1;
      this.shift((now.x - before.x) / 2, (now.y - before.y) / 2);
      this.about(apart(now) / apart(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    } else if (!this.painting) {
      if (this.began && Math.hypot(now.x - this.began.x, now.y - this.began.y) <= SLACK) return;
      if (this.began) capture(event, event.pointerId);
      this.began = null;
      clearTimeout(this.holding);
      cancelAnimationFrame(this.gliding);
      if (this.zoomed) this.shift(now.x - before.x, now.y - before.y);
    }
    this.pointers.set(event.pointerId, now);
  }

  release(event) {
    if (!this.pointers.delete(event.pointerId)) return;
    clearTimeout(this.holding);
    this.peek(false);
    if (this.pointers.size) return;
    this.painting = false;
    if (this.zoomed && Math.abs(this.stage.view.scale - 1) < NEAR) this.glide(1);
    if (!this.began || event.type !== "pointerup" || event.button) return;
    const { last } = this;
    const tap = { ...where(event), time: event.timeStamp };
    const twice = last && tap.time - last.time < TWICE && Math.hypot(tap.x - last.x, tap.y - last.y) < 30;
    this.last = twice ? null : tap;
    if (twice) this.toggle(tap);
  }

  key(event) {
    if (busyKeys(event) || !this.ready) return;
    const { target, key } = event;
    const { scale } = this.stage.view;
    const free = target === document.body || target === this.stage.sheet;
    const pan = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] }[key];
    const to = { "+": scale * STEP, "=": scale * STEP, "-": scale / STEP, 0: 1 }[key];
    if (to) this.glide(to);
    else if (key.toLowerCase() === "z") this.toggle();
    else if (pan && free && this.zoomed) this.shift(...pan);
    // Space still presses buttons and chooses.
    else if (key === " " && (free || target.matches?.(".divider, [type=range], [type=radio]:checked"))) this.peek(true);
    else return;
    event.preventDefault();
  }
}

// Where a pointer is in its pane.
function where({ clientX, clientY, target }) {
  const { left, top } = (target.closest(".pane") ?? byId("pane")).getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}

// Let a pane follow a pointer, which may be gone already.
function capture({ target }, id) {
  try {
    target.closest(".pane").setPointerCapture(id);
  } catch {
    // it ends without being captured
  }
}

// Lay a region over the drawing.
export async function lay(image, blob, { place, whole }) {
  if (!(await show(image, blob))) return;
  const share = (part, all) => `${(100 * part) / all}%`;
  Object.assign(image.style, {
    left: share(place.left, whole.width),
    top: share(place.top, whole.height),
    width: share(place.width, whole.width),
    height: share(place.height, whole.height),
  });
}
