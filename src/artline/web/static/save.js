// Save as files, copy to the clipboard, share.
import * as api from "./api.js";
import { byId, make, say } from "./page_parts.js";
import { texts } from "./texts.js";
import { zip } from "./zip.js";

const STROKES = ["svg", "pdf", "gcode"];
const FILLED = ["svg", "pdf"];

export class Save {
  constructor(queue, settings, preview) {
    Object.assign(this, { queue, settings, preview });
    for (const id of ["save-png", "save-near"]) {
      byId(id).addEventListener("click", () => this.run(byId(id), () => this.file("png")));
    }
    for (const name of Object.keys(texts.chips)) if (this.offered(name)) byId("chips").append(this.chip(name));
    this.pageChoices();
  }

  // Copy and share are offered only where the browser supports them: on localhost and by HTTPS.
  offered(name) {
    if (!isSecureContext && (name === "copy" || name === "share")) return false;
    if (name === "copy") return Boolean(navigator.clipboard?.write && globalThis.ClipboardItem);
    if (name === "share") return Boolean(navigator.canShare?.({ files: [new File([""], "a.png", { type: "image/png" })] }));
    return true;
  }

  chip(name) {
    const button = make("button", { type: "button", className: "chip", id: `save-${name}`, textContent: texts.chips[name] });
    const action = this[name]?.bind(this) ?? (() => this.file(name));
    button.addEventListener("click", () => this.run(button, action));
    return button;
  }

  pageChoices() {
    const { settings } = this;
    const page = byId("page");
    for (const [name, title] of Object.entries(texts.pages)) page.append(new Option(title, name));
    const pen = byId("pen");
    const fill = () => {
      const { page: chosen, pen: width } = settings.values;
      for (const [select, value, title] of [[page, chosen, chosen], [pen, width, texts.millimetres(width)]]) {
        if (![...select.options].some((option) => option.value === value)) select.append(new Option(title, value));
        select.value = value;
      }
    };
    for (const width of ["0.1", "0.2", "0.3", "0.35", "0.5", "0.7", "1"]) {
      pen.append(new Option(texts.millimetres(width), width));
    }
    page.addEventListener("change", () => settings.set({ page: page.value }));
    pen.addEventListener("change", () => settings.set({ pen: pen.value }));
    settings.addEventListener("change", fill);
    fill();
  }

  // The button is busy meanwhile; errors are shown, not thrown.
  async run(button, action) {
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    const late = setTimeout(() => say(texts.saving), 400);
    try {
      await action();
      dispatchEvent(new Event("saved")); // nothing is lost now where the page is closed
    } catch (error) {
      if (error.kind === "offline") this.preview.tell("offline", {});
      else if (!api.isAbort(error)) say(error.kind ? error.message : texts.browserRefused);
    } finally {
      clearTimeout(late);
      button.removeAttribute("aria-busy");
    }
  }

  // A drawing at the photo's pixels, or strokes on the chosen page.
  async drawn(item, format, more = {}) {
    const page = STROKES.includes(format) ? this.settings.paged : {};
    // flat colour is no stroke: in a file for the eye it is filled, and a plotter draws the ink
    if (FILLED.includes(format) && this.settings.counts("palette", this.settings.values)) page.svg = "fill";
    const query = this.settings.query({ ...page, format, ...more }, "draw", item.values);
    return this.preview.kept(item, () => api.drawing(item.ink.id, query));
  }

  get item() {
    return this.queue.current;
  }

  async file(format) {
    const blob = await this.drawn(this.item, format);
    hand(blob, named(this.item, texts.suffixes.line, format));
  }

  async clear() {
    const blob = await this.drawn(this.item, "png", { background: "transparent" });
    hand(blob, named(this.item, texts.suffixes.clear, "png"));
  }

  async pair() {
    const { item } = this;
    const blob = await this.preview.kept(item, () => api.pair(item.ink.id, this.settings.query({}, "pair")));
    hand(blob, named(item, texts.suffixes.pair, "png"));
  }

  // Browsers allow this only during the click: hand over a promise of the picture.
  async copy() {
    const blob = this.drawn(this.item, "png");
    await Promise.all([navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]), blob]);
    say(texts.copied);
  }

  async share() {
    const blob = await this.drawn(this.item, "png");
    const name = named(this.item, texts.suffixes.line, "png");
    await navigator.share({ files: [new File([blob], name, { type: "image/png" })] });
  }

  async all() {
    const files = new Map();
    for (const item of this.queue.items.filter((each) => each.state === "done")) {
      let name = named(item, texts.suffixes.line, "png");
      if (files.has(name)) name = `${item.key}-${name}`;
      files.set(name, await this.drawn(item, "png"));
    }
    hand(await zip([...files]), texts.archive);
  }

  refresh() {
    const drawn = this.queue.items.filter((item) => item.state === "done").length;
    byId("save-all").hidden = drawn < 2;
    byId("save").disabled = this.item?.state !== "done";
  }
}

const named = (item, suffix, format) => `${item.name.replace(/\.[^.]*$/, "")}-${suffix}.${format}`;

function hand(blob, name) {
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  say(texts.saved(name));
}
