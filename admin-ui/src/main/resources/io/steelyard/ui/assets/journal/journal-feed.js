// The journal as the page follows it: the newest entries once, then only what came since.

import { get } from '../api.js';

const FIRST = 200;
const MOST = 1000;

/** Newest first; bounded, so that a page that stays open for weeks does not grow. */
export class JournalFeed {
  #entries = [];
  #last = -1;
  #reading = false;
  #limit = FIRST;
  receivers = [];

  get entries() {
    return this.#entries;
  }

  /** Whether there may be older ones than those here. */
  get more() {
    return this.#limit < MOST && this.#entries.length >= this.#limit;
  }

  /**
   * Reads what is new. Gives how many entries that were; 0 for the first reading, and while another is under way.
   *
   * @throws Problem where the appliance cannot be asked
   */
  async read() {
    if (this.#reading) return 0;
    this.#reading = true;
    try {
      const first = this.#last < 0;
      const told = await get(first ? `/journal?limit=${this.#limit}` : `/journal?since=${this.#last}&limit=${MOST}`);
      // After a restart without files the numbers begin anew.
      if (told.last < this.#last) return this.#again();
      this.#last = told.last;
      this.receivers = told.receivers ?? [];
      if (!told.events.length) return 0;
      this.#entries = [...told.events.reverse(), ...(first ? [] : this.#entries)].slice(0, MOST);
      return first ? 0 : told.events.length;
    } finally {
      this.#reading = false;
    }
  }

  /** Takes in as many older ones as the appliance gives at once. */
  async readMore() {
    this.#limit = MOST;
    this.#again();
    await this.read();
  }

  #again() {
    this.#last = -1;
    this.#entries = [];
    return 0;
  }
}
