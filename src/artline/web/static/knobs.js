// Knobs, palette, background and colours.
import { byId, make } from "./page_parts.js";
import { knobAbout, texts } from "./texts.js";

const STEPS = 200;
const CHOICES = { palette: "palettes", background: "grounds" };

// A knob whose range starts above 0 is a factor: its slider is logarithmic.
const factors = (knob) => knob.low > 0;
const place = (knob, value) =>
  factors(knob)
    ? Math.log(value / knob.low) / Math.log(knob.high / knob.low)
    : (value - knob.low) / (knob.high - knob.low);
const valueAt = (knob, share) => {
  const value = factors(knob)
    ? knob.low * (knob.high / knob.low) ** share
    : knob.low + share * (knob.high - knob.low);
  return Number(value.toFixed(2));
};
// What was typed, or NaN: "×1.5", "1,5" and "−0.3" are numbers too.
const typed = (text) => (text.trim() ? Number(text.replace(",", ".").replace("−", "-").replace(/[×x\s]/g, "")) : NaN);
const TYPED_STEP = 0.05;
const shown = (knob, value) =>
  factors(knob) ? `×${value.toFixed(2)}` : `${value > 0 ? "+" : ""}${value.toFixed(2)}`.replace("-", "−");

export class Knobs {
  constructor(settings) {
    this.settings = settings;
    this.refreshers = [];
    for (const knob of settings.knobs) byId("knobs").append(this.knob(knob));
    byId("knob-about").textContent = texts.knobsAbout;
    for (const [name, place] of Object.entries(CHOICES)) {
      const group = byId(place);
      for (const value of settings.choices[name].choices) group.append(this.choice(name, value));
      this.refreshers.push(({ look }) => {
        group.closest("fieldset").hidden = !settings.counts(name, { look });
      });
    }
    byId("colours").append(
      this.colour("ink", texts.ink, texts.inks),
      this.colour("paper", texts.paper, texts.papers),
      this.swap(),
    );
    byId("reset").addEventListener("click", () => {
      settings.reset();
      byId("look-about").closest("fieldset").querySelector("input:checked").focus();
    });
    settings.addEventListener("change", () => this.refresh());
    this.refresh();
  }

  refresh() {
    for (const refresh of this.refreshers) refresh(this.settings.values);
    byId("reset").hidden = !this.settings.changed.some((name) => !["page", "pen"].includes(name));
  }

  knob(knob) {
    const { settings } = this;
    const name = texts.knobs[knob.name] ?? knob.name;
    const id = `knob-${knob.name}`;
    const about = texts.knobAbout(name, knobAbout(knob), shown(knob, knob.low), shown(knob, knob.high), shown(knob, knob.default));
    const range = make("input", { type: "range", id, min: 0, max: STEPS, step: 1, title: about });
    const number = make("input", { type: "text", id: `number-${knob.name}`, className: "number", inputMode: "decimal", autocomplete: "off" });
    number.setAttribute("aria-label", texts.numberOf(name));
    for (const field of [range, number]) field.setAttribute("aria-describedby", "knob-about");
    const neutral = make("button", { type: "button", className: "neutral", textContent: "↺" });
    neutral.setAttribute("aria-label", texts.neutral(name));
    neutral.title = texts.neutral(name);
    const reset = () => settings.set({ [knob.name]: knob.default });
    neutral.addEventListener("click", () => {
      reset();
      range.focus();
    });
    const take = (value) => {
      const within = Math.min(knob.high, Math.max(knob.low, value));
      if (!Number.isNaN(value)) settings.set({ [knob.name]: Number(within.toFixed(2)) });
      this.refresh();
    };
    number.addEventListener("focus", () => number.select());
    number.addEventListener("change", () => take(typed(number.value)));
    number.addEventListener("keydown", (event) => {
      const up = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (event.key === "Enter") take(typed(number.value));
      else if (event.key === "Escape") this.refresh();
      else if (up) take(settings.values[knob.name] + up * TYPED_STEP * (event.shiftKey ? 10 : 1));
      else return;
      event.preventDefault();
      number.select();
    });
    const turn = (live) => settings.set({ [knob.name]: valueAt(knob, range.value / STEPS) }, live);
    range.addEventListener("input", () => turn(true));
    range.addEventListener("change", () => turn(false));
    this.refreshers.push((values) => {
      const value = values[knob.name];
      range.value = Math.round(place(knob, value) * STEPS);
      range.style.setProperty("--at", place(knob, value));
      range.style.setProperty("--neutral", place(knob, knob.default));
      number.value = shown(knob, value);
      range.setAttribute("aria-valuetext", number.value);
      neutral.classList.toggle("away", value === knob.default);
    });
    const label = make("label", { htmlFor: id, textContent: name });
    const row = make("div", { className: "knob" }, label, range, number, neutral);
    for (const part of [range, label]) part.addEventListener("dblclick", reset);
    for (const event of ["focusin", "pointerenter"]) {
      row.addEventListener(event, () => (byId("knob-about").textContent = about));
    }
    this.refreshers.push(({ look }) => {
      row.hidden = !settings.counts(knob.name, { look });
    });
    return row;
  }

  choice(setting, value) {
    const { settings } = this;
    const radio = make("input", { type: "radio", name: setting, value });
    radio.addEventListener("change", () => settings.set({ [setting]: value }));
    const label = make("label", {}, radio, make("span", { textContent: texts.choices[setting][value] ?? value }));
    this.refreshers.push((values) => {
      radio.checked = values[setting] === value;
      label.hidden = !settings.counts(setting, { look: values.look, [setting]: value });
    });
    return label;
  }

  colour(setting, title, swatches) {
    const { settings } = this;
    const row = make("div", { className: "colour", role: "group" });
    row.setAttribute("aria-label", title);
    row.append(make("span", { className: "colour-name", textContent: title }));
    for (const [colour, name] of Object.entries(swatches)) {
      const swatch = make("button", { type: "button", className: "swatch", title: name });
      swatch.setAttribute("aria-label", `${title}: ${name}`);
      swatch.style.setProperty("--colour", colour);
      swatch.addEventListener("click", () => settings.set({ [setting]: colour }));
      this.refreshers.push((values) => swatch.setAttribute("aria-pressed", values[setting] === colour));
      row.append(swatch);
    }
    const own = make("input", { type: "color", title: texts.ownColour(title) });
    own.setAttribute("aria-label", texts.ownColour(title));
    this.refreshers.push(({ look, background }) => {
      const known = { look, background, format: "png", command: "draw", invert: settings.choices.invert.default };
      row.hidden = !settings.counts(setting, known);
    });
    own.addEventListener("input", () => settings.set({ [setting]: own.value }, true));
    own.addEventListener("change", () => settings.set({ [setting]: own.value }));
    this.refreshers.push((values) => {
      own.value = values[setting];
      own.classList.toggle("chosen", !(values[setting] in swatches));
    });
    row.append(own);
    return row;
  }

  swap() {
    const button = make("button", { type: "button", className: "link swap", textContent: texts.swap });
    button.addEventListener("click", () => {
      const { ink, paper } = this.settings.values;
      this.settings.set({ ink: paper, paper: ink });
    });
    return button;
  }
}
