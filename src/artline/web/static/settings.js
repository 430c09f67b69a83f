// The settings of the current photo, kept in the URL's hash so that a link restores them. Each
// photo keeps its own; `use` brings in those of another.

const PAGE = { page: "", pen: "0.35" };
const CHOICES = ["palette", "background"];
const COLOURS = ["ink", "paper"];

// Any CSS colour as #rrggbb, or null where the browser does not know it.
function hex(text) {
  if (!CSS.supports("color", text)) return null;
  const pen = document.createElement("canvas").getContext("2d");
  pen.fillStyle = text;
  return /^#[0-9a-f]{6}$/.test(pen.fillStyle) ? pen.fillStyle : null;
}

// Whether a case of an option's `applies_to` holds; what is not known speaks against none.
const holds = (one, known) =>
  Object.entries(one).every(
    ([name, { values, excluded }]) => !(name in known) || values.includes(known[name]) !== excluded,
  );

export class Settings extends EventTarget {
  // table: the answer of GET /api/looks; presets: that of GET /api/presets.
  constructor(table, presets) {
    super();
    this.presets = presets;
    this.looks = table;
    const byName = (options) => Object.fromEntries(options.map((option) => [option.name, option]));
    const knobs = byName(table.flatMap((look) => look.knobs));
    this.knobs = Object.values(knobs);
    this.choices = byName(table[0].options);
    this.options = { ...knobs, ...this.choices };
    this.defaults = { preset: "", look: table[0].name, ...PAGE };
    for (const name of CHOICES) this.defaults[name] = this.choices[name].default;
    for (const knob of this.knobs) this.defaults[knob.name] = knob.default;
    for (const name of COLOURS) this.defaults[name] = hex(this.choices[name].default);
    this.values = { ...this.defaults, ...this.read() };
    this.beside = () => []; // names and values of what the link holds besides
    addEventListener("hashchange", () => {
      this.values = { ...this.defaults, ...this.read() };
      this.tell(Object.keys(this.values), false);
    });
  }

  // live: still being dragged; the hash is written at the end.
  set(changes, live = false) {
    Object.assign(this.values, changes);
    if (!live) this.write();
    this.tell(Object.keys(changes), live);
  }

  // The settings of another photo, or of an earlier time.
  use(values) {
    this.values = { ...this.defaults, ...values };
    this.write();
    this.dispatchEvent(new CustomEvent("change", { detail: { names: [], live: false, used: true } }));
  }

  // What a preset says is set, the rest is neutral; page and pen stay unless it says something of them.
  take(preset) {
    this.set({ ...this.defaults, ...this.ownPage, ...this.of(preset), preset: preset.name });
  }

  // What a preset says of the page's own settings.
  of({ settings }) {
    const found = {};
    for (const [name, value] of Object.entries(settings)) {
      const sensed = name === "preset" ? null : this.sense(name, String(value));
      if (sensed !== null) found[name] = sensed;
    }
    const { ink = this.defaults.ink, paper = this.defaults.paper } = found;
    return settings.invert ? { ...found, ink: paper, paper: ink } : found;
  }

  // The preset that was taken last; what was changed since wins.
  get preset() {
    return this.presetIn(this.values);
  }

  presetIn(values) {
    return this.presets.find(({ name }) => name === values.preset);
  }

  // Whether nothing was changed since that preset was taken.
  get untouched() {
    const said = this.preset ? this.of(this.preset) : {};
    return Object.entries({ ...this.defaults, ...said }).every(([name, value]) =>
      name === "preset" || (name in PAGE && !(name in said)) || this.values[name] === value);
  }

  // Page and pen as the user chose them: without those that the preset brought.
  get ownPage() {
    const said = this.preset ? this.of(this.preset) : {};
    const { values, defaults } = this;
    return Object.fromEntries(
      Object.keys(PAGE).map((name) => [name, values[name] === said[name] ? defaults[name] : values[name]]),
    );
  }

  reset() {
    this.set({ ...this.defaults, ...this.ownPage });
  }

  get changed() {
    return this.differing(this.values, this.defaults);
  }

  differing(values, others) {
    return Object.keys(this.defaults).filter((name) => values[name] !== others[name]);
  }

  // What must be said: what differs from the defaults, and what the preset says otherwise.
  said(values) {
    const changed = new Set(this.differing(values, this.defaults));
    const preset = this.presetIn(values);
    const brought = preset ? this.of(preset) : {};
    for (const name of Object.keys(brought)) if (values[name] !== brought[name]) changed.add(name);
    return [...changed];
  }

  // Query of a request: the settings that must be said and do something there. values: those of
  // another photo than the current one.
  query(more = {}, command = "draw", values = this.values) {
    const preset = this.presetIn(values);
    const known = { invert: this.choices.invert.default, format: "png", ...preset?.settings, ...values, ...more, command };
    known.page = more.page || null;
    const wanted = Object.fromEntries(this.said(values).map((name) => [name, values[name]]));
    if (preset?.settings.invert) wanted.invert = known.invert = false; // the page swaps the colours
    for (const name of Object.keys(PAGE)) delete wanted[name];
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...wanted, ...more })) {
      if (this.counts(name, known)) query.set(name, value);
    }
    if (preset?.settings.page && !more.page) query.set("page", ""); // takes back the preset's
    return query;
  }

  // Whether a choice does something, given what is known: look, format, command, other choices.
  counts(name, known) {
    const option = this.options[name];
    if (!option) return true;
    const rules = [option.applies_to, option.choices_apply_to?.[known[name]] ?? []];
    return rules.every((cases) => !cases.length || cases.some((one) => holds(one, known)));
  }

  tell(names, live) {
    this.dispatchEvent(new CustomEvent("change", { detail: { names, live } }));
  }

  write() {
    const query = new URLSearchParams();
    for (const name of this.said(this.values)) query.set(name, this.values[name]);
    for (const [name, value] of this.beside()) query.set(name, value);
    const hash = query.toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname);
  }

  // A link may be old or mistyped: unknown names and values are ignored.
  read() {
    const given = new URLSearchParams(location.hash.slice(1));
    const preset = this.presets.find(({ name }) => name === given.get("preset"));
    const values = preset ? this.of(preset) : {};
    for (const [name, text] of given) {
      const value = this.sense(name, text);
      if (value !== null) values[name] = value;
    }
    return values;
  }

  sense(name, text) {
    const knob = this.knobs.find((each) => each.name === name);
    if (knob) {
      const number = Number(text);
      return Number.isFinite(number) ? Math.min(knob.high, Math.max(knob.low, number)) : null;
    }
    if (COLOURS.includes(name)) return hex(text);
    if (name === "preset") return this.presets.some((preset) => preset.name === text) ? text : null;
    if (name === "look") return this.looks.some((look) => look.name === text) ? text : null;
    if (CHOICES.includes(name)) return this.choices[name].choices.includes(text) ? text : null;
    if (name === "page") return /^[a-z0-9]{0,10}$/.test(text) ? text : null;
    if (name === "pen") return /^[0-9.]{1,5}$/.test(text) ? text : null;
    return null;
  }
}
