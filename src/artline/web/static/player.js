// Stroke playback: of the current drawing, and of the sample on the start page.
import * as api from "./api.js";
import { Film, strokesOf } from "./film.js";
import { byId, say } from "./page_parts.js";
import { texts } from "./texts.js";

const LARGEST = 1400;
// Width that a stroke uncovers, as a share of the picture's long side: covers its line.
const BRUSH = 0.02;
// A wide pen fills black areas with few hatch lines; BRUSH is wider than their spacing.
const STROKES = { format: "svg", order: "artist", pen: "1.2", tolerance: "0.3" };

export class Player {
  constructor(stage, settings, preview) {
    Object.assign(this, { stage, settings, preview });
    this.canvas = byId("film");
    this.film = new Film(this.canvas);
    byId("replay").addEventListener("click", () => this.play(this.item));
  }

  async play(item) {
    this.stop();
    this.item = item;
    this.abort = new AbortController();
    const { signal } = this.abort;
    const late = setTimeout(() => say(texts.preparing), 400);
    try {
      const query = this.settings.query(STROKES);
      const blob = await this.preview.kept(item, () => api.drawing(item.ink.id, query, signal));
      const strokes = strokesOf(await blob.text());
      if (signal.aborted) return;
      this.open(item);
      const { background, paper } = this.settings.values;
      const brush = BRUSH * Math.max(strokes.width, strokes.height);
      const ground = background === "transparent" ? null : paper;
      if (await this.film.play(strokes, this.stage.drawing, ground, brush)) say(texts.drawn, { shown: false });
    } catch (error) {
      if (error.kind === "offline") this.preview.tell("offline", {});
      else if (error.kind) say(error.message);
      else if (!api.isAbort(error)) throw error;
    } finally {
      clearTimeout(late);
    }
  }

  open({ ink: { width, height } }) {
    const scale = Math.min(1, LARGEST / Math.max(width, height), this.stage.pixels / Math.max(width, height));
    this.canvas.width = Math.max(1, Math.round(width * scale));
    this.canvas.height = Math.max(1, Math.round(height * scale));
    this.canvas.hidden = false;
  }

  stop() {
    this.abort?.abort();
    this.film.stop();
    this.canvas.hidden = true;
  }
}

export async function playHero() {
  const picture = new Image();
  picture.src = "static/hero.webp";
  try {
    const [answer] = await Promise.all([fetch("static/hero.svg"), picture.decode()]);
    const strokes = strokesOf(await answer.text());
    await new Film(byId("hero"), 6).play(strokes, picture, null, BRUSH * strokes.width);
  } catch {
    // The sample is decoration: nothing is reported where it cannot be played.
  }
}
