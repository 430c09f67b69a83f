// Compare two settings: one is kept while the panel changes the other.
import * as api from "./api.js";
import { Latest } from "./latest.js";
import { byId, make } from "./page_parts.js";
import { clear, show } from "./stage.js";
import { lookTitle, texts } from "./texts.js";
import { busyKeys, lay } from "./zoom.js";

export const KEYS = Object.entries(texts.compareKeys);

const SIDES = ["A", "B"];

export class Compare {
  constructor({ settings, stage, preview, zoom }, begin) {
    Object.assign(this, { settings, stage, preview, zoom, item: null });
    this.sheet = byId("other-sheet");
    this.drawing = byId("other-drawing");
    this.tile = byId("other-tile");
    this.latest = new Latest((region, signal) => this.sharpen(region, signal));
    this.radios = SIDES.map((side) => this.choice(side));
    byId("open-compare").addEventListener("click", begin);
    byId("beside").addEventListener("change", () => this.arrange());
    settings.addEventListener("change", () => this.item && this.arrange());
    zoom.addEventListener("settled", () => this.follow());
    addEventListener("keydown", (event) => {
      if (busyKeys(event)) return;
      const key = event.key.toLowerCase();
      if (key === "x" && this.item) this.take(1 - this.active);
      else if (key === "b" && !this.item && document.body.dataset.mode === "view" && stage.shown) begin();
      else return;
      event.preventDefault();
    });
  }

  choice(side) {
    const radio = make("input", { type: "radio", name: "side", value: side });
    radio.addEventListener("change", () => this.take(SIDES.indexOf(side)));
    byId("sides").append(make("label", {}, radio, make("span")));
    return radio;
  }

  // Both sides begin alike; the panel changes B.
  open(item) {
    this.item = item;
    this.active = 1;
    this.keep(this.settings.values);
    this.blob = this.stage.blob;
    show(this.drawing, this.blob);
    this.arrange();
    this.radios[1].focus();
  }

  // Settings as they are now, which still know how to be asked for.
  keep(values) {
    this.kept = Object.create(this.settings, { values: { value: { ...values }, writable: true } });
  }

  // The panel changes the other side from now on. Each side keeps its place.
  take(side) {
    if (side === this.active) return;
    this.active = side;
    const { values } = this.kept;
    const { stage } = this;
    this.keep(this.settings.values);
    [stage.blob, this.blob] = [this.blob, stage.blob];
    clear(this.tile);
    clear(stage.tile);
    show(stage.drawing, stage.blob);
    show(this.drawing, this.blob);
    this.settings.set({ ...values });
    this.follow();
  }

  arrange() {
    const area = byId("stage");
    const looks = [this.kept.values.look, this.settings.values.look].map(lookTitle);
    if (this.active === 0) looks.reverse();
    this.radios.forEach((radio, side) => {
      radio.checked = side === this.active;
      radio.nextSibling.textContent = texts.sideOf(SIDES[side], looks[side]);
    });
    area.classList.add("comparing");
    area.classList.toggle("alone", !byId("beside").checked);
    area.dataset.active = SIDES[this.active].toLowerCase();
    byId("pane").dataset.side = texts.sideOf(SIDES[this.active], looks[this.active]);
    byId("other-pane").dataset.side = texts.sideOf(SIDES[1 - this.active], looks[1 - this.active]);
    byId("other-pane").hidden = false;
    const { background, paper } = this.kept.values;
    this.sheet.dataset.ground = background;
    this.sheet.style.setProperty("--paper", paper);
    this.drawing.alt = texts.drawingOf(this.item.name);
  }

  // The kept side shows the same part as the other.
  follow() {
    if (!this.item) return;
    const region = this.zoom.region;
    if (region) this.latest.ask(region);
    else clear(this.tile);
  }

  async sharpen(region, signal) {
    const { item, kept } = this;
    await this.preview.latest.quiet();
    if (!item) return;
    const query = kept.query({ size: region.size, format: "png" });
    try {
      const part = await this.preview.kept(item, () => api.region(item.ink.id, query, region, signal), signal);
      if (kept === this.kept && item === this.item) await lay(this.tile, part, region);
    } catch (error) {
      if (api.isAbort(error)) throw error; // otherwise the drawing stays as sharp as it is
    }
  }

  close() {
    this.item = null;
    const area = byId("stage");
    area.classList.remove("comparing", "alone");
    delete area.dataset.active;
    byId("other-pane").hidden = true;
    clear(this.tile);
    clear(this.drawing);
  }
}
