import { LitElement, css, html, svg } from './lit/index.js';
import { mood, stateWord } from './words.js';

// Every state has a shape of its own, so that nothing depends on telling colours apart.
const SHAPES = {
  up: svg`<circle cx="8" cy="8" r="7" class="fill"/><path d="m4.700 8.300 2.300 2.300 4.300-4.800" class="cut"/>`,
  down: svg`<path d="M5.100.8h5.800l4.300 4.300v5.800l-4.300 4.300H5.100L.8 10.900V5.100z" class="fill"/><path d="m5.400 5.400 5.200 5.200m0-5.200-5.200 5.200" class="cut"/>`,
  degraded: svg`<path d="M8 1.200 15.300 14.300H.7z" class="fill join"/><path d="M8 5.800v4M8 12.100v.1" class="cut"/>`,
  pending: svg`<circle cx="8" cy="8" r="6.300" class="line dash"/><path d="M8 4.700V8l2.200 1.500" class="line"/>`,
  unchecked: svg`<circle cx="8" cy="8" r="6.300" class="line"/><path d="M5.200 8h5.600" class="line"/>`,
  disabled: svg`<circle cx="8" cy="8" r="6.300" class="line"/><path d="m3.700 3.700 8.600 8.600" class="line"/>`,
  draining: svg`<circle cx="8" cy="8" r="7" class="fill"/><path d="M8 4.300v7M5 8.400l3 3 3-3" class="cut"/>`,
  redirect: svg`<circle cx="8" cy="8" r="7" class="fill"/><path d="M4.500 8h6.500M8.200 5 11.200 8l-3 3" class="cut"/>`,
  sorry: svg`<circle cx="8" cy="8" r="7" class="fill"/><path d="M5 11c1.600-1.800 4.400-1.800 6 0M5.700 6v.1M10.300 6v.1" class="cut"/>`,
};

/** A state as shape, word and colour. Attribute "pill" gives it a ground of its own. */
export class StateMark extends LitElement {
  static properties = { state: { reflect: true }, mood: { reflect: true } };

  static styles = css`
    :host { display: inline-flex; align-items: baseline; gap: .4em; font-weight: 600; white-space: nowrap; line-height: 1.25; color: var(--calm); }
    :host([mood="good"]) { color: var(--good); }
    :host([mood="warn"]) { color: var(--warn); }
    :host([mood="bad"]) { color: var(--bad); }
    :host([pill]) { padding: .22em .65em .22em .45em; border-radius: 99px; border: 1px solid var(--calm-line); background: var(--calm-wash); }
    :host([pill][mood="good"]) { border-color: var(--good-line); background: var(--good-wash); }
    :host([pill][mood="warn"]) { border-color: var(--warn-line); background: var(--warn-wash); }
    :host([pill][mood="bad"]) { border-color: var(--bad-strong); background: var(--bad-strong); color: var(--on-bad); }
    svg { width: 1.1em; height: 1.1em; flex: none; align-self: center; }
    .fill { fill: currentColor; }
    .join { stroke: currentColor; stroke-width: 1.4; stroke-linejoin: round; }
    .cut, .line { fill: none; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
    .cut { stroke: var(--card); }
    :host([pill][mood="bad"]) .cut { stroke: var(--bad-strong); }
    .line { stroke: currentColor; }
    .dash { stroke-dasharray: 2.500 2.450; }
  `;

  willUpdate() {
    this.mood = mood(this.state);
  }

  render() {
    return html`<svg viewBox="0 0 16 16" aria-hidden="true">${SHAPES[this.state] ?? SHAPES.unchecked}</svg><span>${stateWord(this.state)}</span>`;
  }
}

customElements.define('state-mark', StateMark);
