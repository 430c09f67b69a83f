// Every text of the page, apart from what the server sends.

const local = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);

export const texts = {
  invitation: "Turn a photo into a drawing",
  invitationMore: "Drop a portrait anywhere on this page, paste one, or choose a file.",
  choose: "Choose photos",
  camera: "Use the camera",
  tryIt: "Try a sample photo",
  heroLabel: "A woman in a hat, drawn line by line",
  privacy: `${local ? "Photos stay on this computer." : `Photos are sent only to ${location.host}.`} They are kept in memory while you work and never written to disk.`,
  privacyShort: local ? "Photos never leave this computer" : `Photos are sent only to ${location.host}`,
  addPhotos: "Add photos",
  drop: "Drop a photo to draw it",

  drawing: "Drawing",
  divider: "Compare photo and drawing",
  dividerAt: (share) =>
    share <= 0 ? "Drawing only" : share >= 100 ? "Photo only" : `${share}% photo, ${100 - share}% drawing`,
  working: "Drawing in progress",
  seeing: (name) => `Drawing ${name}`,
  waiting: (name) => `${name} is waiting`,
  busy: "The server is busy. Trying again in a moment.",
  cancel: "Cancel",
  failed: "This photo could not be drawn",
  stopped: "Cancelled",
  again: "Try again",
  another: "Choose another photo",
  ready: (name) => `The drawing of ${name} is ready.`,
  cancelled: (name) => `${name} was not drawn.`,
  photoOf: (name) => `Photo ${name}`,
  drawingOf: (name) => `Line drawing of ${name}`,

  viewTools: "Drawing tools",
  retouch: "Retouch",
  play: "Play strokes",
  filmTools: "Playback",
  replay: "Play again",
  stop: "Done",
  preparing: "Preparing the strokes",
  drawn: "Playback finished.",

  retouchTools: "Retouch tools",
  brush: "Brush",
  brushes: {
    erase: ["Erase", "Paint over lines to remove them."],
    restore: ["Restore", "Paint where lines are missing."],
    sitter: ["Person", "Paint parts of the person that were left out."],
  },
  overlay: "Retouch area. Arrow keys move the brush, Space paints a dot, Enter starts or ends a stroke.",
  size: "Size",
  undo: "Undo",
  redo: "Redo",
  ghost: "Show photo",
  done: "Done",
  penDown: "Stroke started",
  penUp: "Stroke ended",

  photos: "Photos",
  remove: (name) => `Remove ${name}`,
  states: { waiting: "waiting", working: "being drawn", done: "drawn", failed: "failed", cancelled: "cancelled" },
  photoAt: (name, state) => `${name}, ${state}`,

  panel: "Settings",
  look: "Look",
  line: "Lines",
  knobs: {
    weight: "Weight",
    detail: "Detail",
    shade: "Shade",
    taper: "Taper",
    hair: "Strands",
    flatness: "Flat",
    shading: "Shading",
    saturation: "Colour",
  },
  neutral: (name, value) => `${value}, reset ${name}`,
  palette: "Palette",
  background: "Background",
  choices: {
    palette: { natural: "Natural", warm: "Warm", print: "Print", pastel: "Pastel", noir: "Noir" },
    background: {
      white: "Person only",
      keep: "Full scene",
      transparent: "Transparent",
      gradient: "Gradient",
      burst: "Rays",
    },
  },
  colours: "Colours",
  ink: "Ink",
  paper: "Paper",
  ownColour: (what) => `${what}: custom colour`,
  inks: { "#000000": "Black", "#4a2c17": "Sepia", "#1b2a6b": "Blue", "#7b1f2e": "Dark red", "#ffffff": "White" },
  papers: { "#ffffff": "White", "#f7efdf": "Cream", "#e3e8ea": "Light grey", "#cfb68d": "Brown", "#14171c": "Black" },
  swap: "Swap colours",
  reset: "Reset",

  save: "Save",
  savePng: "Save PNG",
  saveNear: "Save",
  chips: {
    copy: "Copy",
    share: "Share",
    pair: "Side by side",
    clear: "Transparent PNG",
    svg: "SVG",
    pdf: "PDF",
    gcode: "G-code",
    all: "All as ZIP",
  },
  page: "Page size",
  pages: { "": "Photo shape", a3: "A3", a4: "A4", a5: "A5", a6: "A6", letter: "Letter", legal: "Legal", tabloid: "Tabloid" },
  pen: "Pen width",
  millimetres: (number) => `${number} mm`,
  saving: "Preparing the file",
  saved: (name) => `Saved ${name}.`,
  copied: "Copied.",
  suffixes: { line: "line", clear: "clear", pair: "pair" },
  archive: "artline-drawings.zip",

  cameraTitle: "Camera",
  finder: "Camera preview",
  shoot: "Take photo",
  flip: "Switch camera",
  close: "Close",
  cameraStarts: "Starting the camera",
  snapshot: (time) => `camera ${time}.jpg`,
  cameraErrors: {
    NotAllowedError: "Camera access is blocked. Allow it in the browser's address bar, then try again.",
    NotFoundError: "No camera was found.",
    NotReadableError: "Another program is using the camera.",
    other: "The camera could not be started.",
  },

  noFiles: "That was not a file. Save the picture first, then drop it here.",
  tryItName: "hat.webp",
  offline: "Cannot reach artline. Check that it is still running; this page reconnects by itself.",
  online: "Connected again.",
  cut: "The upload was cut off. The file may be too large for this server.",
  unexpected: (status) => `Unexpected answer from the server (status ${status}).`,
  browserRefused: "The browser did not allow this. Try another way to save.",
};

// Fill in the texts that the markup names: data-text is the content, data-label the aria-label.
export function fillIn(root) {
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = texts[element.dataset.text];
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", texts[element.dataset.label]);
  }
}
