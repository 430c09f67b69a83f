// Crop, turn, straighten: a dialog that makes a frame. Its geometry is in geometry.js.
import * as api from "./api.js";
import { byId, make } from "./page_parts.js";
import { boxOf, fitted, frameOf, inside, suggested, turnedSize } from "./geometry.js";
import { texts } from "./texts.js";

// Width by height; "" is any shape, "photo" that of the photo.
const SHAPES = { "": null, photo: "photo", square: 1, "4:5": 4 / 5, a4: 210 / 297 };
const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];
// Smallest side of a crop, as a share of the photo's shorter side.
const SMALLEST = 0.04;
// Long side of the photo that is shown, pixels.
const SHOWN = 1600;

export class Crop {
  // done(item, frame): called with another frame than the item's.
  constructor(preview, done) {
    Object.assign(this, { preview, done, pointers: new Map() });
    this.dialog = byId("crop");
    this.area = byId("crop-area");
    this.canvas = byId("crop-photo");
    this.box = byId("crop-frame");
    this.angle = byId("crop-angle");
    for (const name of HANDLES) {
      const handle = make("span", { className: "handle" });
      handle.dataset.handle = name;
      this.box.append(handle);
    }
    for (const name of Object.keys(SHAPES)) byId("crop-shapes").append(this.choice(name));
    this.listen();
  }

  choice(name) {
    const radio = make("input", { type: "radio", name: "shape", value: name });
    radio.addEventListener("change", () => this.reshape(name));
    return make("label", {}, radio, make("span", { textContent: texts.cropShapes[name] }));
  }

  async open(item) {
    this.item = item;
    const frame = item.frame ?? {};
    Object.assign(this, { turn: Number(frame.turn ?? 0), tilt: Number(frame.straighten ?? 0), shape: "", upended: false });
    this.rect = frame.crop ? boxOf(frame, item.whole) : this.largest();
    byId("crop-shapes").querySelector("[value='']").checked = true;
    byId("crop-face").hidden = !item.whole.face_boxes.length;
    this.picture = null;
    this.dialog.showModal();
    this.box.focus({ preventScroll: true });
    this.draw();
    // a frame comes from here alone: without one the server has the whole photo
    item.wholePicture ??= await this.preview.kept(item, () => api.photo(item.ink.id, SHOWN));
    if (!this.dialog.open) return;
    this.picture = await createImageBitmap(item.wholePicture);
    this.draw();
  }

  get size() {
    return turnedSize(this.item.whole, this.turn);
  }

  get radians() {
    return (this.tilt * Math.PI) / 180;
  }

  // Width by height that is kept while sides are dragged, or null.
  get ratio() {
    const [width, height] = this.size;
    const shape = SHAPES[this.shape] === "photo" ? width / height : SHAPES[this.shape];
    return shape && this.upended ? 1 / shape : shape;
  }

  largest() {
    const [width, height] = this.size;
    const ratio = this.ratio ?? width / height;
    const w = Math.min(width, height * ratio);
    return fitted({ x: 0, y: 0, w, h: w / ratio }, this.size, this.radians);
  }

  reshape(name) {
    const [width, height] = this.size;
    this.shape = name;
    // paper stands upright beside an upright photo, and lies beside a wide one
    this.upended = typeof SHAPES[name] === "number" && width > height;
    if (this.ratio) this.rect = this.largest();
    this.draw();
  }

  upend() {
    this.upended = !this.upended;
    if (this.ratio) this.rect = this.largest();
    else {
      const { x, y, w, h } = this.rect;
      this.rect = fitted({ x, y, w: h, h: w }, this.size, this.radians);
    }
    this.draw();
  }

  quarter(by) {
    const { x, y, w, h } = this.rect;
    this.turn = (this.turn + by + 360) % 360;
    this.rect = fitted(by > 0 ? { x: -y, y: x, w: h, h: w } : { x: y, y: -x, w: h, h: w }, this.size, this.radians);
    if (this.ratio) this.upended = !this.upended;
    this.draw();
  }

  straighten(degrees) {
    this.wanted ??= this.rect;
    this.tilt = degrees;
    this.rect = fitted(this.wanted, this.size, this.radians);
    this.draw();
  }

  face() {
    if (!this.ratio) {
      this.shape = "4:5";
      this.upended = false;
      byId("crop-shapes").querySelector("[value='4:5']").checked = true;
    }
    this.rect = suggested(this.item.whole, this.turn, this.radians, this.ratio);
    this.draw();
  }

  // Move by pixels of the photo, as far as it goes, along each side by itself.
  move(dx, dy) {
    for (const [x, y] of [[dx, 0], [0, dy]]) {
      const moved = { ...this.rect, x: this.rect.x + x, y: this.rect.y + y };
      this.rect = between(this.rect, moved, (box) => inside(box, this.size, this.radians));
    }
    this.wanted = null;
    this.draw();
  }

  // Drag a side or corner by pixels of the photo; the opposite one stays.
  drag(handle, dx, dy) {
    const { x, y, w, h } = this.rect;
    const east = handle.includes("e") ? 1 : handle.includes("w") ? -1 : 0;
    const south = handle.includes("s") ? 1 : handle.includes("n") ? -1 : 0;
    const least = SMALLEST * Math.min(...this.size);
    let wide = Math.max(least, w + east * dx);
    let high = Math.max(least, h + south * dy);
    const { ratio } = this;
    if (ratio && (!east || (south && Math.abs(high - h) * ratio > Math.abs(wide - w)))) wide = high * ratio;
    if (ratio) high = wide / ratio;
    const target = { x: x + (east * (wide - w)) / 2, y: y + (south * (high - h)) / 2, w: wide, h: high };
    this.rect = between(this.rect, target, (box) => inside(box, this.size, this.radians));
    this.wanted = null;
    this.draw();
  }

  scale(by) {
    const { x, y, w, h } = this.rect;
    const least = SMALLEST * Math.min(...this.size);
    const factor = Math.max(by, least / Math.min(w, h));
    this.rect = fitted({ x, y, w: w * factor, h: h * factor }, this.size, this.radians);
    this.wanted = null;
    this.draw();
  }

  reset() {
    Object.assign(this, { turn: 0, tilt: 0, shape: "", upended: false, wanted: null });
    byId("crop-shapes").querySelector("[value='']").checked = true;
    this.rect = this.largest();
    this.draw();
  }

  apply() {
    const frame = frameOf(this.rect, this.turn, this.tilt, this.item.whole);
    this.dialog.close();
    if (JSON.stringify(frame) !== JSON.stringify(this.item.frame)) this.done(this.item, frame);
  }

  // Pixels on the screen for one of the photo: all of the tilted photo is in sight.
  get zoom() {
    const { width, height } = this.area.getBoundingClientRect();
    const [w, h] = this.size;
    const [lean, upright] = [Math.abs(Math.sin(this.radians)), Math.cos(this.radians)];
    return Math.min(width / (w * upright + h * lean), height / (h * upright + w * lean));
  }

  draw() {
    const { canvas, rect: { x, y, w, h }, zoom } = this;
    const { width, height } = this.area.getBoundingClientRect();
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    const pen = canvas.getContext("2d");
    pen.scale(devicePixelRatio, devicePixelRatio);
    pen.translate(width / 2, height / 2);
    if (this.picture) {
      const [long, short] = [this.item.whole.width * zoom, this.item.whole.height * zoom];
      pen.save();
      pen.rotate(this.radians + (this.turn * Math.PI) / 180);
      pen.drawImage(this.picture, -long / 2, -short / 2, long, short);
      pen.restore();
    }
    Object.assign(this.box.style, {
      left: `${width / 2 + (x - w / 2) * zoom}px`,
      top: `${height / 2 + (y - h / 2) * zoom}px`,
      width: `${w * zoom}px`,
      height: `${h * zoom}px`,
    });
    this.angle.value = this.tilt;
    const degrees = texts.degrees(this.tilt);
    byId("crop-degrees").textContent = degrees;
    this.angle.setAttribute("aria-valuetext", degrees);
    byId("crop-size").textContent = texts.pixels(Math.round(w), Math.round(h));
  }

  listen() {
    const { box, area, pointers, dialog } = this;
    byId("open-crop").addEventListener("click", () => this.open(this.preview.queue.current));
    byId("crop-left").addEventListener("click", () => this.quarter(-90));
    byId("crop-right").addEventListener("click", () => this.quarter(90));
    byId("crop-upend").addEventListener("click", () => this.upend());
    byId("crop-face").addEventListener("click", () => this.face());
    byId("crop-reset").addEventListener("click", () => this.reset());
    byId("crop-done").addEventListener("click", () => this.apply());
    byId("crop-cancel").addEventListener("click", () => dialog.close());
    this.angle.addEventListener("input", () => this.straighten(Number(this.angle.value)));
    this.angle.addEventListener("dblclick", () => this.straighten(0));
    addEventListener("resize", () => dialog.open && this.draw());
    box.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      box.setPointerCapture(event.pointerId);
      this.handle = event.target.dataset.handle ?? "";
      pointers.set(event.pointerId, [event.clientX, event.clientY]);
    });
    box.addEventListener("pointermove", (event) => {
      const former = pointers.get(event.pointerId);
      if (!former) return;
      const spread = this.spread;
      pointers.set(event.pointerId, [event.clientX, event.clientY]);
      const [dx, dy] = [event.clientX - former[0], event.clientY - former[1]].map((each) => each / this.zoom);
      if (pointers.size > 1) this.scale(this.spread / spread);
      else if (this.handle) this.drag(this.handle, dx, dy);
      else this.move(dx, dy);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      box.addEventListener(end, (event) => pointers.delete(event.pointerId));
    }
    area.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.scale(1.1 ** Math.sign(event.deltaY));
    }, { passive: false });
    box.addEventListener("keydown", (event) => this.key(event));
  }

  // Pixels between two fingers.
  get spread() {
    const [one, other] = [...this.pointers.values()];
    return other ? Math.max(1, Math.hypot(one[0] - other[0], one[1] - other[1])) : 1;
  }

  // Arrows move; with Shift, they move the right and the lower side; + and - change the size.
  key(event) {
    const step = 0.01 * Math.max(...this.size);
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (by && event.shiftKey) this.drag(by[0] ? "e" : "s", ...by);
    else if (by) this.move(...by);
    else if (event.key === "+" || event.key === "=") this.scale(1.05);
    else if (event.key === "-") this.scale(1 / 1.05);
    else if (event.key === "Enter") this.apply();
    else return;
    event.preventDefault();
  }
}

// The box nearest to `target` on the way from `start` that is allowed.
function between(start, target, allowed) {
  if (allowed(target)) return target;
  let [low, high] = [0, 1];
  const at = (t) => Object.fromEntries(Object.keys(start).map((key) => [key, start[key] + t * (target[key] - start[key])]));
  for (let k = 0; k < 20; k++) {
    const middle = (low + high) / 2;
    if (allowed(at(middle))) low = middle;
    else high = middle;
  }
  return at(low);
}
