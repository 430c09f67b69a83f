// One request in flight, the newest one waiting, those between forgotten.
import { isAbort } from "./api.js";

const LATE = 1000;

// work(job, signal) is called with the newest job whenever nothing is in flight. A slightly stale
// answer is still shown, so that the picture follows the slider. A request that takes longer than
// LATE ms while a newer job waits is aborted, but not two in a row: a slow server must get to
// answer. A job with `fresh` aborts the request before it at once.
export class Latest {
  constructor(work) {
    this.work = work;
    this.flying = null;
    this.next = null;
    this.spared = false;
    this.waiting = [];
  }

  // Resolves when nothing is in flight.
  quiet() {
    return this.flying ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve();
  }

  ask(job) {
    if (!this.flying) {
      this.run(job);
      return;
    }
    this.next = job;
    if (job.fresh) this.flying.abort();
    else if (!this.spared) this.timer ??= setTimeout(() => this.flying?.abort(), LATE);
  }

  async run(job) {
    const flight = new AbortController();
    this.flying = flight;
    try {
      await this.work(job, flight.signal);
    } catch (error) {
      if (!isAbort(error)) throw error;
    } finally {
      clearTimeout(this.timer);
      this.timer = null;
      this.flying = null;
      this.spared = flight.signal.aborted;
      const next = this.next;
      this.next = null;
      if (next) this.run(next);
      else for (const resolve of this.waiting.splice(0)) resolve();
    }
  }
}
