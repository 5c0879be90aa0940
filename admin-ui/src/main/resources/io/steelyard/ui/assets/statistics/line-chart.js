import { LitElement, css, html, nothing, svg } from '../lit/index.js';
import { chartColours } from '../chart-colours.js';
import { controls, tables } from '../parts/styles.js';
import { areaPath, linePath, roundTop, rows } from './scale.js';

const WIDTH = 720;
const HEIGHT = 180;
const TIMES = 5;
const ROWS = 12;

/**
 * Values over time as lines: `lines` are `{name, values, highest?}`, oldest first, null where nothing is known; `from`
 * is when the first was (milliseconds), `step` the time between two (seconds), `words` puts a value into words. The
 * pointer or the arrow keys choose a moment, told by "cursor" with its place; `cursor` is the one that is shown. The
 * same stands below as a table.
 */
export class LineChart extends LitElement {
  static properties = {
    heading: {},
    lines: { attribute: false },
    from: { type: Number },
    step: { type: Number },
    words: { attribute: false },
    cursor: { attribute: false },
    tabled: { state: true },
  };

  static styles = [controls, tables, chartColours, css`
    :host { display: block; min-width: 0; }
    .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem 1rem; margin-bottom: .5rem; min-height: 2.9em; align-content: start; }
    .head h2 { flex: 1 1 auto; margin: 0; }
    .head .when { color: var(--ink-faint); font-size: .93em; }
    ul { flex: 1 0 100%; display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; margin: 0; padding: 0; list-style: none; }
    li b { font-weight: 650; }
    .key { display: inline-block; width: 1.1em; height: .22em; margin-right: .4em; vertical-align: .28em; border-radius: 2px; }
    .key.n0, .n0 { background: var(--chart-1); stroke: var(--chart-1); }
    .key.n1, .n1 { background: var(--chart-4); stroke: var(--chart-4); }
    .key.bad, .bad-line { background: var(--bad-strong); stroke: var(--bad-strong); }
    .plot { display: grid; grid-template: 11rem auto / auto minmax(0, 1fr); gap: .25rem .5rem; }
    .ys { display: flex; flex-direction: column; justify-content: space-between; text-align: right; min-width: 3.6em; margin: -.6em 0; }
    .xs { grid-column: 2; display: flex; justify-content: space-between; }
    .ys, .xs { color: var(--ink-faint); font-size: .85em; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .area { position: relative; touch-action: pan-y; cursor: crosshair; }
    svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; }
    path, line { fill: none; vector-effect: non-scaling-stroke; }
    .line { stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; }
    .n1.line { stroke-dasharray: 5 3; }
    .fill { stroke: none; fill: var(--chart-1); opacity: .1; }
    .fill.bad-line { fill: var(--bad-strong); }
    .rule { stroke: var(--line); }
    .cursor { stroke: var(--ink-faint); stroke-dasharray: 3 3; }
    details { margin-top: .6rem; }
    summary { color: var(--ink-soft); font-size: .93em; cursor: pointer; }
    td, th { padding-block: .25rem; font-size: .95em; }
  `];

  constructor() {
    super();
    this.cursor = null;
    this.tabled = false;
  }

  render() {
    const { lines } = this;
    const count = lines[0]?.values.length ?? 0;
    const at = this.cursor === null ? count - 1 : Math.min(this.cursor, count - 1);
    return html`<div class="head"><h2>${this.heading}</h2><span class="when">${this.cursor === null ? 'latest' : this.#moment(at)}</span>
        <ul>${lines.map((line, i) => html`<li><span class="key ${kind(line, i)}"></span>${line.name} <b>${this.#say(line.values[at])}</b></li>`)}</ul></div>
      ${this.#plot(count, at)}
      <details @toggle=${(event) => { this.tabled = event.target.open; }}><summary>As a table</summary>${this.tabled ? this.#table(count) : nothing}</details>`;
  }

  #plot(count, at) {
    const { lines } = this;
    const top = roundTop(Math.max(0, ...lines.flatMap((line) => line.values.map((value) => value ?? 0))));
    const x = (at / Math.max(1, count - 1)) * WIDTH;
    return html`<div class="plot">
      <div class="ys" aria-hidden="true">${[top, top / 2, 0].map((value) => html`<span>${this.words(value)}</span>`)}</div>
      <div class="area" tabindex="0" role="slider" aria-label="${this.heading}: moment" aria-valuemin="0" aria-valuemax=${Math.max(0, count - 1)} aria-valuenow=${Math.max(0, at)} aria-valuetext=${this.#spoken(at)}
          @pointermove=${this.#point} @pointerleave=${() => this.#choose(null)} @keydown=${(event) => this.#key(event, at, count)} @blur=${() => this.#choose(null)}>
        <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
          ${[0, .5, 1].map((share) => svg`<line class="rule" x1="0" x2=${WIDTH} y1=${share * HEIGHT} y2=${share * HEIGHT}/>`)}
          ${lines.length === 1 ? svg`<path class="fill ${kind(lines[0], 0)}" d=${areaPath(lines[0].values, top, WIDTH, HEIGHT)}/>` : nothing}
          ${lines.map((line, i) => svg`<path class="line ${kind(line, i)}" d=${linePath(line.values, top, WIDTH, HEIGHT)}/>`)}
          ${this.cursor === null ? nothing : svg`<line class="cursor" x1=${x} x2=${x} y1="0" y2=${HEIGHT}/>`}
        </svg></div>
      <div class="xs" aria-hidden="true">${Array.from({ length: TIMES }, (_, i) => html`<span>${this.#moment(Math.round((i / (TIMES - 1)) * (count - 1)), true)}</span>`)}</div>
    </div>`;
  }

  #table(count) {
    const each = Math.ceil(count / ROWS);
    const columns = this.lines.map((line) => rows(line.values, ROWS, line.highest));
    return html`<div class="scroll"><table><caption class="unseen">${this.heading}</caption>
      <thead><tr><th scope="col">From</th>${this.lines.map((line) => html`<th scope="col" class="number">${line.name}, ${line.highest ? 'highest' : 'mean'}</th>`)}</tr></thead>
      <tbody>${columns[0].map((_, row) => html`<tr><th scope="row">${this.#moment(row * each, true)}</th>
        ${columns.map((column, i) => html`<td class="number" data-head=${this.lines[i].name}>${this.#say(column[row])}</td>`)}</tr>`)}</tbody></table></div>`;
  }

  #point(event) {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const count = this.lines[0].values.length;
    this.#choose(Math.max(0, Math.min(count - 1, Math.round(((event.clientX - left) / width) * (count - 1)))));
  }

  #key(event, at, count) {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: -12, PageDown: 12, Home: -count, End: count }[event.key];
    if (event.key === 'Escape') this.#choose(null);
    if (by === undefined) return;
    event.preventDefault();
    this.#choose(Math.max(0, Math.min(count - 1, at + by)));
  }

  #choose(place) {
    if (place !== this.cursor) this.dispatchEvent(new CustomEvent('cursor', { detail: place }));
  }

  #spoken(at) {
    return `${this.#moment(at)}: ${this.lines.map((line) => `${line.name} ${this.#say(line.values[at])}`).join(', ')}`;
  }

  #say(value) {
    return value === null || value === undefined ? '–' : this.words(value);
  }

  #moment(place, short) {
    const at = new Date(this.from + place * this.step * 1000);
    const text = at.toLocaleTimeString('en-GB');
    return short || this.step >= 60 ? text.slice(0, 5) : text;
  }
}

const kind = (line, i) => (line.bad ? 'bad-line bad' : `n${i}`);

customElements.define('line-chart', LineChart);
