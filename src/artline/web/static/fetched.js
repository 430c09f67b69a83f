// Files from the server, with the share that has arrived.
import { ask, isAbort, Problem } from "./api.js";
import { texts } from "./texts.js";

// progress(share) is called with 0..1 while the file arrives. Resolves to { blob, written }.
export async function fetched(address, signal, progress) {
  const answer = await ask(address, { signal });
  const written = JSON.parse(answer.headers.get("Artline-Written") ?? "{}");
  const type = answer.headers.get("Content-Type") ?? "";
  const whole = Number(answer.headers.get("Content-Length")) || 0;
  const parts = [];
  let size = 0;
  try {
    for (const reader = answer.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.length;
      if (whole) progress?.(size / whole);
    }
  } catch (error) {
    // the connection broke after the headers had arrived
    throw isAbort(error) ? error : new Problem("offline", texts.offline);
  }
  return { blob: new Blob(parts, { type }), written };
}
