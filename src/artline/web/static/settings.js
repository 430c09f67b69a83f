// The user's settings, kept in the URL's hash so that a link restores them. Never a photo.

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
  // table: the answer of GET /api/looks.
  constructor(table) {
    super();
    this.looks = table;
    const byName = (options) => Object.fromEntries(options.map((option) => [option.name, option]));
    const knobs = byName(table.flatMap((look) => look.knobs));
    this.knobs = Object.values(knobs);
    this.choices = byName(table[0].options);
    this.options = { ...knobs, ...this.choices };
    this.defaults = { look: table[0].name, ...PAGE };
    for (const name of CHOICES) this.defaults[name] = this.choices[name].default;
    for (const knob of this.knobs) this.defaults[knob.name] = knob.default;
    for (const name of COLOURS) this.defaults[name] = hex(this.choices[name].default);
    this.values = { ...this.defaults, ...this.read() };
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

  reset() {
    const { page, pen } = this.values;
    this.set({ ...this.defaults, page, pen });
  }

  get changed() {
    return Object.keys(this.defaults).filter((name) => this.values[name] !== this.defaults[name]);
  }

  // Query of a request: the settings that differ from their defaults and do something there.
  query(more = {}, command = "draw") {
    const known = { invert: this.choices.invert.default, format: "png", ...this.values, ...more, command };
    known.page ||= null;
    const wanted = Object.fromEntries(this.changed.map((name) => [name, this.values[name]]));
    for (const name of Object.keys(PAGE)) delete wanted[name];
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...wanted, ...more })) {
      if (this.counts(name, known)) query.set(name, value);
    }
    return query;
  }

  // Whether a choice does something, given what is known: look, format, command, other choices.
  counts(name, known) {
    const option = this.options[name];
    if (!option) return true;
    const rules = [option.applies_to, option.choices_apply_to?.[known[name]] ?? []];
    return rules.every((cases) => !cases.length || cases.some((one) => holds(one, known)));
  }

  get paged() {
    const { page, pen } = this.values;
    return page ? { page, pen } : { pen };
  }

  tell(names, live) {
    this.dispatchEvent(new CustomEvent("change", { detail: { names, live } }));
  }

  write() {
    const query = new URLSearchParams();
    for (const name of this.changed) query.set(name, this.values[name]);
    const hash = query.toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname);
  }

  // A link may be old or mistyped: unknown names and values are ignored.
  read() {
    const given = new URLSearchParams(location.hash.slice(1));
    const values = {};
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
    if (name === "look") return this.looks.some((look) => look.name === text) ? text : null;
    if (CHOICES.includes(name)) return this.choices[name].choices.includes(text) ? text : null;
    if (name === "page") return /^[a-z0-9]{0,10}$/.test(text) ? text : null;
    if (name === "pen") return /^[0-9.]{1,5}$/.test(text) ? text : null;
    return null;
  }
}
