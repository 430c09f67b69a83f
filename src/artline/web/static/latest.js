// One request in flight, the newest one waiting, those between forgotten.
import { isAbort } from "./api.js";

const LATE = 400;

// work(job, signal) is called with the newest job whenever nothing is in flight. An answer that
// is somewhat stale is still shown, so that the picture follows a finger; one that takes longer
// than LATE ms while a newer job waits is aborted, and so is one whose job says `fresh`.
export class Latest {
  constructor(work) {
    this.work = work;
    this.flying = null;
    this.next = null;
  }

  ask(job) {
    if (!this.flying) {
      this.run(job);
      return;
    }
    this.next = job;
    if (job.fresh) this.flying.abort();
    this.timer ??= setTimeout(() => this.next && this.flying?.abort(), LATE);
  }

  drop() {
    this.next = null;
    this.flying?.abort();
  }

  async run(job) {
    this.flying = new AbortController();
    try {
      await this.work(job, this.flying.signal);
    } catch (error) {
      if (!isAbort(error)) throw error;
    } finally {
      clearTimeout(this.timer);
      this.timer = null;
      this.flying = null;
      const next = this.next;
      this.next = null;
      if (next) this.run(next);
    }
  }
}
