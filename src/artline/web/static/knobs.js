// Knobs, palette, background and colours.
import { byId, make } from "./page_parts.js";
import { texts } from "./texts.js";

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
const shown = (knob, value) =>
  factors(knob) ? `×${value.toFixed(2)}` : `${value > 0 ? "+" : ""}${value.toFixed(2)}`.replace("-", "−");

export class Knobs {
  constructor(settings) {
    this.settings = settings;
    this.refreshers = [];
    for (const knob of settings.knobs) byId("knobs").append(this.knob(knob));
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
    const range = make("input", { type: "range", id, min: 0, max: STEPS, step: 1, title: knob.about });
    const neutral = make("button", { type: "button", className: "neutral" });
    neutral.addEventListener("click", () => settings.set({ [knob.name]: knob.default }));
    const turn = (live) => settings.set({ [knob.name]: valueAt(knob, range.value / STEPS) }, live);
    range.addEventListener("input", () => turn(true));
    range.addEventListener("change", () => turn(false));
    this.refreshers.push((values) => {
      const value = values[knob.name];
      range.value = Math.round(place(knob, value) * STEPS);
      range.style.setProperty("--at", place(knob, value));
      range.style.setProperty("--neutral", place(knob, knob.default));
      neutral.textContent = shown(knob, value);
      neutral.setAttribute("aria-label", texts.neutral(name, neutral.textContent));
      range.setAttribute("aria-valuetext", neutral.textContent);
      neutral.disabled = value === knob.default;
    });
    const label = make("label", { htmlFor: id, textContent: name });
    const row = make("div", { className: "knob" }, label, neutral, range);
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
