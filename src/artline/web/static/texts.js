// Every text of the page. Nothing else on it is written anywhere else, but what the server says.

const local = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
const here = local ? "this computer" : `the computer at ${location.host}`;

export const texts = {
  invitation: "A photo becomes a drawing.",
  invitationMore: "Drop a portrait anywhere on this page, or paste one.",
  choose: "Choose photos",
  camera: "Use the camera",
  tryIt: "Try it with this one",
  heroLabel: "A woman with a hat, drawn line by line",
  privacy: `Photos go no further than ${here}. They are kept in memory while you work, never written to disk.`,
  privacyShort: local ? "Photos never leave this computer" : `Photos go no further than ${location.host}`,
  addPhotos: "Add photos",
  drop: "Let go to draw",

  drawing: "Drawing",
  divider: "Compare with the photo",
  dividerAt: (share) =>
    share <= 0 ? "Drawing alone" : share >= 100 ? "Photo alone" : `${share} % photo, the rest drawing`,
  working: "Drawing in progress",
  seeing: (name) => `Looking at ${name}`,
  waiting: (name) => `${name} waits its turn`,
  busy: "Busy; going on in a moment",
  cancel: "Cancel",
  failed: "This one could not be drawn",
  stopped: "Not drawn",
  again: "Try again",
  another: "Choose another",
  ready: (name) => `${name} is drawn.`,
  cancelled: (name) => `${name} was cancelled.`,
  photoOf: (name) => `The photo ${name}`,
  drawingOf: (name) => `Line drawing of ${name}`,

  viewTools: "What to do with the drawing",
  retouch: "Retouch",
  play: "Watch it drawn",
  filmTools: "Watching",
  replay: "Again",
  stop: "Done",
  preparing: "Finding the strokes",
  drawn: "Drawn.",

  retouchTools: "Retouch",
  brush: "Brush",
  brushes: {
    erase: ["Erase", "Paint over ink that should go."],
    bring: ["Bring back", "Paint where lines of the photo are missing."],
    sitter: ["Sitter", "Paint what belongs to the sitter and was left out."],
  },
  overlay: "Drawing to paint on. Arrow keys move the brush, Space paints, Enter sets it down or lifts it.",
  size: "Size",
  undo: "Undo",
  redo: "Redo",
  ghost: "Photo beneath",
  done: "Done",
  penDown: "Brush down",
  penUp: "Brush up",

  photos: "Photos",
  remove: (name) => `Remove ${name}`,
  states: { waiting: "waiting", working: "working", done: "drawn", failed: "could not be drawn", cancelled: "cancelled" },
  photoAt: (name, state) => `${name}, ${state}`,

  panel: "How it is drawn",
  look: "Look",
  line: "Line",
  knobs: { weight: "Weight", detail: "Detail", shade: "Shade" },
  neutral: (name, value) => `${value}, set ${name} back to neutral`,
  background: "Background",
  grounds: { white: "Sitter alone", keep: "Whole scene", transparent: "None" },
  colours: "Colour",
  ink: "Ink",
  paper: "Paper",
  ownColour: (what) => `${what}: a colour of your own`,
  inks: { "#000000": "Black", "#4a2c17": "Sepia", "#1b2a6b": "Blue", "#7b1f2e": "Wine", "#ffffff": "White" },
  papers: { "#ffffff": "White", "#f7efdf": "Cream", "#e3e8ea": "Mist", "#cfb68d": "Kraft", "#14171c": "Night" },
  swap: "Exchange ink and paper",
  reset: "Back to how it was",

  save: "Take it with you",
  savePng: "Save the drawing",
  saveNear: "Save",
  chips: {
    copy: "Copy",
    share: "Share",
    pair: "Side by side",
    clear: "Transparent PNG",
    svg: "SVG strokes",
    pdf: "PDF",
    gcode: "G-code",
    all: "All as ZIP",
  },
  page: "Page",
  pages: { "": "As the photo", a3: "A3", a4: "A4", a5: "A5", a6: "A6", letter: "Letter", legal: "Legal", tabloid: "Tabloid" },
  pen: "Pen",
  millimetres: (number) => `${number} mm`,
  saving: "Preparing the file",
  saved: (name) => `${name} is in your downloads.`,
  copied: "Copied.",
  suffixes: { line: "line", clear: "clear", pair: "pair" },
  archive: "artline-drawings.zip",

  cameraTitle: "Camera",
  finder: "What the camera sees",
  shoot: "Take the photo",
  flip: "Other camera",
  close: "Close",
  cameraStarts: "Waiting for the camera",
  snapshot: (time) => `camera ${time}.jpg`,
  cameraErrors: {
    NotAllowedError: "The browser may not use the camera. Allow it beside the address, then try again.",
    NotFoundError: "No camera was found.",
    NotReadableError: "Another program is using the camera.",
    other: "The camera does not start.",
  },

  noFiles: "That was no file. Save the picture first, then drop it here.",
  tryItName: "hat.webp",
  offline: "artline does not answer. Is it still running? This page goes on by itself once it is back.",
  online: "artline is back.",
  cut: "The upload was cut short: the file may be larger than the server takes.",
  unexpected: (status) => `The server answered with status ${status}.`,
  copyFailed: "The browser did not let the picture be copied.",
};

// What the markup names: data-text becomes the content, data-label the accessible name.
export function fillIn(root) {
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = texts[element.dataset.text];
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", texts[element.dataset.label]);
  }
}
