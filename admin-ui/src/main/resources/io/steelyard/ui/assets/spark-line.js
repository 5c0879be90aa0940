import { LitElement, css, html, svg } from './lit/index.js';

const WIDTH = 120;
const HEIGHT = 28;
const POINTS = 60;

/** The last minute as a line; only an ornament to the number beside it, so hidden from screen readers. */
export class SparkLine extends LitElement {
  static properties = { points: { attribute: false } };

  static styles = css`
    :host { display: block; }
    svg { display: block; width: 100%; height: 100%; overflow: visible; }
    .area { fill: var(--accent); opacity: .12; }
    .line { fill: none; stroke: var(--accent); stroke-width: 1.5; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
  `;

  render() {
    const points = this.points ?? [];
    if (points.length < 2) return html``;
    const top = Math.max(...points, 1);
    const step = WIDTH / (POINTS - 1);
    const left = WIDTH - (points.length - 1) * step;
    const at = points.map((value, i) => `${(left + i * step).toFixed(1)},${(HEIGHT - 1 - (value / top) * (HEIGHT - 3)).toFixed(1)}`);
    return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${svg`
      <polygon class="area" points="${left.toFixed(1)},${HEIGHT} ${at.join(' ')} ${WIDTH},${HEIGHT}"/>
      <polyline class="line" points="${at.join(' ')}"/>`}</svg>`;
  }
}

customElements.define('spark-line', SparkLine);
