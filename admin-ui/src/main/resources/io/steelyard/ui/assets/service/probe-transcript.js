import { LitElement, css, html, nothing, svg } from '../lit/index.js';
import { chartColours } from '../chart-colours.js';
import { controls } from '../parts/styles.js';
import { bytes, millis, moment } from '../words.js';
import '../state-mark.js';
import { hexDump, shown } from './raw-bytes.js';

const PHASES = [
  ['connectedMs', 'connect', 'Connecting'],
  ['tlsMs', 'tls', 'TLS'],
  ['firstByteMs', 'wait', 'Waiting for the first byte'],
  ['endedMs', 'read', 'Reading'],
];

/** One probe: the verdict, where its time went, and the bytes in both directions side by side. */
export class ProbeTranscript extends LitElement {
  static properties = { verdict: { attribute: false }, hex: { type: Boolean }, scale: { type: Number } };

  static styles = [controls, chartColours, css`
    :host { display: block; }
    .said { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .8rem; margin-bottom: .4rem; }
    .reason { flex: 1 1 18rem; overflow-wrap: anywhere; }
    .time { margin-bottom: .6rem; }
    svg { display: block; width: 100%; height: .7rem; border-radius: 4px; background: var(--calm-wash); }
    .connect { fill: var(--chart-3); background: var(--chart-3); }
    .tls { fill: var(--chart-4); background: var(--chart-4); }
    .wait { fill: var(--chart-1); background: var(--chart-1); }
    .read { fill: var(--chart-2); background: var(--chart-2); }
    .legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: .25rem 0 0; padding: 0; list-style: none; font-size: .93em; color: var(--ink-soft); }
    .legend i { display: inline-block; width: .75em; height: .75em; margin-right: .35em; border-radius: 2px; vertical-align: -.03em; }
    .bytes { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .7rem; }
    figure { min-width: 0; margin: 0; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
    figcaption { padding: .25rem .7rem; background: var(--sunken); border-bottom: 1px solid var(--line); color: var(--ink-soft); font-size: .93em; }
    pre { margin: 0; padding: .5rem .7rem; max-height: 24rem; overflow: auto; font: .92em/1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
    pre.hex { white-space: pre; overflow-wrap: normal; font-size: .82em; }
    pre:focus-visible { outline-offset: -2px; }
    .none { color: var(--ink-faint); }
    .mark { color: var(--ink-faint); font-size: .82em; }
    @media (max-width: 640px) { .bytes { grid-template-columns: minmax(0, 1fr); } }
  `];

  constructor() {
    super();
    this.hex = false;
    this.scale = 0;
  }

  render() {
    const { verdict } = this;
    return html`<div class="said"><state-mark state=${verdict.up ? 'up' : 'down'}></state-mark>
        <span class="reason">${verdict.reason}</span><time class="faint" datetime=${verdict.at}>${moment(verdict.at)}</time></div>
      ${this.#times()}
      ${this.#certificate()}
      <div class="bytes">${this.#direction('Sent', verdict.sent)}${this.#direction('Received', verdict.received)}</div>`;
  }

  #times() {
    const phases = phasesOf(this.verdict);
    const total = this.verdict.endedMs ?? 0;
    if (!phases.length) return nothing;
    const scale = Math.max(this.scale, total, 0.001);
    return html`<div class="time"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${phases.map((phase) => svg`
        <rect class=${phase.kind} x=${(phase.from / scale) * 1000} width=${Math.max(2, ((phase.to - phase.from) / scale) * 1000)} y="0" height="10"/>`)}</svg>
      <ul class="legend">${phases.map((phase) => html`<li><i class=${phase.kind}></i>${phase.words} ${millis(phase.to - phase.from)}</li>`)}
        <li><b>${millis(total)}</b> in all</li></ul></div>`;
  }

  #certificate() {
    const { certificate } = this.verdict;
    if (!certificate) return nothing;
    return html`<p class="soft">Certificate for <code>${certificate.subject}</code>, ${certificate.daysLeft < 0 ? 'expired' : 'valid'} until
      ${certificate.notAfter.slice(0, 10)} (${Math.abs(certificate.daysLeft)} days${certificate.daysLeft < 0 ? ' ago' : ''})${certificate.nameMatches ? '' : ', for another name than was asked for'}.</p>`;
  }

  #direction(title, text) {
    return html`<figure><figcaption>${title}, ${bytes(text.length)}</figcaption>
      <pre tabindex="0" class=${this.hex ? 'hex' : ''} aria-label="Bytes ${title.toLowerCase()}">${text
        ? this.hex ? hexDump(text) : shown(text).map(([part, mark]) => (mark ? html`<span class="mark">${part}</span>` : part))
        : html`<span class="none">Nothing</span>`}</pre></figure>`;
  }
}

/** What a probe's time went into, in order: `{kind, words, from, to}` in milliseconds from its begin. */
function phasesOf(verdict) {
  const phases = [];
  let from = 0;
  for (const [field, kind, words] of PHASES) {
    const to = verdict[field];
    if (to === undefined) continue;
    if (to > from || kind !== 'read') phases.push({ kind, words, from, to: Math.max(from, to) });
    from = Math.max(from, to);
  }
  return phases;
}

customElements.define('probe-transcript', ProbeTranscript);
