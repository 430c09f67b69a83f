// What is said and done about photos as a whole: which one this is, the next, how many are drawn,
// which failed and why, closing them, and the same settings for all.
import { byId, make, say } from "./page_parts.js";
import { texts } from "./texts.js";

const UNDONE = ["waiting", "working"];

export class Photos {
  constructor(queue, settings, history) {
    Object.assign(this, { queue, settings, history });
    byId("previous").addEventListener("click", () => queue.step(-1));
    byId("next").addEventListener("click", () => queue.step(1));
    byId("close-photo").addEventListener("click", () => this.close());
    byId("close-all").addEventListener("click", () => this.closeAll());
    byId("everywhere").addEventListener("click", () => this.everywhere());
    byId("start-over").addEventListener("click", () => this.startOver());
    for (const name of ["change", "select"]) queue.addEventListener(name, () => this.refresh());
    for (const source of [settings, history]) source.addEventListener("change", () => this.refresh());
    this.refresh();
  }

  close(item = this.queue.current) {
    if (!item) return false;
    this.history.close([item]);
    say(texts.closed(item.name));
    if (!this.queue.current) byId("choose").focus();
    return true;
  }

  closeAll() {
    const items = [...this.queue.items];
    this.history.close(items);
    say(texts.closedAll(items.length));
    byId("choose").focus();
  }

  // The settings of the current photo become those of all.
  everywhere() {
    const { items } = this.queue;
    for (const item of items) item.values = { ...this.settings.values };
    this.history.record(items, texts.did.everywhere);
    say(texts.usedEverywhere(items.length));
    this.refresh();
  }

  // Settings, frame and retouch of the current photo as they were when it came.
  startOver() {
    const item = this.queue.current;
    const { defaults, ownPage } = this.settings;
    const former = { item, reframed: item.frame !== null, retouched: !item.marks.empty };
    Object.assign(item, { values: { ...defaults, ...ownPage }, frame: null });
    item.marks.done = [];
    this.history.record([item], texts.did.startOver);
    this.history.bring([former]);
    byId("look-about").closest("fieldset").querySelector("input:checked").focus();
  }

  refresh() {
    const { queue: { items, current }, settings } = this;
    const several = items.length > 1;
    byId("photo-bar").hidden = !current;
    for (const id of ["previous", "next", "photo-place"]) byId(id).hidden = !several;
    byId("photo-name").textContent = byId("photo-name").title = current?.name ?? "";
    byId("photo-place").textContent = texts.place(items.indexOf(current) + 1, items.length);
    const other = items.some(({ values }) => values && settings.differing(values, settings.values).length);
    byId("everywhere").hidden = !several || !other;
    byId("start-over").hidden = !current || (!current.frame && current.marks.empty);
    byId("queue-line").hidden = !several;
    if (several) this.count(items);
  }

  count(items) {
    const drawn = items.filter(({ state }) => state === "done").length;
    const left = items.filter(({ state }) => UNDONE.includes(state)).length;
    const failed = items.filter(({ state }) => state === "failed");
    const bar = byId("queue-bar");
    byId("queue-text").textContent = texts.drawnOf(drawn, items.length);
    bar.hidden = !left;
    bar.setAttribute("aria-valuemax", items.length);
    bar.setAttribute("aria-valuenow", items.length - left);
    bar.style.setProperty("--share", (items.length - left) / items.length);
    byId("failures").hidden = !failed.length;
    byId("failures-count").textContent = texts.failedOf(failed.length);
    const said = failed.map(({ key, error }) => key + error).join();
    if (said === this.said) return;
    this.said = said;
    byId("failures-list").replaceChildren(...failed.map((item) => this.failure(item)));
  }

  // Its name and the reason; most of the server's sentences begin with the name.
  failure(item) {
    const reason = item.error.startsWith(`${item.name}: `) ? item.error.slice(item.name.length + 2) : item.error;
    const open = make("button", { type: "button", className: "link", textContent: item.name });
    open.addEventListener("click", () => this.queue.select(item));
    return make("li", {}, open, ` ${reason}`);
  }
}
