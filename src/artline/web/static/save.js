// The bar that saves: what is written, and every way out of the page.
import * as api from "./api.js";
import { commandLine } from "./command.js";
import { fetched } from "./fetched.js";
import { looksSheet } from "./looks_sheet.js";
import { PAIR, SHEET } from "./output.js";
import { byId, make, say } from "./page_parts.js";
import { SaveOptions } from "./save_options.js";
import { texts } from "./texts.js";
import { zip } from "./zip.js";

// Milliseconds without a change after which the file is made ready.
const QUIET = 900;
// Pixels above which it is made when it is saved.
const READY_PIXELS = 26e6;
// Pixels of the small view, on screens with two device pixels for each of CSS.
const THUMB = 88;
// Bytes above which a file is too heavy to be a small view.
const LARGEST_THUMB = 4e6;
const SHOWN_TYPES = ["image/png", "image/jpeg", "image/webp", "image/svg+xml", "image/gif", "image/avif"];

export class Save {
  constructor(queue, settings, preview, output) {
    Object.assign(this, { queue, settings, preview, output });
    this.version = 0; // of what is drawn: retouch changes it
    this.marked = 0; // strokes of retouch in the drawing that is shown
    this.ready = null; // { key, file, promise, abort }: the file as it will be saved
    this.busy = null; // what is being saved, to be cancelled
    this.options = new SaveOptions(output, settings);
    this.formats();
    const on = (id, action) => byId(id).addEventListener("click", action);
    on("save-now", () => (this.busy ? this.busy.abort() : this.run((job) => this.file(job))));
    on("save-all", () => this.run((job) => this.archive(job)));
    on("save-copy", () => this.run((job) => this.copy(job)));
    on("save-share", () => this.run((job) => this.share(job)));
    on("copy-command", () => this.run(() => this.copyText(this.command())));
    on("copy-link", () => this.run(() => this.copyText(location.href)));
    on("save-film", () => {
      output.set({ format: output.films.find(({ name }) => name === "mp4")?.id ?? output.films[0].id });
      this.open(true);
    });
    on("save-more", () => this.open(byId("save-options").hidden));
    for (const id of ["save", "save-options"]) {
      byId(id).addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !byId("save-options").hidden) {
          event.stopPropagation();
          this.open(false);
          byId("save-more").focus();
        }
      });
    }
    byId("save-thumb").addEventListener("dragstart", (event) => this.drag(event));
    output.addEventListener("change", () => this.refresh());
    // While a knob is turned, the server has nothing else to do.
    settings.addEventListener("change", ({ detail }) => detail.live && this.hold());
    preview.addEventListener("shown", ({ detail: { marked } }) => {
      if (marked !== this.marked) this.version += 1;
      this.marked = marked;
      this.refresh();
    });
    // Copy and share are there on localhost and by HTTPS alone.
    byId("save-copy").hidden = !(navigator.clipboard?.write && globalThis.ClipboardItem);
    const text = new File([""], "a.png", { type: "image/png" });
    byId("save-share").hidden = !navigator.canShare?.({ files: [text] });
    for (const id of ["copy-command", "copy-link"]) byId(id).hidden = !navigator.clipboard?.writeText;
  }

  formats() {
    const { output } = this;
    const select = byId("save-format");
    for (const [name, rows] of [
      ["picture", output.formats.filter(({ kind }) => kind === "picture")],
      ["strokes", output.formats.filter(({ kind }) => kind === "strokes")],
      ["film", output.films],
      ["sheet", output.sheets],
    ]) {
      const group = make("optgroup", { label: texts.formatGroups[name] });
      for (const { id } of rows) group.append(new Option(texts.formats[id] ?? id.toUpperCase(), id));
      select.append(group);
    }
    select.addEventListener("change", () => output.set({ format: select.value }));
  }

  get item() {
    return this.queue.current;
  }

  open(wanted) {
    byId("save-options").hidden = !wanted;
    byId("save-more").setAttribute("aria-expanded", wanted);
  }

  // Bring the bar up to date, and the file with it.
  refresh() {
    const { item, output } = this;
    const drawn = this.queue.items.filter(({ state }) => state === "done").length;
    const able = item?.state === "done" && Boolean(item.ink);
    byId("save").disabled = !able;
    if (!able) this.open(false);
    byId("save-all").hidden = drawn < 2;
    byId("save-all").textContent = texts.saveAll(drawn);
    byId("save-format").value = output.row.id;
    if (!this.busy) byId("save-now").textContent = texts.save;
    byId("copy-command").disabled = [PAIR, SHEET].includes(output.row.kind);
    clearTimeout(this.pause);
    if (!able) {
      this.tell("");
      return;
    }
    this.options.refresh(item);
    const key = this.key(item);
    if (!this.busy && this.ready && this.ready.key !== key) this.drop(); // what is being saved is left alone
    this.facts();
    if (!this.ready && this.quick(item)) this.pause = setTimeout(() => this.prepare(), QUIET);
  }

  hold() {
    clearTimeout(this.pause);
    if (this.ready && !this.ready.file && !this.busy) this.drop();
  }

  drop() {
    this.ready.abort.abort();
    this.ready = null;
  }

  key(item) {
    const { kind, query } = this.output.job(item);
    return [this.version, item.key, item.ink.id, item.marks.done.length, this.output.row.id, kind, query].join(" ");
  }

  // Whether the file can be made before it is asked for, without keeping the server from other work.
  quick(item) {
    const { row } = this.output;
    if (row.kind === "strokes") return true;
    const measure = this.output.measure(item);
    return Boolean(measure) && measure[0] * measure[1] <= READY_PIXELS;
  }

  async prepare() {
    const { item, version } = this;
    await this.preview.latest.quiet();
    if (this.busy || document.hidden || version !== this.version || item !== this.item || this.ready || !item?.ink) return;
    try {
      await this.made(item).promise;
      this.facts();
    } catch {
      // Told when it is saved.
    }
  }

  // The file, ready or being made.
  made(item, progress) {
    const key = this.key(item);
    if (this.ready?.key === key) return this.ready;
    if (this.ready) this.drop();
    const abort = new AbortController();
    const address = api.address(item.ink.id, this.output.job(item));
    const ready = { key, abort, file: null };
    this.ready = ready;
    ready.promise = this.preview
      .kept(item, () => fetched(address, abort.signal, progress), abort.signal)
      .then((file) => (ready.file = file))
      .catch((error) => {
        if (this.ready === ready) this.ready = null;
        throw error;
      });
    return ready;
  }

  tell(text) {
    byId("save-facts").textContent = text;
    byId("save-facts").title = text;
  }

  // What is written, or will be.
  facts() {
    const { item, output } = this;
    if (this.busy || !item?.ink) return;
    const file = this.ready?.file;
    const { written = {}, blob } = file ?? {};
    const said = [];
    const measure = output.measure(item);
    if (measure) said.push(texts.pixelsOf(...measure));
    if (output.printed) said.push(texts.onPaper(texts.paperSizes[output.paper] ?? output.paper, output.values.dpi));
    if (output.row.kind === "strokes") {
      if (written.strokes) said.push(texts.metres(written.length / 1000), texts.minutes(written.seconds, written.machine));
      else said.push(texts.paperSizes[output.paper] ?? (output.paper || texts.photoShape));
    }
    if (output.row.kind === "film") said.push(texts.filmShapes[output.values.shape], texts.seconds(output.values.seconds));
    if (blob) said.push(texts.bytes(blob.size));
    this.tell(said.join(", "));
    this.thumb(blob);
  }

  // A small view of the file, to be dragged; of the drawing where the browser cannot show the file.
  thumb(blob) {
    const image = byId("save-thumb");
    const { drawing } = this.preview.stage;
    const old = image.src;
    if (blob && SHOWN_TYPES.includes(blob.type) && blob.size < LARGEST_THUMB) image.src = URL.createObjectURL(blob);
    else if (drawing.naturalWidth) {
      const canvas = make("canvas", { width: THUMB, height: THUMB });
      const scale = THUMB / Math.min(drawing.naturalWidth, drawing.naturalHeight);
      const [width, height] = [drawing.naturalWidth * scale, drawing.naturalHeight * scale];
      canvas.getContext("2d").drawImage(drawing, (THUMB - width) / 2, (THUMB - height) / 2, width, height);
      image.src = canvas.toDataURL();
    }
    if (old !== image.src && old.startsWith("blob:")) image.onload = () => URL.revokeObjectURL(old);
  }

  // The bar is busy meanwhile; errors are shown, not thrown.
  async run(action) {
    if (this.busy) return;
    this.busy = new AbortController();
    const { signal } = this.busy;
    const late = setTimeout(() => this.waiting(true), 300);
    this.progress(0);
    try {
      await action({ item: this.item, signal });
      dispatchEvent(new Event("saved")); // nothing is lost now where the page is closed
    } catch (error) {
      if (error.kind === "offline") this.preview.tell("offline", {});
      else if (!api.isAbort(error)) say(error.kind ? error.message : texts.browserRefused);
    } finally {
      clearTimeout(late);
      this.busy = null;
      this.waiting(false);
      this.refresh();
    }
  }

  waiting(on) {
    byId("save").setAttribute("aria-busy", on);
    byId("save-progress").hidden = !on;
    if (!on) return;
    byId("save-now").textContent = texts.cancel;
    this.tell(texts.making[this.output.row.kind] ?? texts.making.file);
  }

  // share: 0 is not known yet.
  progress(share) {
    const bar = byId("save-progress");
    bar.classList.toggle("known", share > 0);
    bar.style.setProperty("--done", share);
    if (share > 0) bar.setAttribute("aria-valuenow", Math.round(100 * share));
    else bar.removeAttribute("aria-valuenow");
  }

  // The chosen file of a photo, as a blob.
  async content({ item, signal }) {
    const progress = (share) => this.progress(share);
    if (this.output.row.kind === SHEET) {
      const request = (query) => this.preview.kept(item, () => api.drawing(item.ink.id, query, signal), signal);
      return looksSheet(item, this.settings, request, signal, progress);
    }
    const ready = this.made(item, progress);
    signal.addEventListener("abort", () => ready.abort.abort());
    return (await ready.promise).blob;
  }

  end() {
    return texts.suffixes[this.output.row.kind] ?? texts.suffixes.line;
  }

  async file(job) {
    hand(await this.content(job), this.output.named(job.item, this.end()));
  }

  // Every drawing in the chosen format, under the name of its photo.
  async archive({ signal }) {
    const { output } = this;
    const items = this.queue.items.filter(({ state }) => state === "done");
    const files = new Map();
    for (const [k, item] of items.entries()) {
      this.tell(texts.archiving(k + 1, items.length));
      const several = items.filter((other) => output.named(other, "") === output.named(item, "")).length > 1;
      let name = several ? `${item.name}${output.row.suffix}` : output.named(item, "");
      if (files.has(name)) name = `${item.key}-${name}`;
      files.set(name, await this.content({ item, signal }));
      signal.throwIfAborted();
      this.progress((k + 1) / items.length);
    }
    hand(await zip([...files]), texts.archive);
  }

  // Browsers allow this only during the click: hand over a promise of the picture, which is a PNG.
  async copy({ item, signal }) {
    const png = async () => {
      const { row } = this.output;
      if (row.kind === "picture" && row.name === "png") return this.content({ item, signal });
      const query = this.settings.query({ format: "png" }, "draw", item.values);
      return this.preview.kept(item, () => api.drawing(item.ink.id, query, signal), signal);
    };
    const blob = png();
    await Promise.all([navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]), blob]);
    say(texts.copied);
  }

  async share({ item, signal }) {
    const blob = await this.content({ item, signal });
    await navigator.share({ files: [new File([blob], this.output.named(item, this.end()), { type: blob.type })] });
  }

  command() {
    const { item, output } = this;
    return commandLine(output.job(item), item.name, item.frame, output.named(item, this.end()), this.settings);
  }

  async copyText(text) {
    await navigator.clipboard.writeText(text);
    say(this.item.marks.empty ? texts.copied : texts.copiedWithoutRetouch);
  }

  // Dropped on a folder it is the file; on another page, the picture.
  drag(event) {
    const { item, output } = this;
    if (output.row.kind === SHEET) return;
    const job = output.job(item);
    const query = new URLSearchParams(job.query);
    query.set("download", "true");
    const address = new URL(api.address(item.ink.id, { kind: job.kind, query }), document.baseURI);
    event.dataTransfer.effectAllowed = "copy";
    event.dataTransfer.setData("DownloadURL", `${output.row.media_type}:${output.named(item, this.end())}:${address}`);
  }
}

function hand(blob, name) {
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  say(texts.saved(name));
}
