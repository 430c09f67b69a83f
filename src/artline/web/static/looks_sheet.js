// The photo and its drawing in every look, with labels, as one picture.
import * as api from "./api.js";
import { lookTitle } from "./texts.js";

const PANEL = 640;
const GAP = 16;
const LABEL = 40;

// request(query): a drawing as a blob. progress(share) is called with 0..1. Resolves to a PNG.
export async function looksSheet(item, settings, request, signal, progress) {
  const { width, height } = item.ink;
  const scale = Math.min(1, PANEL / Math.max(width, height));
  const [wide, high] = [width, height].map((side) => Math.max(1, Math.round(side * scale)));
  const size = Math.max(16, wide, high);
  const cells = [["", await api.photo(item.ink.id, size, signal)]];
  for (const [k, { name }] of settings.looks.entries()) {
    signal.throwIfAborted();
    cells.push([lookTitle(name), await request(settings.query({ look: name, size, format: "png" }, "draw", item.values))]);
    progress((k + 1) / settings.looks.length);
  }
  const columns = Math.ceil(Math.sqrt((cells.length * high) / wide));
  const canvas = document.createElement("canvas");
  canvas.width = GAP + columns * (wide + GAP);
  canvas.height = GAP + Math.ceil(cells.length / columns) * (high + LABEL);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#404040";
  pen.font = "20px system-ui, sans-serif";
  pen.textAlign = "center";
  for (const [k, [name, blob]] of cells.entries()) {
    const [x, y] = [GAP + (k % columns) * (wide + GAP), GAP + Math.floor(k / columns) * (high + LABEL)];
    pen.drawImage(await createImageBitmap(blob), x, y, wide, high);
    pen.fillText(name, x + wide / 2, y + high + 27);
  }
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
