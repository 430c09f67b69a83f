// Named settings, as a row of small buttons.
import { byId, make } from "./page_parts.js";
import { presetAbout, texts } from "./texts.js";

export class Presets {
  // taken(preset): called when one is pressed, after the settings have it.
  constructor(settings, taken) {
    Object.assign(this, { settings, taken });
    this.buttons = settings.presets.map((preset) => this.button(preset));
    byId("presets").append(...this.buttons);
    byId("presets-group").hidden = this.buttons.length === 0;
    settings.addEventListener("change", () => this.mark());
    this.mark();
  }

  button(preset) {
    const { name } = preset;
    const button = make("button", { type: "button", className: "chip", value: name, title: presetAbout(preset) });
    button.textContent = texts.presetNames[name] ?? name;
    button.addEventListener("click", () => {
      this.settings.take(preset);
      this.taken(preset);
    });
    return button;
  }

  // Pressed until something is changed.
  mark() {
    const { preset, untouched } = this.settings;
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", button.value === preset?.name && untouched);
    }
  }
}
