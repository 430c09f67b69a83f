// The strip of photos, shown where there are several.
import * as api from "./api.js";
import { byId, make } from "./page_parts.js";
import { show } from "./stage.js";
import { texts } from "./texts.js";

const SIZE = 128;

export class Strip {
  // close(item): removes a photo.
  constructor(queue, close) {
    Object.assign(this, { queue, close });
    this.cells = new Map();
    this.list = byId("strip");
    for (const event of ["change", "select"]) queue.addEventListener(event, () => this.refresh());
    queue.addEventListener("seen", ({ detail }) => this.picture(detail));
  }

  refresh() {
    const { items, current } = this.queue;
    this.list.hidden = items.length < 2;
    for (const [item, cell] of this.cells) {
      if (items.includes(item)) continue;
      cell.remove();
      this.cells.delete(item);
    }
    for (const item of items) {
      if (!this.cells.has(item)) this.add(item);
      const cell = this.cells.get(item);
      cell.dataset.state = item.state;
      const open = cell.querySelector(".open");
      open.setAttribute("aria-label", texts.photoAt(item.name, texts.states[item.state]));
      if (item === current) open.setAttribute("aria-current", "true");
      else open.removeAttribute("aria-current");
    }
  }

  add(item) {
    const open = make("button", { type: "button", className: "open", title: item.name }, make("img", { alt: "" }));
    open.addEventListener("click", () => this.queue.select(item));
    const remove = make("button", { type: "button", className: "remove", textContent: "×" });
    remove.setAttribute("aria-label", texts.remove(item.name));
    remove.addEventListener("click", () => {
      this.close(item);
      this.list.querySelector("[aria-current]")?.focus();
    });
    const cell = make("li", {}, open, remove);
    this.cells.set(item, cell);
    this.list.append(cell);
  }

  async picture(item) {
    try {
      const blob = await api.photo(item.ink.id, SIZE);
      const image = this.cells.get(item)?.querySelector("img");
      if (image) await show(image, blob);
    } catch {
      // The cell stays without a thumbnail; the photo itself is not affected.
    }
  }
}
