// One history of everything that was done to photos: settings, crop, retouch, closing them.
import { texts } from "./texts.js";

// Steps on the same settings within this time are one step, ms: a slider is moved by keys.
const TOGETHER = 1000;

const versionOf = ({ values, marks, frame }) => ({ values: { ...values }, strokes: [...marks.done], frame });

const sameList = (one, other) => one.length === other.length && one.every((each, k) => each === other[k]);

// Event: "change", whenever what can be undone or redone is something else.
export class History extends EventTarget {
  // bring(changes): shows items that have become what they were; a change is { item, reframed,
  // retouched }.
  constructor(queue, settings, bring) {
    super();
    Object.assign(this, { queue, settings, bring, done: [], undone: [], saved: 0, everSaved: false });
    settings.addEventListener("change", ({ detail }) => {
      const item = queue.current;
      if (!item?.version) return;
      item.values = { ...settings.values };
      if (!detail.live && !detail.used) this.record([item]);
    });
    for (const name of ["change", "select"]) queue.addEventListener(name, () => this.adopt());
    // sent by what saves and copies
    addEventListener("saved", () => Object.assign(this, { saved: this.done.length, everSaved: true }));
    addEventListener("beforeunload", (event) => {
      if (this.unsaved) event.preventDefault();
    });
  }

  // New photos begin with the settings that the page shows.
  adopt() {
    for (const item of this.queue.items) {
      item.values ??= { ...this.settings.values };
      item.version ??= versionOf(item);
    }
  }

  // Items have changed: what they were before can be brought back. what: its name, where it is no
  // change of settings.
  record(items, what = "") {
    const changes = [];
    for (const item of items) {
      const [before, after] = [item.version, versionOf(item)];
      const names = this.settings.differing(before.values, after.values);
      if (!names.length && before.frame === after.frame && sameList(before.strokes, after.strokes)) continue;
      item.version = after;
      changes.push({ item, before, after, names });
    }
    if (changes.length) this.push({ what: what || nameOf(changes[0].names), changes, closed: [] });
  }

  // Remove photos; undo brings them back.
  close(items) {
    const closed = items.map((item) => [item, this.queue.items.indexOf(item)]);
    this.queue.remove(items);
    this.push({ what: texts.did.close, changes: [], closed });
  }

  push(step) {
    const former = this.done.at(-1);
    step.time = performance.now();
    if (former && this.saved < this.done.length && joined(former, step)) {
      Object.assign(former, { time: step.time });
      former.changes[0].after = step.changes[0].after;
    } else this.done.push(step);
    this.undone = [];
    this.tell();
  }

  undo() {
    const step = this.done.pop();
    if (!step) return null;
    this.undone.push(step);
    if (step.closed.length) this.queue.restore(step.closed);
    this.go(step, "before");
    return step;
  }

  redo() {
    const step = this.undone.pop();
    if (!step) return null;
    this.done.push(step);
    if (step.closed.length) this.queue.remove(step.closed.map(([item]) => item));
    this.go(step, "after");
    return step;
  }

  go({ changes }, side) {
    for (const change of changes) {
      const { item, [side]: version } = change;
      Object.assign(item, { values: { ...version.values }, frame: version.frame, version });
      item.marks.done = [...version.strokes];
    }
    this.bring(changes.map(({ item, before, after }) => ({
      item,
      reframed: before.frame !== after.frame,
      retouched: !sameList(before.strokes, after.strokes),
    })));
    this.tell();
  }

  // Whether closing the page now would lose work.
  get unsaved() {
    const drawn = this.queue.items.filter(({ state }) => state === "done").length;
    return drawn > 0 && (this.done.length > this.saved || (drawn > 1 && !this.everSaved));
  }

  tell() {
    this.saved = Math.min(this.saved, this.done.length);
    this.dispatchEvent(new Event("change"));
  }
}

// Two moves of the same knob in quick succession.
function joined(former, step) {
  const [one, other] = [former.changes, step.changes];
  const alone = one.length === 1 && other.length === 1 && one[0].item === other[0].item;
  return alone && step.time - former.time < TOGETHER && one[0].names.length === 1 &&
    sameList(one[0].names, other[0].names) && one[0].names[0] in texts.knobs;
}

// What a change of settings is called.
function nameOf(names) {
  if (names.includes("preset")) return texts.preset;
  if (names.every((name) => ["ink", "paper"].includes(name))) return texts.colours;
  if (names.length > 1) return names.includes("look") ? texts.look : texts.panel;
  return texts.knobs[names[0]] ?? texts[names[0]] ?? texts.panel;
}
