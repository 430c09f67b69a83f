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
    this.ink = null; // from the server: id, width, height, notices
    this.error = "";
    this.marks = new Marks();
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

  add(files) {
    const items = [...files].map((file) => new Item(file));
    this.items.push(...items);
    if (items.length) this.select(items[0]);
    this.tell("change");
    this.go();
  }

  select(item) {
    this.current = item;
    this.tell("select");
  }

  remove(item) {
    if (this.working?.item === item) this.working.abort.abort();
    if (item.ink) api.forget(item.ink.id);
    const place = this.items.indexOf(item);
    this.items.splice(place, 1);
    if (this.current === item) {
      this.select(this.items[Math.min(place, this.items.length - 1)] ?? null);
    }
    this.tell("change");
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
        item.ink = await api.see(item.file, signal);
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
