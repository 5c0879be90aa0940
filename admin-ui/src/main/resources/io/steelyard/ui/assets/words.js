// How numbers, times and states are put into words; the same everywhere on the page.

const STATES = {
  up: 'Up', degraded: 'Degraded', down: 'Down', pending: 'Pending', unchecked: 'Unchecked',
  draining: 'Draining', disabled: 'Disabled', sorry: 'Sorry server', redirect: 'Redirect',
};

/** A state as a person reads it. */
export const stateWord = (state) => STATES[state] ?? state;

/** The mood of a state, which chooses its colours: good, warn, bad or calm. */
export const mood = (state) => ({ up: 'good', redirect: 'good', degraded: 'warn', draining: 'warn', sorry: 'warn', down: 'bad' })[state] ?? 'calm';

/** How long something has been so, in at most two units: "8 s", "3 min 20 s", "2 h 5 min", "12 d 4 h". */
export function span(millis) {
  const s = Math.max(0, Math.floor(millis / 1000));
  if (s < 60) return `${s} s`;
  const m = Math.floor(s / 60);
  if (m < 60) return m < 10 && s % 60 ? `${m} min ${s % 60} s` : `${m} min`;
  const h = Math.floor(m / 60);
  if (h < 48) return m % 60 ? `${h} h ${m % 60} min` : `${h} h`;
  return `${Math.floor(h / 24)} d ${h % 24} h`;
}

/** A moment as a clock shows it here: 15:04:09. */
export const clock = (at) => new Date(at).toLocaleTimeString('en-GB');

/** A count in at most four signs: 7, 950, 12.3k, 4.56M. */
export function count(n) {
  if (n < 1000) return n > 0 && n < 9.95 && !Number.isInteger(n) ? n.toFixed(1) : String(Math.round(n));
  const [unit, by] = n < 999500 ? ['k', 1e3] : n < 999.5e6 ? ['M', 1e6] : ['G', 1e9];
  return Number((n / by).toPrecision(3)) + unit;
}

/** Bytes, in powers of 1024 as memory and files are counted. */
export function byteCount(n) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const i = Math.min(units.length - 1, n < 1 ? 0 : Math.floor(Math.log2(n) / 10));
  return `${Number((n / 1024 ** i).toPrecision(3))} ${units[i]}`;
}

/** Bytes a second, in powers of 1000. */
export function byteRate(n) {
  if (n < 1000) return `${Math.round(n)} B/s`;
  const [unit, by] = n < 999500 ? ['kB', 1e3] : n < 999.5e6 ? ['MB', 1e6] : ['GB', 1e9];
  return `${Number((n / by).toPrecision(3))} ${unit}/s`;
}

/** An amount of bytes, in powers of 1000. */
export const bytes = (n) => byteRate(n).replace('/s', '');

/** Milliseconds as a person compares them: "0.3 ms", "21 ms", "1.2 s". */
export function millis(ms) {
  if (ms >= 1000) return `${Number((ms / 1000).toPrecision(3))} s`;
  return `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
}

/** A moment with its day, unless that is today: "15:04:09", "21 Nov, 15:04:09". */
export function moment(at) {
  const then = new Date(at);
  const day = then.toDateString() === new Date().toDateString() ? '' : `${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })}, `;
  return day + clock(then);
}

/** An address and port as they are typed. */
export const place = (address, port) => `${address.includes(':') ? `[${address}]` : address}:${port}`;

/** "1 real server", "3 real servers". */
export const many = (n, one) => `${n} ${one}${n === 1 ? '' : 's'}`;

/** The first line of a reason. */
export const firstLine = (text) => text.split('\n', 1)[0];

/** Text that ends as a sentence does. */
export const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
