// Entry point: creates the parts of the page and connects them.
import * as api from "./api.js";
import { Crop } from "./crop.js";
import { frameOf, reframed, suggested } from "./geometry.js";
import { History } from "./history.js";
import { keyRows, Keys, listed } from "./keys.js";
import { Compare, KEYS as compareKeys } from "./compare.js";
import { openInstall } from "./install.js";
import { Grid, KEYS as gridKeys } from "./grid.js";
import { Knobs } from "./knobs.js";
import { Looks } from "./looks.js";
import { Output } from "./output.js";
import { byId, say } from "./page_parts.js";
import { Photos } from "./photos.js";
import { Player, playHero } from "./player.js";
import { Presets } from "./presets.js";
import { Preview } from "./preview.js";
import { Queue } from "./queue.js";
import { Retouch } from "./retouch.js";
import { showSamples } from "./samples.js";
import { Save } from "./save.js";
import { Settings } from "./settings.js";
import { openSources } from "./sources.js";
import { Stage } from "./stage.js";
import { Strip } from "./strip.js";
import { choose, fillIn, LANGUAGES, texts } from "./texts.js";
import { KEYS as zoomKeys, Zoom } from "./zoom.js";

const ASK_AGAIN = 2000;
// Narrower than this, retouch fills the screen.
const phone = matchMedia("(max-width: 860px), (max-height: 500px)");

fillIn(document);
for (const [name, title] of Object.entries(LANGUAGES)) byId("language").append(new Option(title, name));
byId("language").value = document.documentElement.lang;
byId("language").addEventListener("change", ({ target }) => choose(target.value));
const queue = new Queue();
// "Choose another" replaces the photo that cannot be drawn.
let replaced = null;
openSources((files) => {
  queue.add(files, replaced);
  replaced = null;
});
byId("another").addEventListener("click", () => (replaced = queue.current));
byId("file").addEventListener("cancel", () => (replaced = null));
playHero();
showSamples();
openInstall();
start();

async function start() {
  let table, presets, saving;
  try {
    [table, presets, saving] = await Promise.all([api.looks(), api.presets(), api.saving()]);
  } catch (error) {
    // Not started yet, or asking for a token, which the message says.
    await offline(error.message);
    start();
    return;
  }
  const settings = new Settings(table, presets);
  const stage = new Stage();
  const preview = new Preview(queue, stage, settings);
  const history = new History(queue, settings, (changes) => bring(parts, changes));
  const output = new Output(settings, saving);
  const parts = {
    settings,
    stage,
    preview,
    history,
    looks: new Looks(settings, preview),
    save: new Save(queue, settings, preview, output),
    retouch: new Retouch(preview, queue, history),
    player: new Player(stage, settings, preview),
    photos: new Photos(queue, settings, history),
    zoom: new Zoom(stage, preview, queue, output),
  };
  parts.compare = new Compare(parts, () => mode(parts, "compare"));
  new Grid(settings, preview, queue);
  new Presets(settings, (preset) => frameFor(parts, preset));
  new Knobs(settings);
  new Strip(queue, (item) => parts.photos.close(item));
  new Crop(preview, (item, frame) => crop(parts, item, frame));
  new Keys([...keyRows({
    settings,
    retouch: parts.retouch,
    undo: () => turnBack(parts, "undo"),
    redo: () => turnBack(parts, "redo"),
    closePhoto: () => parts.photos.close(),
    step: (by) => queue.step(by),
    mode: (name) => mode(parts, name),
  }), ...listed([...zoomKeys, ...compareKeys, ...gridKeys])]);
  history.adopt();
  connect(parts);
  fit(parts);
  if (queue.current) select(parts);
}

function connect(parts) {
  const { settings, stage, preview } = parts;
  queue.addEventListener("select", () => select(parts));
  queue.addEventListener("change", () => refresh(parts));
  queue.addEventListener("seen", ({ detail }) => detail === queue.current && seen(parts));
  queue.addEventListener("busy", () => (byId("progress-text").textContent = texts.busy));
  queue.addEventListener("offline", () => cameBack(parts));
  preview.addEventListener("offline", () => cameBack(parts));
  preview.addEventListener("refused", ({ detail }) => refused(parts, detail));
  preview.addEventListener("shown", ({ detail }) => shown(parts, detail));
  settings.addEventListener("change", () => fit(parts));
  byId("cancel").addEventListener("click", () => queue.cancel(queue.current));
  byId("again").addEventListener("click", () => queue.again(queue.current));
  byId("open-retouch").addEventListener("click", () => mode(parts, "retouch"));
  byId("close-retouch").addEventListener("click", () => mode(parts, "view"));
  byId("play").addEventListener("click", () => mode(parts, "film"));
  byId("stop").addEventListener("click", () => mode(parts, "view"));
  byId("close-compare").addEventListener("click", () => mode(parts, "view"));
  parts.zoom.addEventListener("pinch", () => parts.retouch.drop());
  byId("ghost").addEventListener("change", () => fit(parts));
  byId("panel").addEventListener("submit", (event) => event.preventDefault());
  for (const way of ["undo", "redo"]) {
    for (const id of [way, `${way}-near`]) byId(id).addEventListener("click", () => turnBack(parts, way));
  }
  parts.history.addEventListener("change", () => offer(parts));
  offer(parts);
  let pause;
  addEventListener("resize", () => {
    clearTimeout(pause);
    pause = setTimeout(() => preview.enlarge(), 300);
  });
  // The server keeps nothing for a page that is closed.
  addEventListener("pagehide", () => {
    for (const item of queue.items) if (item.ink) api.forget(item.ink.id);
  });
}

// Another photo is current, or another frame of this one.
function select(parts) {
  const { stage, looks, preview } = parts;
  const item = queue.current;
  const framed = item && item === parts.selected && stage.sheet.classList.contains("has-drawing");
  parts.selected = item;
  mode(parts, "view");
  preview.latest.flying?.abort(); // of another photo, or of another frame of this one
  if (framed) stage.fade();
  else stage.empty();
  looks.clear();
  byId("notice").hidden = true;
  if (item) parts.settings.use(item.values);
  refresh(parts);
  if (!item) return;
  if (item.ink) seen(parts);
  else if (!item.frame) unseen(stage, item);
}

// Another part of the photo is drawn; what was retouched stays where it is on the face.
function crop({ history }, item, frame) {
  item.marks.done = reframed(item.marks.done, item.frame, frame, item.whole);
  item.frame = frame;
  history.record([item], texts.crop);
  queue.reframe(item);
}

// A preset that is cropped around the face: so is the photo, unless it is framed already.
function frameFor(parts, { frame }) {
  const item = queue.current;
  if (frame.crop !== "face" || !item?.ink || item.frame || !item.whole.face_boxes.length) return;
  const square = frameOf(suggested(item.whole, 0, 0, 1), 0, 0, item.whole);
  if (square) crop(parts, item, square);
}

function turnBack({ history }, way) {
  const step = history[way]();
  if (step) say(texts[way === "undo" ? "undone" : "redone"](step.what));
}

// Items have become what they were: show one of them. changes: { item, reframed, retouched }.
function bring({ settings, preview, retouch }, changes) {
  const here = changes.filter(({ item }) => queue.items.includes(item));
  for (const { item, reframed, retouched } of here) {
    if (reframed) queue.reframe(item);
    else if (retouched) retouch.send(item);
  }
  if (!here.length) return;
  const mine = here.find(({ item }) => item === queue.current);
  if (!mine) queue.select(here[0].item);
  else if (!mine.reframed) {
    settings.use(mine.item.values);
    if (!mine.retouched) preview.ask(false, true);
  }
}

// The buttons say what they would undo and redo.
function offer({ history }) {
  for (const [way, steps, title] of [
    ["undo", history.done, texts.undoWhat],
    ["redo", history.undone, texts.redoWhat],
  ]) {
    for (const id of [way, `${way}-near`]) {
      const step = steps.at(-1);
      byId(id).disabled = !step;
      byId(id).title = step ? title(step.what) : texts[way];
      byId(id).setAttribute("aria-label", byId(id).title);
    }
  }
  byId("history").hidden = !queue.items.length && !history.done.length && !history.undone.length;
}

// Before the server has the photo, show the file itself if the browser can (not HEIC).
async function unseen(stage, item) {
  if (!(await stage.showPhoto(item.file, item.name)) || item.ink) return;
  stage.proportions(stage.photo.naturalWidth || 1, stage.photo.naturalHeight || 1);
}

async function seen(parts) {
  const { stage, preview, looks } = parts;
  const item = queue.current;
  stage.proportions(item.ink.width, item.ink.height);
  preview.ask(false, true);
  try {
    const size = Math.min(Math.max(item.ink.width, item.ink.height), Math.max(256, stage.pixels));
    item.upright ??= await preview.kept(item, () => api.photo(item.ink.id, size));
    if (item === queue.current) await stage.showPhoto(item.upright, item.name);
  } catch (error) {
    if (item === queue.current && error.kind === "offline") cameBack(parts);
  }
  if (item === queue.current) looks.draw(item);
}

function shown(parts, { item, marked, notices }) {
  const { stage, retouch } = parts;
  byId("notice").textContent = notices.join(" · ");
  byId("notice").hidden = notices.length === 0;
  retouch.drawn(item, marked);
  if (stage.unswept) {
    stage.sweep(!item.swept);
    if (!item.swept) say(texts.ready(item.name), { shown: false });
    item.swept = true;
  }
  refresh(parts);
}

// A refused setting leaves the previous drawing; without one, the photo has failed.
function refused({ stage }, { item, message }) {
  if (stage.shown) say(message);
  else queue.fail(item, new api.Problem("refused", message));
}

// view, retouch, compare or film.
function mode(parts, next) {
  const { stage, retouch, player, compare } = parts;
  const item = queue.current;
  const former = document.body.dataset.mode;
  document.body.dataset.mode = next;
  const full = next === "retouch" && phone.matches;
  for (const part of document.querySelectorAll(".top, .panel")) part.inert = full;
  for (const name of ["view", "retouch", "compare", "film"]) byId(`${name}-tools`).hidden = name !== next;
  if (next !== "view") stage.divide(0);
  if (next === "retouch") retouch.open(item);
  else retouch.close();
  if (next === "compare") compare.open(item);
  else compare.close();
  if (next === "film") player.play(item);
  else player.stop();
  if (next === "view" && former === "retouch") byId("open-retouch").focus();
  if (next === "view" && former === "compare") byId("open-compare").focus();
  if (next === "view" && former === "film") byId("play").focus();
  if (next === "film") byId("stop").focus();
}

// Show and hide parts by the state of the current photo.
function refresh({ save, stage, history }) {
  offer({ history });
  const item = queue.current;
  const state = item?.state ?? "none";
  const busy = state === "waiting" || state === "working" || (state === "done" && !stage.shown);
  const broken = state === "failed" || state === "cancelled";
  document.body.dataset.view = item ? "work" : "welcome";
  document.body.dataset.state = state;
  byId("welcome").hidden = Boolean(item);
  byId("work").hidden = !item;
  byId("more").hidden = !item;
  byId("progress").hidden = !busy;
  byId("cancel").hidden = state === "done";
  byId("sheet").hidden = broken;
  byId("failure").hidden = !broken;
  byId("again").hidden = state === "failed" && item.lasting;
  byId("another").className = byId("again").hidden ? "main" : "quiet";
  byId("another").textContent = texts[byId("again").hidden ? "anotherOnly" : "another"];
  byId("view-tools").inert = busy;
  byId("view-tools").classList.toggle("away", broken);
  save.refresh();
  if (busy) byId("progress-text").textContent = texts[state === "waiting" ? "waiting" : "seeing"](item.name);
  if (!broken) return;
  byId("failure-title").textContent = texts[state === "failed" ? "failed" : "stopped"];
  const text = state === "failed" ? item.error : texts.cancelled(item.name);
  if (byId("failure-text").textContent !== text) byId("failure-text").textContent = text;
}

// The sheet has the paper's colour, or a chequered ground for a transparent background.
function fit({ settings, stage }) {
  const { background, paper } = settings.values;
  stage.sheet.dataset.ground = background;
  stage.sheet.style.setProperty("--paper", paper);
  stage.sheet.classList.toggle("ghost", byId("ghost").checked);
}

async function cameBack({ preview }) {
  await offline(texts.offline);
  queue.go();
  preview.ask();
}

// Resolves once the server answers; all callers share one banner and one timer.
let waiting = null;
function offline(message) {
  waiting ??= new Promise((resolve) => {
    byId("offline").textContent = message;
    byId("offline").hidden = false;
    const ask = async () => {
      if (!(await api.isUp())) {
        setTimeout(ask, ASK_AGAIN);
        return;
      }
      byId("offline").hidden = true;
      say(texts.online);
      waiting = null;
      resolve();
    };
    setTimeout(ask, ASK_AGAIN);
  });
  return waiting;
}
