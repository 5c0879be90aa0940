import { LitElement, css, html, nothing } from '../lit/index.js';
import { controls } from '../parts/styles.js';
import { link } from '../router.js';
import { moment } from '../words.js';

const GRAVE = { warning: 'warn', error: 'bad', critical: 'bad' };

/** One entry of the journal: when, how grave, about what, in a sentence; its details folded behind. */
export class JournalEntry extends LitElement {
  static properties = { entry: { attribute: false }, open: { type: Boolean } };

  static styles = [controls, css`
    :host { display: block; border-top: 1px solid var(--line); }
    details { padding: .1rem 0; }
    summary { display: grid; grid-template-columns: 9.5rem 5.4rem minmax(0, 1fr); gap: .1rem .9rem; align-items: baseline; padding: .4rem .7rem; border-radius: 6px; cursor: pointer; list-style: none; }
    summary::-webkit-details-marker { display: none; }
    summary:hover { background: var(--sunken); }
    summary:focus-visible { outline-offset: -2px; }
    time { color: var(--ink-soft); white-space: nowrap; }
    .grave { justify-self: start; padding: 0 .5em; border: 1px solid var(--calm-line); border-radius: 99px; background: var(--calm-wash); color: var(--calm); font-size: .88em; font-weight: 600; }
    .grave.warn { border-color: var(--warn-line); background: var(--warn-wash); color: var(--warn); }
    .grave.bad { border-color: var(--bad-line); background: var(--bad-wash); color: var(--bad); }
    .words { overflow-wrap: anywhere; }
    .more { display: grid; gap: .6rem; padding: .3rem .7rem .8rem 10.9rem; }
    dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem 1rem; margin: 0; }
    dt { color: var(--ink-faint); }
    dd { margin: 0; overflow-wrap: anywhere; }
    @media (max-width: 640px) { summary { grid-template-columns: auto minmax(0, 1fr); } .words { grid-column: 1 / -1; } .more { padding-left: .7rem; } }
  `];

  constructor() {
    super();
    this.open = false;
  }

  render() {
    const { entry } = this;
    return html`<details @toggle=${(event) => { this.open = event.target.open; }}>
      <summary><time datetime=${entry.at}>${moment(entry.at)}</time><span class="grave ${GRAVE[entry.severity] ?? ''}">${entry.severity}</span>
        <span class="words">${entry.sentence}</span></summary>
      ${this.open ? this.#details() : nothing}</details>`;
  }

  #details() {
    const { number, at, kind, virtualService, realServer, host, details = {} } = this.entry;
    const facts = { Number: number, At: at, Kind: kind, 'Virtual service': virtualService, 'Real server': realServer, 'Host name': host, ...details };
    return html`<div class="more"><dl>${Object.entries(facts).filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
      ${virtualService ? html`<div class="row">
        ${realServer ? html`<a class="button small to-cell" href=${link('services', virtualService, { server: realServer, host: host ?? '-', check: details.check ?? 0 })}>To the cell</a>` : nothing}
        <a class="button small to-service" href=${link('services', virtualService)}>To ${virtualService}</a></div>` : nothing}</div>`;
  }
}

customElements.define('journal-entry', JournalEntry);
