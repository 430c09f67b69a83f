// Where the page is: on which kind of device, from which host, in which language.

const coarse = matchMedia("(hover: none) and (pointer: coarse)").matches;
const narrow = Math.min(screen.width, screen.height) < 600; // CSS pixels; tablets have more

export const here = {
  host: location.host,
  local: ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname),
  touch: coarse, // no mouse: nothing can be dropped
  kind: coarse ? (narrow ? "phone" : "tablet") : "computer",
};

// A number as it is written in the language of the page.
export const decimal = (number, digits) =>
  number.toLocaleString(document.documentElement.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
