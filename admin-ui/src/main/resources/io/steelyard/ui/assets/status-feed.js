// The live status: one event stream, opened again whenever it ends or falls silent.

const PATH = '/api/v1/events';
const SILENCE_MS = 4000; // the appliance says something every second
const WAITS_MS = [500, 1000, 2000, 4000];

/**
 * Fires "status" with the document as its detail, and "connection" with "live" or "lost". Nothing is ever shown as live
 * that is older than the silence allowed.
 */
export class StatusFeed extends EventTarget {
  #source = null;
  #timer = 0;
  #failures = 0;
  #connection = 'connecting';

  start() {
    this.#open();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  /** Does not wait for the next attempt. */
  retry() {
    this.stop();
    this.#open();
  }

  #open() {
    const source = new EventSource(PATH);
    this.#source = source;
    source.addEventListener('status', (event) => this.#heard(event.data));
    source.addEventListener('error', () => this.#lost());
    this.#watch();
  }

  #heard(text) {
    this.#failures = 0;
    this.#watch();
    this.#is('live');
    this.dispatchEvent(new CustomEvent('status', { detail: JSON.parse(text) }));
  }

  #watch() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lost(), SILENCE_MS);
  }

  #lost() {
    this.stop();
    this.#is('lost');
    const wait = WAITS_MS[Math.min(this.#failures++, WAITS_MS.length - 1)];
    this.#timer = setTimeout(() => this.#open(), wait);
  }

  #is(connection) {
    if (this.#connection !== connection) {
      this.#connection = connection;
      this.dispatchEvent(new CustomEvent('connection', { detail: connection }));
    }
  }
}
