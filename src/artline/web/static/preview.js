// Redraws on every change of the settings, at the resolution of this screen.
import * as api from "./api.js";
import { Latest } from "./latest.js";
import { clear } from "./stage.js";
import { lay } from "./zoom.js";

const WHILE_TURNING = 1024;
const LARGEST = 2048;

// Events: "shown" (the drawing of an item is displayed), "offline", "refused".
export class Preview extends EventTarget {
  constructor(queue, stage, settings) {
    super();
    Object.assign(this, { queue, stage, settings });
    this.near = () => null; // the region that is looked at closely, as Zoom tells it
    this.asked = this.answered = 0; // numbers of the latest wish for a whole drawing
    this.latest = new Latest((job, signal) => this.draw(job, signal));
    settings.addEventListener("change", ({ detail }) => {
      if (detail.names.some((name) => name !== "page" && name !== "pen")) this.ask(detail.live);
    });
  }

  // live: the knob is still being dragged; a smaller drawing is enough, or the part on the screen.
  // near: nothing has changed but the part that is looked at.
  ask(live = false, fresh = false, near = false) {
    const item = this.queue.current;
    if (!item?.ink) return;
    const pixels = Math.min(live ? WHILE_TURNING : LARGEST, this.stage.pixels);
    if (!live) this.pixels = pixels;
    if (!near) this.asked++;
    const more = live ? { draft: true } : {};
    const query = this.settings.query({ size: Math.max(256, pixels), format: "png", ...more });
    this.latest.ask({ item, query, fresh, live, number: this.asked, marked: item.marks.done.length });
  }

  // The sheet became larger: fetch the drawing with more pixels.
  enlarge() {
    if (Math.min(LARGEST, this.stage.pixels) > this.pixels) this.ask();
  }

  async draw({ item, query, live, number, marked }, signal) {
    if (item !== this.queue.current) return;
    const region = this.near();
    try {
      if (region) {
        const part = await this.kept(item, () => api.region(item.ink.id, query, region, signal), signal);
        if (item !== this.queue.current) return;
        await lay(this.stage.tile, part, region);
        if (live || this.answered === number) return;
      }
      const { blob, notices } = await this.kept(item, () => api.remarked(item.ink.id, query, signal), signal);
      if (item !== this.queue.current) return;
      await this.stage.showDrawing(blob, item.name);
      if (!region) clear(this.stage.tile);
      this.answered = number;
      this.tell("shown", { item, marked, notices });
    } catch (error) {
      if (api.isAbort(error) || item !== this.queue.current) return;
      this.tell(error.kind === "offline" ? "offline" : "refused", { item, message: error.message });
    }
  }

  // Send a forgotten photo again; ask a busy server again.
  async kept(item, request, signal) {
    for (let tries = 0; ; tries++) {
      // closed, or to be seen again in another frame
      if (!item.ink) throw new DOMException("", "AbortError");
      try {
        return await request();
      } catch (error) {
        if (tries > 20 || !["gone", "busy"].includes(error.kind)) throw error;
        if (!item.ink) continue;
        if (error.kind === "gone") await this.queue.seeAgain(item);
        else await new Promise((resolve) => setTimeout(resolve, 1000 * error.wait));
        signal?.throwIfAborted();
      }
    }
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
