// What is written when a drawing is saved: format, size, page, machine, film. Kept in the link
// beside the settings, which hold page and pen because presets say something of these.

const DEFAULTS = {
  format: "png", size: "", pixels: 3000, mm: 200, dpi: 300, margin: "", landscape: "", machine: "",
  fill: "", clear: "", shape: "portrait", seconds: 9,
};
const NUMBERS = { pixels: [16, 32000], mm: [5, 5000], dpi: [10, 2400], seconds: [2, 60] };
const SWITCHES = ["landscape", "fill", "clear"];
const SIZES = ["", "2x", "4x", "pixels", "mm", "print"];
const MM_PER_INCH = 25.4;
const MARGIN = 10; // mm, of a page where none was chosen
const LETTER_COUNTRIES = /-(US|CA|MX|CL|CO|PH)$/;

// What is saved besides formats of drawings.
export const PAIR = "pair";
export const SHEET = "looks";
const film = (name) => `film-${name}`;

// Event "change": something else will be written.
export class Output extends EventTarget {
  // table: the answer of GET /api/saving.
  constructor(settings, table) {
    super();
    this.settings = settings;
    this.table = table;
    for (const option of table.options) settings.options[option.name] ??= option;
    this.formats = table.formats.map(({ name, ...more }) => ({ ...more, name, id: name }));
    this.films = table.films.map(({ name, ...more }) => ({ ...more, name, kind: "film", id: film(name) }));
    const png = { suffix: ".png", media_type: "image/png", name: "png" };
    this.sheets = [PAIR, SHEET].map((id) => ({ ...png, kind: id, id }));
    this.all = [...this.formats, ...this.films, ...this.sheets];
    this.values = { ...this.usual, ...this.read() };
    settings.beside = () => Object.entries(this.values).filter(([name, value]) => value !== this.usual[name]);
    this.brought = settings.preset?.format; // the format that the preset is meant for
    settings.addEventListener("change", ({ detail: { names, live } }) => {
      if (this.linked) this.values = { ...this.usual, ...this.read() };
      else if (names.includes("preset")) this.follow(settings.preset?.format);
      this.linked = false;
      this.brought = settings.preset?.format;
      if (!live) this.tell();
    });
    // before the settings read the link, which then tell of it
    addEventListener("hashchange", () => (this.linked = true), { capture: true });
  }

  // Another preset was taken, or none: its format goes with it.
  follow(format) {
    const before = this.values.format;
    if (format) this.values.format = format;
    else if (before === this.brought) this.values.format = DEFAULTS.format;
    if (this.values.format !== before) this.settings.write();
  }

  // What is written where nothing was chosen: a preset may be meant for a format.
  get usual() {
    return { ...DEFAULTS, format: this.settings.preset?.format ?? DEFAULTS.format };
  }

  set(changes) {
    Object.assign(this.values, changes);
    this.settings.write();
    this.tell();
  }

  tell() {
    this.dispatchEvent(new CustomEvent("change"));
  }

  read() {
    const found = {};
    for (const [name, text] of new URLSearchParams(location.hash.slice(1))) {
      if (name in NUMBERS) {
        const number = this.number(name, text);
        if (number) found[name] = number;
      } else if (name === "format" && this.all.some(({ id }) => id === text)) found.format = text;
      else if (name === "size" && SIZES.includes(text)) found.size = text;
      else if (name === "margin" && /^[0-9.]{1,6}$/.test(text)) found.margin = text;
      else if (SWITCHES.includes(name) && ["true", "false"].includes(text)) found[name] = text;
      else if (name === "machine" && this.table.machines.some((each) => each.name === text)) found.machine = text;
      else if (name === "shape" && this.shapes.includes(text)) found.shape = text;
    }
    return found;
  }

  number(name, text) {
    const [low, high] = NUMBERS[name];
    const number = Number(text);
    return number ? Math.min(high, Math.max(low, number)) : null;
  }

  get shapes() {
    return this.table.film_options.find(({ name }) => name === "shape").choices;
  }

  // The chosen row: of a format, a film or a sheet.
  get row() {
    return this.all.find(({ id }) => id === this.values.format) ?? this.formats[0];
  }

  get printed() {
    return this.row.kind === "picture" && this.values.size === "print";
  }

  // The paper that is meant where none was chosen; "" is the photo's shape.
  get paper() {
    const { page } = this.settings.values;
    if (page === "photo") return "";
    const paper = LETTER_COUNTRIES.test(navigator.language) ? "letter" : "a4";
    return page || (this.printed || this.row.name === "pdf" ? paper : "");
  }

  landscape({ ink }) {
    const { landscape } = this.values;
    return landscape === "" ? ink.width > ink.height : landscape === "true";
  }

  // Areas of flat colour are no strokes: filled, unless chosen otherwise.
  filled(values = this.settings.values) {
    const { fill } = this.values;
    return fill === "" ? this.settings.counts("palette", { look: values.look }) : fill === "true";
  }

  // What a switch or choice would do for the chosen format, whatever is chosen of it now.
  counts(name, value) {
    const { row, settings } = this;
    if (row.kind !== "picture" && row.kind !== "strokes") return false;
    const known = { ...settings.values, invert: false, pens: null, format: row.name, command: "draw", svg: "strokes" };
    known.svg = this.filled() && ["svg", "pdf"].includes(row.name) ? "fill" : "strokes";
    known.page = row.kind === "picture" && !this.printed ? null : this.paper || null;
    known.machine = this.values.machine || this.table.machine_of[row.name] || null;
    return settings.counts(name, { ...known, ...(value === undefined ? {} : { [name]: value }) });
  }

  get machines() {
    return this.table.machines.filter(({ formats }) => formats.includes(this.row.name));
  }

  // Long side of a picture in pixels; null is the photo's own, or what the preset says.
  side({ ink }) {
    const { size, pixels, mm, dpi } = this.values;
    const own = this.settings.preset?.settings.size ?? Math.max(ink.width, ink.height);
    return { "2x": 2 * own, "4x": 4 * own, pixels, mm: Math.round((mm / MM_PER_INCH) * dpi) }[size] ?? null;
  }

  // Width and height in pixels of a picture, or null where something else is written.
  measure(item, size = this.values.size) {
    const { ink } = item;
    if (this.row.kind !== "picture") return null;
    if (size === "print") {
      const name = this.paper;
      const custom = name.match(/^([0-9.]+)x([0-9.]+)mm$/);
      let [wide, high] = this.table.pages[name] ?? (custom ? [+custom[1], +custom[2]] : [0, 0]);
      if (this.landscape(item)) [wide, high] = [Math.max(wide, high), Math.min(wide, high)];
      return [wide, high].map((side) => Math.round((side / MM_PER_INCH) * this.values.dpi));
    }
    const { values } = this;
    this.values = { ...values, size };
    const side = this.side(item) ?? this.settings.preset?.settings.size ?? Math.max(ink.width, ink.height);
    this.values = values;
    const scale = side / Math.max(ink.width, ink.height);
    return [ink.width, ink.height].map((each) => Math.max(1, Math.round(each * scale)));
  }

  // Pixels across the drawing as it is saved; of what has no pixels, across the photo.
  across(item) {
    const { ink } = item;
    if (!this.printed) return this.measure(item)?.[0] ?? ink.width;
    const [wide, high] = this.measure(item);
    const edges = (2 * Number(this.values.margin || MARGIN) * this.values.dpi) / MM_PER_INCH;
    return ink.width * Math.min((wide - edges) / ink.width, (high - edges) / ink.height);
  }

  allows(measure) {
    return !measure || measure[0] * measure[1] <= this.table.pixels;
  }

  // What is asked of the server: { kind: "drawing", "film" or "pair", query }.
  job(item) {
    const { row, settings, values } = this;
    const own = item.values ?? settings.values;
    if (row.kind === PAIR) return { kind: "pair", query: settings.query({}, "pair", own) };
    if (row.kind === "film") {
      const more = { format: row.name, shape: values.shape, seconds: values.seconds };
      return { kind: "film", query: settings.query(more, "film", own) };
    }
    const more = { format: row.name };
    if (row.kind === "picture") {
      const side = this.side(item);
      if (side && !this.printed) more.size = side;
      if (values.size === "mm" || this.printed) more.dpi = values.dpi;
      if (values.clear === "true") more.background = "transparent";
    } else {
      more.pen = own.pen;
      if (["svg", "pdf"].includes(row.name) && this.filled(own)) more.svg = "fill";
      if (this.machines.some(({ name }) => name === values.machine)) more.machine = values.machine;
    }
    if (row.kind === "strokes" || this.printed) {
      if (this.paper) more.page = this.paper;
      if (this.paper && this.landscape(item)) more.landscape = true;
      if (values.margin !== "") more.margin = values.margin;
    }
    return { kind: "drawing", query: settings.query(more, "draw", own) };
  }

  // Name of the file: the photo's, and what was made of it.
  named(item, end) {
    return `${item.name.replace(/\.[^.]*$/, "")}${end}${this.row.suffix}`;
  }
}
