// DOM helpers used by every part of the page.

export const byId = (id) => document.getElementById(id);

// Matches where the user asked their system for less motion.
export const stillness = matchMedia("(prefers-reduced-motion: reduce)");

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// Announce to screen readers and, if `shown`, display for a few seconds.
export function say(text, { shown = true } = {}) {
  const line = byId("say");
  line.textContent = text;
  line.classList.toggle("shown", shown);
  clearTimeout(say.timer);
  say.timer = setTimeout(() => line.classList.remove("shown"), 3500);
}
