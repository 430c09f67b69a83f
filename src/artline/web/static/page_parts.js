// Small things of the page that every part uses.

export const byId = (id) => document.getElementById(id);

// Whoever asked their system for less motion.
export const stillness = matchMedia("(prefers-reduced-motion: reduce)");

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// Read out to whoever listens; and shown, unless whoever looks can see it anyway.
export function say(text, { shown = true } = {}) {
  const line = byId("say");
  line.textContent = text;
  line.classList.toggle("shown", shown);
  clearTimeout(say.timer);
  say.timer = setTimeout(() => line.classList.remove("shown"), 3500);
}
