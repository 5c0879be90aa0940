import { LitElement, css, html, nothing, svg } from '../lit/index.js';
import { controls } from '../parts/styles.js';
import { moment, mood, span, stateWord } from '../words.js';
import '../state-mark.js';

const SHOWN = 10;

/** When a cell went from one state to another: a bar over time, and the same as a list, newest first. */
export class TransitionLine extends LitElement {
  static properties = { transitions: { attribute: false }, now: { attribute: false }, all: { state: true } };

  static styles = [controls, css`
    :host { display: block; }
    svg { display: block; width: 100%; height: 1.3rem; border-radius: 5px; background: var(--calm-wash); }
    .good { fill: var(--good); color: inherit; }
    .bad { fill: var(--bad-strong); }
    .warn { fill: var(--warn); }
    .calm { fill: var(--calm-line); }
    .ends { display: flex; justify-content: space-between; margin: .2rem 0 .6rem; font-size: .9em; color: var(--ink-faint); }
    ol { list-style: none; margin: 0; padding: 0; }
    li { display: grid; grid-template-columns: 9.5rem 6.5rem minmax(0, 1fr); gap: .1rem .8rem; padding: .3rem 0; border-top: 1px solid var(--line); align-items: baseline; }
    time { color: var(--ink-soft); font-variant-numeric: tabular-nums; }
    .reason { overflow-wrap: anywhere; }
    .lasted { color: var(--ink-faint); font-size: .93em; }
    @media (max-width: 640px) { li { grid-template-columns: minmax(0, 1fr) auto; } .reason { grid-column: 1 / -1; } }
  `];

  constructor() {
    super();
    this.all = false;
  }

  render() {
    const spans = spansOf(this.transitions ?? [], this.now);
    if (!spans.length) return html`<p class="soft">Nothing has changed yet.</p>`;
    const from = spans[0].from;
    const length = Math.max(1, this.now - from);
    const newest = [...spans].reverse();
    return html`<svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="States since ${moment(from)}; the list below has them in words">${spans.map((one) => svg`
        <rect class=${mood(one.state)} x=${((one.from - from) / length) * 1000} width=${Math.max(1.5, ((one.to - one.from) / length) * 1000)} y="0" height="10"><title>${stateWord(one.state)}</title></rect>`)}</svg>
      <div class="ends"><span>${moment(from)}</span><span>now</span></div>
      <ol>${newest.slice(0, this.all ? newest.length : SHOWN).map((one) => html`<li><time datetime=${new Date(one.from).toISOString()}>${moment(one.from)}</time>
        <state-mark state=${one.state}></state-mark><span class="reason">${one.reason} <span class="lasted">(${span(one.to - one.from)})</span></span></li>`)}</ol>
      ${newest.length > SHOWN && !this.all ? html`<button type="button" class="plain small" @click=${() => { this.all = true; }}>Show all ${newest.length}</button>` : nothing}`;
  }
}

/** From when to when each state held, oldest first. */
function spansOf(transitions, now) {
  const sorted = transitions.map((one) => ({ ...one, time: Date.parse(one.at) })).sort((a, b) => a.time - b.time);
  return sorted.map((one, i) => ({ state: one.to, reason: one.reason, from: one.time, to: sorted[i + 1]?.time ?? Math.max(now, one.time) }));
}

customElements.define('transition-line', TransitionLine);
