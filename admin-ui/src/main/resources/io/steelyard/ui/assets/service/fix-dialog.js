import { LitElement, css, html, nothing } from '../lit/index.js';
import { change, read } from '../api.js';
import { controls, tables } from '../parts/styles.js';
import { toast } from '../parts/toast-line.js';
import { sentence } from '../words.js';
import '../parts/apply-dialog.js';
import '../parts/error-note.js';
import { differences, objectOf, withEdits } from './fix.js';

const LONGEST_REASON = 200;

/**
 * Applies a diagnosis's fix: shows the settings as they are and as they would be, and the plan, before anything is done.
 * Fires "fixed", which bubbles, when it was applied, and "close" when it is over, whichever way.
 */
export class FixDialog extends LitElement {
  static properties = { diagnosis: { attribute: false }, seen: { state: true }, problem: { state: true } };

  static styles = [controls, tables, css`
    :host { display: block; }
    table { margin-bottom: 1.1rem; font-size: .96em; }
    del { color: var(--ink-faint); }
    ins { text-decoration: none; font-weight: 600; }
  `];

  constructor() {
    super();
    this.seen = null;
    this.problem = null;
  }

  firstUpdated() {
    this.#look();
  }

  async #look() {
    const { path, edits } = objectOf(this.diagnosis);
    try {
      const { body, etag } = await read(path);
      const why = sentence(this.diagnosis.sentence).slice(0, LONGEST_REASON);
      this.seen = { path, edits, before: body, asked: { heading: 'Apply this fix', method: 'PUT', path, body: withEdits(body, edits), etag, why } };
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    const { seen, problem, diagnosis } = this;
    if (problem) {
      return html`<modal-dialog heading="Apply this fix" open @close=${() => this.#close()}>
        <error-note .problem=${problem} heading="The configuration cannot be read" retry @retry=${() => this.#look()}></error-note>
        ${problem.missing ? html`<p>Change this in the configuration file instead:</p>${this.#settings({}, diagnosis.fix.edits)}` : nothing}
        <button slot="actions" type="button" @click=${() => this.#close()}>Close</button></modal-dialog>`;
    }
    if (!seen) return nothing;
    return html`<apply-dialog .asked=${seen.asked} @applied=${(event) => this.#applied(event.detail)} @close=${() => this.#close()}>
      <p>${sentence(diagnosis.fix.words)}</p>${this.#settings(seen.before, seen.edits)}</apply-dialog>`;
  }

  #settings(before, edits) {
    return html`<table><caption class="unseen">Settings that change</caption>
      <thead><tr><th scope="col">Setting</th><th scope="col">Now</th><th scope="col">Then</th></tr></thead>
      <tbody>${differences(before, edits).map((one) => html`<tr><th scope="row"><code>${one.path}</code></th>
        <td data-head="Now">${one.before ? html`<del><code>${one.before}</code></del>` : html`<span class="faint">not set</span>`}</td>
        <td data-head="Then">${one.after ? html`<ins><code>${one.after}</code></ins>` : html`<span class="faint">left out</span>`}</td></tr>`)}</tbody></table>`;
  }

  #applied({ revision, confirmBy }) {
    const { path, before, asked: { why } } = this.seen;
    toast(`Revision ${revision} has the fix${confirmBy ? ', on probation' : ''}.`, { undo: confirmBy ? undefined : () => undo(path, before, revision, why) });
    this.dispatchEvent(new CustomEvent('fixed', { bubbles: true, composed: true }));
    this.#close();
  }

  #close() {
    this.dispatchEvent(new CustomEvent('close'));
  }
}

/** Writes what stood before; refused where somebody has changed something since. */
async function undo(path, before, revision, why) {
  const answer = await change('PUT', path, before, { etag: `"${revision}"`, why: `Undone: ${why}`.slice(0, LONGEST_REASON) });
  window.dispatchEvent(new CustomEvent('configuration-changed'));
  return `Revision ${answer.revision} is as it was before the fix.`;
}

customElements.define('fix-dialog', FixDialog);
