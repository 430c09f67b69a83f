// Requests to the server. Everything that can go wrong becomes a Problem.
import { texts } from "./texts.js";

// kind: "refused" (the message says why), "busy" (ask again after `wait` seconds),
// "gone" (the server no longer has the photo), "offline" (no answer). lasting: asking again gives
// the same answer.
export class Problem extends Error {
  constructor(kind, message, wait = 0, lasting = false) {
    super(message);
    Object.assign(this, { kind, wait, lasting });
  }
}

export const isAbort = (error) => error?.name === "AbortError";

export async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { cache: "no-store", ...options });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw await silence(Boolean(options.body));
  }
  if (!answer.ok) throw await refusal(answer);
  return answer;
}

// Statuses that say something of the file itself: too large, no picture, unreadable.
const LASTING = [413, 415, 422];

const askBlob = async (path, options) => body(await ask(path, options));

// The connection may break after the headers have arrived.
async function body(answer) {
  try {
    return await answer.blob();
  } catch (error) {
    if (isAbort(error)) throw error;
    throw await silence(false);
  }
}

export async function isUp() {
  try {
    return (await fetch("healthz", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

// A server that refuses a large upload may close the connection before the browser has read why.
async function silence(uploading) {
  if (uploading && (await isUp())) return new Problem("refused", texts.cut);
  return new Problem("offline", texts.offline);
}

async function refusal(answer) {
  let detail = texts.unexpected(answer.status);
  try {
    detail = (await answer.json()).detail || detail;
  } catch {
    // Not a problem document: show the status.
  }
  if (answer.status === 429 || answer.status === 503) {
    return new Problem("busy", detail, Number(answer.headers.get("Retry-After")) || 1);
  }
  return new Problem(answer.status === 404 ? "gone" : "refused", detail, 0, LASTING.includes(answer.status));
}

export const looks = async () => (await ask("api/looks")).json();
export const presets = async () => (await ask("api/presets")).json();

// What a drawing can be saved as.
export const saving = async () => (await ask("api/saving")).json();

// frame: { turn, straighten, crop } or null.
export async function see(file, frame, signal) {
  const form = new FormData();
  for (const [name, value] of Object.entries(frame ?? {})) form.append(name, value);
  form.append("photo", file, file.name);
  return (await ask("api/inks", { method: "POST", body: form, signal })).json();
}

const ink = (id) => `api/inks/${encodeURIComponent(id)}`;

// Where a file comes from; kind: "drawing", "film" or "pair".
export const address = (id, { kind, query }) => `${ink(id)}/${kind}?${query}`;

export const drawing = (id, query, signal) => askBlob(`${ink(id)}/drawing?${query}`, { signal });

// A drawing and its notices.
export async function remarked(id, query, signal) {
  const answer = await ask(`${ink(id)}/drawing?${query}`, { signal });
  const notices = answer.headers.get("Artline-Notices")?.split(", ").map(decodeURIComponent) ?? [];
  return { blob: await body(answer), notices };
}

// A part of a drawing of `size` pixels; `place`: its left, top, width and height.
export function region(id, query, { size, place }, signal) {
  const part = new URLSearchParams(query);
  for (const [name, value] of Object.entries({ size, ...place })) part.set(name, value);
  return askBlob(`${ink(id)}/region?${part}`, { signal });
}

export const thumbnail = (id, look, signal) =>
  askBlob(`${ink(id)}/thumbnail?${new URLSearchParams({ look })}`, { signal });
export const photo = (id, size, signal) => askBlob(`${ink(id)}/photo?size=${size}`, { signal });
export const retouch = (id, mask) =>
  ask(`${ink(id)}/retouch`, { method: "PUT", body: mask, headers: { "Content-Type": "image/png" } });

// keepalive: also sent while the page closes. It may fail; the server forgets old photos by itself.
export const forget = (id) => ask(ink(id), { method: "DELETE", keepalive: true }).catch(() => {});
