// The command line that writes the same file.

const SAFE = /^[\w.,:@%+=/-]+$/;

function quoted(text) {
  if (SAFE.test(text)) return text;
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`;
}

// query: of the request; frame: of the photo, or null; settings: which know the preset that it names.
// What the query or the frame takes back of a preset cannot be typed: then the preset's values are,
// as far as they do something.
export function commandLine({ kind, query }, photo, frame, file, settings) {
  let given = Object.fromEntries([...query, ...Object.entries(frame ?? {})]);
  const back = Object.keys(given).filter((name) => given[name] === "" || given[name] === "false");
  const said = settings.preset?.settings;
  const whole = Object.keys(settings.preset?.frame ?? {}).some((name) => !(name in given));
  if (said && (back.length || whole)) {
    const known = { ...settings.values, ...said, ...given, command: "draw", page: given.page || null };
    const kept = Object.entries(said).filter(([name]) => settings.counts(name, known));
    given = { ...Object.fromEntries(kept), ...given };
    delete given.preset;
  }
  for (const name of [...back, "format"]) delete given[name];
  const name = photo.startsWith("-") ? `./${photo}` : photo;
  const words = ["artline", ...(kind === "film" ? ["film"] : []), quoted(name), "-o", quoted(file)];
  for (const [option, value] of Object.entries(given)) {
    words.push(`--${option.replaceAll("_", "-")}`);
    if (String(value) !== "true") words.push(quoted(String(value)));
  }
  return words.join(" ");
}
