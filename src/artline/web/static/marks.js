// Retouch strokes of four brushes, and the mask that the server reads (red erases ink, green
// restores it, yellow adds it, blue marks the sitter).

const LONGEST = 1024;
const CHANNEL = { erase: "#ff0000", draw: "#ffff00", restore: "#00ff00", sitter: "#0000ff" };

// A stroke is { brush, size, points }: size as a share of the picture's long side, points as
// shares of its width and height.
export class Marks {
  constructor() {
    this.done = [];
  }

  get empty() {
    return this.done.length === 0;
  }

  add(stroke) {
    this.done.push(stroke);
  }

  // Erase, draw and restore share one canvas, so that the later stroke wins; the sitter has another.
  async png({ width, height }) {
    const scale = Math.min(1, LONGEST / Math.max(width, height));
    const size = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    const ink = sheet(size);
    const sitter = sheet(size);
    for (const stroke of this.done) {
      paint((stroke.brush === "sitter" ? sitter : ink).getContext("2d"), stroke, CHANNEL[stroke.brush]);
    }
    const pen = ink.getContext("2d");
    pen.globalCompositeOperation = "lighter";
    pen.drawImage(sitter, 0, 0);
    return new Promise((resolve) => ink.toBlob(resolve, "image/png"));
  }
}

function sheet([width, height]) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext("2d");
  pen.fillRect(0, 0, width, height);
  return canvas;
}

export function paint(pen, { size, points }, colour) {
  const { width, height } = pen.canvas;
  pen.lineWidth = size * Math.max(width, height);
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = colour;
  pen.beginPath();
  const [first, ...others] = points;
  pen.moveTo(first[0] * width, first[1] * height);
  // A dot is a line of no length.
  for (const [x, y] of others.length ? others : [first]) pen.lineTo(x * width, y * height);
  pen.stroke();
}
