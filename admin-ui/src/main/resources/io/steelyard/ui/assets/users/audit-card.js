import { LitElement, css, html, nothing } from '../lit/index.js';
import { get } from '../api.js';
import { cardHead, controls, tables } from '../parts/styles.js';
import { moment } from '../words.js';
import '../parts/error-note.js';

/** Who did what from where, the newest first. */
export class AuditCard extends LitElement {
  static properties = { entries: { state: true }, problem: { state: true } };

  static styles = [controls, cardHead, tables, css`
    .scroll { max-height: 30rem; overflow: auto; }
    td.when { white-space: nowrap; }
  `];

  constructor() {
    super();
    this.entries = null;
    this.problem = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async #load() {
    try {
      const { entries } = await get('/audit?limit=200');
      this.entries = [...entries].sort((a, b) => b.number - a.number);
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    return html`<section class="card" aria-labelledby="title"><div class="head"><h2 id="title">Audit log</h2><button type="button" class="small" @click=${() => this.#load()}>Refresh</button></div>
      <error-note .problem=${this.problem} heading="The audit log cannot be shown" retry @retry=${() => this.#load()}></error-note>
      ${this.entries && !this.entries.length ? html`<p class="soft">Nothing has been done yet.</p>` : nothing}
      ${this.entries?.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Entries"><table><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">From</th><th scope="col">What</th><th scope="col">Came of it</th></tr></thead>
        <tbody>${this.entries.map((entry) => html`<tr><td class="when" data-head="When"><time datetime=${entry.at}>${moment(entry.at)}</time></td><td data-head="Who">${entry.who}</td>
          <td data-head="From">${entry.address}</td><td data-head="What">${entry.what}</td><td data-head="Came of it">${entry.outcome}${entry.detail ? html`<span class="faint"> ${entry.detail}</span>` : nothing}</td></tr>`)}</tbody></table></div>` : nothing}</section>`;
  }
}

customElements.define('audit-card', AuditCard);
