// Take a photo with the camera.
import { byId, make } from "./page_parts.js";
import { texts } from "./texts.js";

const COUNTDOWNS = [0, 3, 10]; // seconds

// taken(file) is called with each photo.
export class Camera {
  constructor(taken) {
    this.taken = taken;
    this.dialog = byId("camera");
    this.finder = byId("finder");
    this.facing = "user";
    this.delay = 0;
    byId("countdowns").append(...COUNTDOWNS.map((seconds) => this.choice(seconds)));
    byId("shoot").addEventListener("click", () => (this.counting ? this.halt() : this.count(this.delay)));
    byId("flip").addEventListener("click", () => {
      this.facing = this.facing === "user" ? "environment" : "user";
      this.start();
    });
    byId("close-camera").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => this.stop());
    byId("snap").addEventListener("change", ({ target }) => {
      if (target.files.length) taken(target.files[0]);
      target.value = "";
    });
  }

  choice(seconds) {
    const radio = make("input", { type: "radio", name: "countdown", value: seconds, checked: seconds === 0 });
    radio.addEventListener("change", () => {
      this.halt();
      this.delay = seconds;
    });
    return make("label", {}, radio, make("span", { textContent: seconds ? texts.seconds(seconds) : texts.countdownOff }));
  }

  // Browsers give the camera only to https and localhost. Elsewhere a file input with `capture`
  // opens the phone's camera app; a computer has none, so nothing is offered there.
  static get offered() {
    return isSecureContext || matchMedia("(any-pointer: coarse)").matches;
  }

  open() {
    if (!isSecureContext || !navigator.mediaDevices?.getUserMedia) {
      byId("snap").click();
      return;
    }
    this.dialog.showModal();
    this.start();
  }

  async start() {
    this.stop();
    byId("shoot").disabled = true;
    byId("camera-text").textContent = texts.cameraStarts;
    try {
      const video = { facingMode: this.facing, width: { ideal: 1920 }, height: { ideal: 1440 } };
      const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
      if (!this.dialog.open) {
        end(stream);
        return;
      }
      this.stream = stream;
      this.finder.srcObject = stream;
      this.finder.classList.toggle("mirrored", this.facing === "user");
      await this.finder.play();
      const { videoWidth, videoHeight } = this.finder;
      this.finder.style.aspectRatio = `${videoWidth} / ${videoHeight}`;
      byId("camera-text").textContent = "";
      byId("shoot").disabled = false;
      byId("shoot").focus();
      const devices = await navigator.mediaDevices.enumerateDevices();
      byId("flip").hidden = devices.filter(({ kind }) => kind === "videoinput").length < 2;
    } catch (error) {
      if (!this.dialog.open) return;
      byId("camera-text").textContent = texts.cameraErrors[error.name] ?? texts.cameraErrors.other;
    }
  }

  // The seconds that are left stand over the preview; the button stops them.
  count(seconds) {
    this.halt();
    if (!seconds) {
      this.shoot();
      return;
    }
    byId("count").textContent = seconds;
    byId("shoot").textContent = texts.cancel;
    this.counting = setTimeout(() => this.count(seconds - 1), 1000);
  }

  halt() {
    clearTimeout(this.counting);
    this.counting = null;
    byId("count").textContent = "";
    byId("shoot").textContent = texts.shoot;
  }

  async shoot() {
    const { videoWidth, videoHeight } = this.finder;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: videoWidth, height: videoHeight });
    canvas.getContext("2d").drawImage(this.finder, 0, 0);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.95));
    const time = new Date().toTimeString().slice(0, 8).replaceAll(":", ".");
    this.dialog.close();
    this.taken(new File([blob], texts.snapshot(time), { type: "image/jpeg" }));
  }

  stop() {
    this.halt();
    if (this.stream) end(this.stream);
    this.stream = null;
    this.finder.srcObject = null;
  }
}

function end(stream) {
  for (const track of stream.getTracks()) track.stop();
}
