// The photos: sent to the server one at a time and kept until they are removed.
import * as api from "./api.js";
import { Marks } from "./marks.js";

let count = 0;

class Item {
  constructor(file) {
    this.key = ++count;
    this.file = file;
    this.name = file.name;
    this.state = "waiting"; // then working, done, failed or cancelled
    this.ink = null; // from the server: id, width, height, face_boxes, notices
    this.whole = null; // the same of the photo without a frame
    this.error = "";
    this.lasting = false; // whether drawing it again fails again
    this.values = null; // its settings, from when it is added
    this.marks = new Marks();
    this.frame = null; // { turn, straighten, crop }: what is drawn of it
  }
}

// Events: "change" (of an item), "select" (another item is current), "seen" (an item has its
// ink), "busy" (the server is), "offline" (no answer: all wait until `go` is called again).
export class Queue extends EventTarget {
  constructor() {
    super();
    this.items = [];
    this.current = null;
    this.working = null;
  }

  // replaced: a failed photo whose place the new ones take.
  add(files, replaced = null) {
    const items = [...files].map((file) => new Item(file));
    const place = items.length ? this.items.indexOf(replaced) : -1;
    if (place < 0) this.items.push(...items);
    else this.items.splice(place, 1, ...items);
    if (items.length) this.select(items[0]);
    this.tell("change");
    this.go();
  }

  select(item) {
    this.current = item;
    this.tell("select");
  }

  // The photo `by` places further on; it goes round.
  step(by) {
    const { items, current } = this;
    if (items.length > 1) this.select(items[(items.indexOf(current) + by + items.length) % items.length]);
  }

  remove(items) {
    const place = this.items.indexOf(this.current);
    for (const item of items) {
      if (this.working?.item === item) this.working.abort.abort();
      this.forget(item);
      if (!["failed", "cancelled"].includes(item.state)) item.state = "waiting";
    }
    this.items = this.items.filter((item) => !items.includes(item));
    if (items.includes(this.current)) {
      this.select(this.items[Math.min(place, this.items.length - 1)] ?? null);
    }
    this.tell("change");
  }

  // Photos that were removed come back: pairs of item and place.
  restore(pairs) {
    for (const [item, place] of pairs) this.items.splice(place, 0, item);
    this.select(pairs[0][0]);
    this.tell("change");
    this.go();
  }

  // The server sees it once more, because its frame is another.
  reframe(item) {
    this.forget(item);
    item.state = "waiting";
    if (this.working?.item === item) this.working.abort.abort();
    if (item === this.current) this.select(item);
    this.tell("change");
    this.go();
  }

  forget(item) {
    if (item.ink) api.forget(item.ink.id);
    item.ink = item.upright = item.thumbnails = null;
  }

  cancel(item) {
    if (this.working?.item === item) this.working.abort.abort();
    this.set(item, "cancelled");
  }

  again(item) {
    item.ink = null;
    this.set(item, "waiting");
    this.go();
  }

  // The server keeps photos for a limited time; the page still has the file. Concurrent callers
  // share one upload.
  seeAgain(item) {
    item.returning ??= this.see(item, new AbortController().signal).finally(() => {
      item.returning = null;
    });
    return item.returning;
  }

  async go() {
    if (this.working) return;
    const waiting = this.items.filter((item) => item.state === "waiting");
    const item = waiting.includes(this.current) ? this.current : waiting[0];
    if (!item) return;
    this.working = { item, abort: new AbortController() };
    this.set(item, "working");
    let offline = false;
    try {
      await this.see(item, this.working.abort.signal);
      this.set(item, "done");
      this.tell("seen", item);
    } catch (error) {
      this.fail(item, error);
      offline = error.kind === "offline";
    }
    this.working = null;
    if (!offline) this.go();
  }

  async see(item, signal) {
    for (;;) {
      try {
        item.ink = await api.see(item.file, item.frame, signal);
        if (!item.frame) item.whole = item.ink;
        break;
      } catch (error) {
        if (error.kind !== "busy") throw error;
        this.tell("busy", item);
        await pause(error.wait, signal);
      }
    }
    if (!item.marks.empty) await api.retouch(item.ink.id, await item.marks.png(item.ink));
  }

  fail(item, error) {
    if (api.isAbort(error)) {
      if (item.state === "working") this.set(item, "cancelled");
      return;
    }
    if (error.kind === "offline") {
      this.set(item, "waiting");
      this.tell("offline", item);
      return;
    }
    item.error = error.message;
    item.lasting = Boolean(error.lasting);
    this.set(item, "failed");
    if (!error.kind) throw error;
  }

  set(item, state) {
    item.state = state;
    this.tell("change", item);
  }

  tell(name, item = null) {
    this.dispatchEvent(new CustomEvent(name, { detail: item }));
  }
}

function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
