import { LitElement, css, html, nothing } from '../lit/index.js';
import { controls } from './styles.js';

/** What a change does, in the order in which it is done: `plan` as the API gives it, `{summary?, sentences, operations}`. */
export class PlanList extends LitElement {
  static properties = { plan: { attribute: false } };

  static styles = [controls, css`
    :host { display: block; }
    .summary { font-weight: 600; }
    ol { margin: 0; padding-left: 1.4rem; }
    li { padding: .15rem 0; overflow-wrap: anywhere; }
    .ends { margin-left: .4em; color: var(--warn); font-weight: 600; white-space: nowrap; }
  `];

  render() {
    const { summary, sentences = [], operations = [] } = this.plan ?? {};
    if (!sentences.length) return html`<p class="soft" id="plan">Nothing would be different: this is how it runs already.</p>`;
    return html`<div id="plan">${summary ? html`<p class="summary">${capital(summary)}.</p>` : nothing}
      <ol>${sentences.map((sentence, i) => html`<li>${capital(sentence)}${ends(operations[i])}</li>`)}</ol></div>`;
  }
}

const ends = (operation) => operation?.connections > 0
  ? html`<span class="ends">${operation.connections} connection${operation.connections === 1 ? '' : 's'} now</span>`
  : nothing;

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

customElements.define('plan-list', PlanList);
