// Keys of the whole page, and the dialog that lists them.
import { byId, make } from "./page_parts.js";
import { texts } from "./texts.js";

const STORED = "artline-single-keys";

// Elements in which people type or choose by letters.
const TYPING = "input:not([type=range], [type=radio], [type=checkbox], [type=color], [type=file]), textarea, select, [contenteditable]";

// Whether a key that was pressed belongs to a field.
export const isTyping = (event) => Boolean(event.target.closest?.(TYPING));

// A row: { shown: keys as they are listed, text, keys: values of event.key in lower case, control:
// with Ctrl or Cmd, shift: true or false where it matters, modes: those of the page in which it
// acts, run(key) }. A row without `run` is only listed: another part of the page acts on it.
export class Keys {
  constructor(rows) {
    this.rows = rows;
    this.dialog = byId("keys");
    const list = byId("keys-list");
    for (const { shown, text } of rows) {
      if (!shown.length) continue; // another way to the same
      const keys = shown.map((key) => make("kbd", { textContent: texts.keyLabels[key] ?? key }));
      list.append(make("dt", {}, ...keys), make("dd", { textContent: text }));
    }
    byId("open-keys").addEventListener("click", () => this.open());
    byId("close-keys").addEventListener("click", () => this.dialog.close());
    const single = byId("keys-single");
    single.checked = localStorage.getItem(STORED) !== "no";
    single.addEventListener("change", () => localStorage.setItem(STORED, single.checked ? "yes" : "no"));
    addEventListener("keydown", (event) => this.key(event));
  }

  open() {
    this.dialog.showModal();
  }

  key(event) {
    if (event.defaultPrevented || event.isComposing || event.altKey || isTyping(event)) return;
    if (document.querySelector("dialog[open]")) return;
    const control = event.ctrlKey || event.metaKey;
    if (!control && !byId("keys-single").checked && event.key !== "Escape") return;
    const key = event.key.toLowerCase();
    const mode = document.body.dataset.mode ?? "view";
    const row = this.rows.find((each) => each.run && each.keys.includes(key) && Boolean(each.control) === control &&
      (each.shift === undefined || each.shift === event.shiftKey) && (!each.modes || each.modes.includes(mode)));
    if (!row || row.run(key) === false) return;
    event.preventDefault();
  }
}

// Rows of keys that another part acts on: pairs of keys, with spaces between them, and text.
export const listed = (pairs) => pairs.map(([keys, text]) => ({ shown: keys.split(" "), text, keys: [] }));

// Press a button, if it can be pressed; false where it cannot.
export function press(id) {
  const button = byId(id);
  if (!button || button.disabled || button.closest("[inert], [hidden], :disabled") || !button.getClientRects().length) return false;
  button.click();
  return true;
}

// parts: settings, queue, history, retouch and mode(name) of the page.
export function keyRows({ settings, retouch, undo, redo, closePhoto, step, mode }) {
  const names = texts.keyNames;
  const [control, digits] = ["Ctrl", [..."123456789"]];
  const brushes = Object.keys(texts.brushes);
  return [
    { shown: [control, "Z"], text: names.undo, keys: ["z"], control: true, shift: false, run: undo },
    { shown: [control, "Shift", "Z"], text: names.redo, keys: ["z"], control: true, shift: true, run: redo },
    { shown: [], keys: ["y"], control: true, run: redo },
    {
      shown: ["1", "…", "9"], text: names.looks, keys: digits, modes: ["view"],
      run: (key) => settings.looks[key - 1] ? settings.set({ look: settings.looks[key - 1].name }) : false,
    },
    { shown: ["←", "→"], text: names.knob },
    { shown: ["R"], text: names.retouch, keys: ["r"], modes: ["view"], run: () => press("open-retouch") },
    { shown: ["T"], text: names.crop, keys: ["t"], modes: ["view"], run: () => press("open-crop") },
    { shown: ["W"], text: names.play, keys: ["w"], modes: ["view"], run: () => press("play") },
    { shown: ["S"], text: names.save, keys: ["s"], run: () => press("save-now") },
    { shown: [], keys: ["s"], control: true, run: () => press("save-now") },
    { shown: ["C"], text: names.copy, keys: ["c"], run: () => press("save-copy") },
    { shown: ["N", "P"], text: names.next, keys: ["n", "p"], run: (key) => step(key === "n" ? 1 : -1) },
    { shown: ["Delete"], text: names.close, keys: ["delete"], modes: ["view"], run: closePhoto },
    {
      shown: ["1", "…", "4"], text: names.brush, keys: digits.slice(0, brushes.length), modes: ["retouch"],
      run: (key) => retouch.choose(brushes[key - 1]),
    },
    { shown: ["[", "]"], text: names.size, keys: ["[", "]"], modes: ["retouch"], run: (key) => retouch.resize(key === "]" ? 1 : -1) },
    { shown: ["Esc"], text: names.back, keys: ["escape"], modes: ["retouch", "compare", "film"], run: () => mode("view") },
    { shown: ["?"], text: names.help, keys: ["?"], run: () => byId("open-keys").click() },
  ];
}
