// Rates from counters that only grow: the difference between the newest document and one some seconds older.

const WINDOW_MS = 4500;
const POINTS = 60;

const RATED = ['requests', 'responses5xx', 'responseBytes', 'requestBytes'];

/** Remembers the counters of the last seconds, and the requests per second of the last minute. */
export class Rates {
  #samples = [];
  #startedAt = null;
  #history = new Map();

  /** Takes a new document in. */
  add(status) {
    if (status.startedAt !== this.#startedAt) {
      this.#samples = [];
      this.#history.clear();
      this.#startedAt = status.startedAt;
    }
    const at = Date.parse(status.at);
    const last = this.#samples.at(-1);
    if (last && at - last.at < 800) return;
    this.#samples.push({ at, counters: countersOf(status) });
    while (this.#samples.length > 2 && at - this.#samples[1].at >= WINDOW_MS) this.#samples.shift();
    this.#remember(status);
  }

  /** What a virtual service, or one of its real servers, does per second; null while that is not known yet. */
  of(service, server) {
    const key = keyOf(service, server);
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    const from = first?.counters.get(key);
    const to = last?.counters.get(key);
    if (!from || !to || first === last) return null;
    const seconds = (last.at - first.at) / 1000;
    return Object.fromEntries(RATED.map((name) => [name, Math.max(0, (to[name] ?? 0) - (from[name] ?? 0)) / seconds]));
  }

  /** Requests per second, oldest first, one number for each second of at most the last minute. */
  history(service) {
    return this.#history.get(service.name) ?? [];
  }

  #remember(status) {
    for (const service of status.virtualServices) {
      const rate = this.of(service);
      if (!rate) continue;
      const points = this.#history.get(service.name) ?? [];
      this.#history.set(service.name, [...points, rate.requests].slice(-POINTS));
    }
    const names = new Set(status.virtualServices.map((service) => service.name));
    for (const name of this.#history.keys()) if (!names.has(name)) this.#history.delete(name);
  }
}

const keyOf = (service, server) => JSON.stringify(server ? [service.name, server.name] : [service.name]);

function countersOf(status) {
  const counters = new Map();
  for (const service of status.virtualServices) {
    if (service.counters) counters.set(keyOf(service), service.counters);
    for (const server of service.realServers) {
      if (server.counters) counters.set(keyOf(service, server), server.counters);
    }
  }
  return counters;
}
