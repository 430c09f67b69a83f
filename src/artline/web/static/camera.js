// Take a photo with the camera.
import { byId } from "./page_parts.js";
import { texts } from "./texts.js";

// taken(file) is called with each photo.
export class Camera {
  constructor(taken) {
    this.taken = taken;
    this.dialog = byId("camera");
    this.finder = byId("finder");
    this.facing = "user";
    byId("shoot").addEventListener("click", () => this.shoot());
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
    if (this.stream) end(this.stream);
    this.stream = null;
    this.finder.srcObject = null;
  }
}

function end(stream) {
  for (const track of stream.getTracks()) track.stop();
}
