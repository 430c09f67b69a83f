// First script of the page: the other modules need the texts when they are loaded.
import { load } from "./texts.js";

load().then(() => import("./page.js"));
