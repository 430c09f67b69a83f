// Play a drawing: its strokes uncover the finished picture one by one.
import { stillness } from "./page_parts.js";

const SECONDS = 9;
const NAMESPACE = "http://www.w3.org/2000/svg";

// Strokes of an SVG as the server writes it, in the order in which they are drawn.
export function strokesOf(text) {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const [, , width, height] = root.getAttribute("viewBox").split(" ").map(Number);
  const strokes = [...root.querySelectorAll("path")].map((path) => {
    const d = path.getAttribute("d");
    const measured = document.createElementNS(NAMESPACE, "path");
    measured.setAttribute("d", d);
    return { path: new Path2D(d), length: measured.getTotalLength() };
  });
  return { width, height, strokes };
}

export class Film {
  // seconds: duration of the whole playback.
  constructor(canvas, seconds = SECONDS) {
    this.canvas = canvas;
    this.seconds = seconds;
  }

  // strokes: from strokesOf. picture: the finished drawing. paper: its colour, or null.
  // brush: width that a stroke uncovers, in the unit of the strokes. Resolves to true at the end,
  // to false when stopped.
  play({ width, height, strokes }, picture, paper, brush) {
    this.stop();
    const { canvas } = this;
    const mask = document.createElement("canvas");
    Object.assign(mask, { width: canvas.width, height: canvas.height });
    const pen = mask.getContext("2d");
    pen.scale(mask.width / width, mask.height / height);
    pen.lineCap = pen.lineJoin = "round";
    pen.lineWidth = brush;
    const whole = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
    let [next, gone] = [0, 0];

    const advance = (length) => {
      while (next < strokes.length && gone + strokes[next].length <= length) {
        pen.setLineDash([]);
        pen.stroke(strokes[next].path);
        gone += strokes[next++].length;
      }
      if (next === strokes.length) return;
      pen.setLineDash([Math.max(0.01, length - gone), whole]);
      pen.stroke(strokes[next].path);
    };

    if (stillness.matches) {
      advance(Infinity);
      composite(canvas, mask, picture, paper, true);
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      this.ended = resolve;
      const start = performance.now();
      const step = (now) => {
        const t = Math.min(1, (now - start) / (1000 * this.seconds));
        // Slow at first, where the eyes are, and at the end.
        advance(t === 1 ? Infinity : whole * (0.3 * t + 0.7 * t * t * (3 - 2 * t)));
        composite(canvas, mask, picture, paper, t === 1);
        if (t < 1) this.frame = requestAnimationFrame(step);
        else this.finish(true);
      };
      this.frame = requestAnimationFrame(step);
    });
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.finish(false);
  }

  finish(whole) {
    this.ended?.(whole);
    this.ended = null;
  }
}

function composite(canvas, mask, picture, paper, finished) {
  const pen = canvas.getContext("2d");
  pen.globalCompositeOperation = "source-over";
  pen.clearRect(0, 0, canvas.width, canvas.height);
  if (!finished) {
    pen.drawImage(mask, 0, 0);
    pen.globalCompositeOperation = "source-in";
  }
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  if (!paper) return;
  pen.globalCompositeOperation = "destination-over";
  pen.fillStyle = paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
}
