// The texts of the page, in the language that the browser or the user prefers.
import { here } from "./here.js";

// Each is a file in texts/, under its own name for itself.
export const LANGUAGES = { en: "English", de: "Deutsch", es: "Español", fr: "Français", zh: "中文", ja: "日本語" };
const STORED = "artline-language";

// Filled once by `load`, before any part of the page is made.
export const texts = {};

// What was chosen here, else the first of the browser's languages that there is.
function preferred() {
  const stored = localStorage.getItem(STORED);
  const wanted = [stored, ...navigator.languages].map((name) => name?.toLowerCase().split("-")[0]);
  return wanted.find((name) => Object.hasOwn(LANGUAGES, name)) ?? "en";
}

export async function load() {
  const language = preferred();
  document.documentElement.lang = language;
  Object.assign(texts, (await import(`./texts/${language}.js`)).texts);
}

// Another language: the page is loaded anew.
export function choose(language) {
  localStorage.setItem(STORED, language);
  location.reload();
}

// A text that depends on the device or the host is a function of it.
const said = (name) => {
  const text = texts[name];
  return typeof text === "function" ? text({ ...here, device: texts.devices[here.kind] }) : text;
};

// Fill in the texts that the markup names: data-text is the content, data-label the aria-label,
// data-title what is shown when a mouse rests on it.
export function fillIn(root) {
  for (const element of root.querySelectorAll("[data-text]")) element.textContent = said(element.dataset.text);
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", said(element.dataset.label));
  }
  for (const element of root.querySelectorAll("[data-title]")) element.title = said(element.dataset.title);
}

// What the server calls something and says of it; where there is no text of that name, as on a
// server with presets of its own, in its own words.
export const lookTitle = (name) => texts.looks[name]?.[0] ?? name;
export const lookAbout = ({ name, about }) => texts.looks[name]?.[1] ?? about;
export const knobAbout = ({ name, about }) => texts.knobAbouts[name] ?? about.replace(/\.? *\[.*$/, "").replace(/\.$/, "");
export const presetAbout = ({ name, about }) => texts.presetAbouts[name] ?? about;
