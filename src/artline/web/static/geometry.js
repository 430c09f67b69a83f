// Frames of a photo. A frame { turn, straighten, crop } is what the server takes: degrees clockwise,
// degrees, and left,top,width,height as fractions of the turned photo. A box { x, y, w, h } is the
// same crop in pixels of the turned photo: its middle, seen from the photo's middle in the tilted
// picture, and its sides.

// Share of a face's height, brow to chin, that a suggested crop is high.
const HEADROOM = 3.1;
// How far the middle of such a crop lies below that of the face, in heights of the face.
const LOWER = 0.35;

export const turnedSize = ({ width, height }, turn) => (turn % 180 ? [height, width] : [width, height]);

const rotated = ([x, y], angle) => [
  x * Math.cos(angle) - y * Math.sin(angle),
  x * Math.sin(angle) + y * Math.cos(angle),
];

const QUARTERS = { 0: ([x, y]) => [x, y], 90: ([x, y]) => [-y, x], 180: ([x, y]) => [-x, -y], 270: ([x, y]) => [y, -x] };

// Whether a box has no empty corner, and lies within the photo's own sides.
export function inside({ x, y, w, h }, [width, height], angle) {
  const slack = 1e-6 * Math.max(width, height);
  const within = ([a, b]) => Math.abs(a) <= width / 2 + slack && Math.abs(b) <= height / 2 + slack;
  return [[-1, -1], [-1, 1], [1, -1], [1, 1]].every(([across, down]) => {
    const corner = [x + (across * w) / 2, y + (down * h) / 2];
    return within(corner) && within(rotated(corner, -angle));
  });
}

// The box itself, moved towards the middle as far as it must be, and then made smaller.
export function fitted(box, size, angle) {
  const [width, height] = size;
  const room = Math.min(1, width / box.w, height / box.h);
  let { w, h } = { w: box.w * room, h: box.h * room };
  const clamp = (value, most) => Math.min(Math.max(value, -most), most);
  let [x, y] = [clamp(box.x, (width - w) / 2), clamp(box.y, (height - h) / 2)];
  if (inside({ x, y, w, h }, size, angle)) return { x, y, w, h };
  const most = (low, high, allowed) => {
    for (let k = 0; k < 24; k++) {
      const middle = (low + high) / 2;
      if (allowed(middle)) low = middle;
      else high = middle;
    }
    return low;
  };
  // half of it must be inside before it is made smaller about its middle
  const near = most(0, 1, (t) => inside({ x: x * t, y: y * t, w: w / 2, h: h / 2 }, size, angle));
  [x, y] = [x * near, y * near];
  const scale = most(0, 1, (t) => inside({ x, y, w: w * t, h: h * t }, size, angle));
  return { x, y, w: w * scale, h: h * scale };
}

// The frame of a box, or null where it is all of the photo.
export function frameOf({ x, y, w, h }, turn, tilt, whole) {
  const [width, height] = turnedSize(whole, turn);
  const full = w > width - 0.5 && h > height - 0.5;
  if (full && !turn && !tilt) return null;
  const low = (value) => Math.max(0, Math.floor(value * 1e6) / 1e6);
  const [left, top] = [low((x - w / 2) / width + 0.5), low((y - h / 2) / height + 0.5)];
  const crop = [left, top, Math.min(1 - left, low(w / width)), Math.min(1 - top, low(h / height))];
  const frame = {};
  if (turn) frame.turn = String(turn);
  if (tilt) frame.straighten = String(tilt);
  if (!full) frame.crop = crop.map((each) => Number(each.toFixed(6))).join(",");
  return frame;
}

export function boxOf(frame, whole) {
  const [width, height] = turnedSize(whole, Number(frame?.turn ?? 0));
  const [left, top, w, h] = frame?.crop ? frame.crop.split(",").map(Number) : [0, 0, 1, 1];
  return { x: (left + w / 2 - 0.5) * width, y: (top + h / 2 - 0.5) * height, w: w * width, h: h * height };
}

// A box around the faces: room above the hair and below the chin, the face a little above the middle.
export function suggested(whole, turn, angle, ratio) {
  const { width, height, face_boxes: faces } = whole;
  const points = faces.flatMap(([left, top, right, bottom]) => [[left, top], [right, bottom]]).map(([x, y]) =>
    rotated(QUARTERS[turn]([(x - 0.5) * width, (y - 0.5) * height]), angle));
  const [across, down] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const [left, right] = [Math.min(...across), Math.max(...across)];
  const [top, bottom] = [Math.min(...down), Math.max(...down)];
  const face = Math.max(...faces.map((each) => (each[3] - each[1]) * height));
  const [wide, high] = [right - left + 1.6 * face, bottom - top + (HEADROOM - 1) * face];
  const h = Math.max(high, wide / ratio);
  return fitted({ x: (left + right) / 2, y: (top + bottom) / 2 + LOWER * face, w: h * ratio, h }, turnedSize(whole, turn), angle);
}

// Strokes in another frame of the same photo: points are shares of the frame's sides, sizes of its
// long side.
export function reframed(strokes, from, to, whole) {
  const [old, now] = [boxOf(from, whole), boxOf(to, whole)];
  const [turns, tilts] = [[from, to].map((frame) => Number(frame?.turn ?? 0)), [from, to].map((frame) => (Number(frame?.straighten ?? 0) * Math.PI) / 180)];
  const move = ([x, y]) => {
    const tilted = [old.x + (x - 0.5) * old.w, old.y + (y - 0.5) * old.h];
    const upright = QUARTERS[(360 - turns[0]) % 360](rotated(tilted, -tilts[0]));
    const [a, b] = rotated(QUARTERS[turns[1]](upright), tilts[1]);
    return [(a - now.x) / now.w + 0.5, (b - now.y) / now.h + 0.5];
  };
  const scale = Math.max(old.w, old.h) / Math.max(now.w, now.h);
  return strokes.map((stroke) => ({ ...stroke, size: stroke.size * scale, points: stroke.points.map(move) }));
}
