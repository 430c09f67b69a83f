// What can be chosen of the file that is saved; a row is shown where it does something.
import { byId, make } from "./page_parts.js";
import { texts } from "./texts.js";

const PENS = ["0.1", "0.2", "0.3", "0.35", "0.5", "0.7", "1"];
const DOTS = ["150", "300", "600"];

export class SaveOptions {
  constructor(output, settings) {
    Object.assign(this, { output, settings });
    this.item = null;
    this.rows = []; // what brings a row up to date
    const page = () => this.pictures && output.values.size === "print";
    const set = (name) => (value) => output.set({ [name]: value });
    byId("save-rows").append(
      this.choice("size", () => this.sizes(), () => output.values.size, set("size"), () => this.pictures),
      this.number("pixels", () => this.pictures && output.values.size === "pixels"),
      this.number("mm", () => this.pictures && output.values.size === "mm"),
      this.choice("page", () => this.papers(), () => output.paper || (this.pictures || output.row.name === "pdf" ? "photo" : ""), (value) => this.setPage(value), () => page() || output.row.kind === "strokes"),
      this.choice("orientation", () => [["false", texts.upright], ["true", texts.lying]], () => String(output.landscape(this.item)), set("landscape"), () => output.paper && (page() || output.row.kind === "strokes")),
      this.number("margin", () => output.counts("margin"), { placeholder: texts.usual }),
      this.choice("dpi", () => DOTS.map((dots) => [dots, dots]), () => String(output.values.dpi), (value) => set("dpi")(Number(value)), () => page() || (this.pictures && output.values.size === "mm")),
      this.choice("pen", () => PENS.map((width) => [width, texts.millimetres(width)]), () => settings.values.pen, (pen) => settings.set({ pen }), () => output.counts("pen"), texts.millimetres),
      this.choice("machine", () => this.machines(), () => this.machine, set("machine"), () => output.counts("machine")),
      this.toggle("fill", () => output.counts("svg", "fill"), () => output.filled(), (on) => set("fill")(String(on))),
      this.toggle("clear", () => this.pictures && settings.values.background !== "transparent" && output.counts("background", "transparent"), () => output.values.clear === "true", (on) => set("clear")(on ? "true" : "")),
      this.choice("shape", () => output.shapes.map((name) => [name, texts.filmShapes[name] ?? name]), () => output.values.shape, set("shape"), () => output.row.kind === "film"),
      this.number("seconds", () => output.row.kind === "film"),
    );
  }

  get pictures() {
    return this.output.row.kind === "picture";
  }

  get machine() {
    const { output } = this;
    const chosen = output.machines.some(({ name }) => name === output.values.machine);
    return chosen ? output.values.machine : output.table.machine_of[output.row.name] ?? "";
  }

  refresh(item) {
    if (!item?.ink) return;
    this.item = item;
    for (const row of this.rows) row();
  }

  sizes() {
    const { output, item } = this;
    return Object.entries(texts.sizes).flatMap(([name, title]) => {
      const told = ["", "2x", "4x"].includes(name) ? output.measure(item, name) : null;
      return output.allows(told) ? [[name, told ? `${title} · ${texts.pixelsOf(...told)}` : title]] : [];
    });
  }

  papers() {
    const { output } = this;
    const papers = Object.keys(output.table.pages).map((name) => [name, texts.paperSizes[name] ?? name]);
    if (this.pictures) return papers;
    return [[output.row.name === "pdf" ? "photo" : "", texts.photoShape], ...papers];
  }

  setPage(page) {
    this.settings.set({ page });
    this.output.tell();
  }

  machines() {
    const { output } = this;
    const all = output.machines.map(({ name, bed }) => [name, `${name} · ${bed.join(" × ")} mm`]);
    return output.table.machine_of[output.row.name] ? all : [["", texts.noMachine], ...all];
  }

  row(name, control, shown, fill) {
    const label = make("label", { className: "save-row" }, make("span", { textContent: texts.saveRows[name] }), control);
    this.rows.push(() => {
      label.hidden = !shown();
      if (!label.hidden) fill();
    });
    return label;
  }

  // titled: the title of a value that is not among the choices.
  choice(name, choices, value, choose, shown, titled = (other) => other) {
    const select = make("select", { id: name === "pen" || name === "page" ? name : `save-${name}` });
    select.addEventListener("change", () => choose(select.value));
    return this.row(name, select, shown, () => {
      const chosen = value();
      const all = choices();
      if (!all.some(([each]) => each === chosen)) all.push([chosen, titled(chosen)]);
      select.replaceChildren(...all.map(([each, title]) => new Option(title, each)));
      select.value = chosen;
    });
  }

  number(name, shown, more = {}) {
    const { output } = this;
    const field = make("input", { type: "number", id: `save-${name}`, step: "any", inputMode: "decimal", min: 0, ...more });
    field.addEventListener("change", () => {
      const text = field.value.trim();
      output.set({ [name]: name === "margin" ? text : output.number(name, text) ?? output.values[name] });
    });
    return this.row(name, field, shown, () => {
      field.value = output.values[name];
    });
  }

  toggle(name, shown, value, choose) {
    const box = make("input", { type: "checkbox", id: `save-${name}` });
    box.addEventListener("change", () => choose(box.checked));
    const row = this.row(name, box, shown, () => {
      box.checked = value();
    });
    row.classList.add("switch");
    return row;
  }
}
