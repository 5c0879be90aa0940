import { LitElement, css, html, nothing } from '../lit/index.js';
import { change, read, step } from '../api.js';
import { controls, tables } from '../parts/styles.js';
import { toast } from '../parts/toast-line.js';
import { sentence } from '../words.js';
import '../parts/error-note.js';
import '../parts/modal-dialog.js';
import '../parts/plan-list.js';
import { differences, withEdits } from './fix.js';

const TRIAL_TIME = '60s';
const LONGEST_REASON = 200;

/**
 * Applies a diagnosis's fix: shows the settings as they are and as they would be, and the plan, before anything is done.
 * Fires "close" when it is over, whichever way.
 */
export class FixDialog extends LitElement {
  static properties = {
    diagnosis: { attribute: false },
    seen: { state: true },
    plan: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  static styles = [controls, tables, css`
    :host { display: block; }
    h3 { margin-top: 1rem; }
    td, th { font-size: .96em; }
    .label { display: grid; gap: .25rem; margin: 1rem 0 .7rem; }
    .check { display: flex; gap: .5rem; align-items: baseline; font-weight: 400; }
    del { color: var(--ink-faint); }
    ins { text-decoration: none; font-weight: 600; }
  `];

  constructor() {
    super();
    this.seen = null;
    this.plan = null;
    this.problem = null;
    this.busy = true;
  }

  firstUpdated() {
    this.#look();
  }

  get #path() {
    return `/virtual-services/${step(this.diagnosis.virtualService)}`;
  }

  async #look() {
    this.busy = true;
    this.problem = null;
    try {
      this.seen = await read(this.#path);
      this.plan = (await change('PUT', this.#path, this.#fixed(), { etag: this.seen.etag, plan: true })).plan;
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }

  #fixed() {
    return withEdits(this.seen.body, this.diagnosis.fix.edits);
  }

  render() {
    const { diagnosis, seen, plan, problem } = this;
    const stale = problem?.status === 412;
    return html`<modal-dialog wide heading="Apply this fix" open ?busy=${this.busy && plan !== null} @close=${() => this.dispatchEvent(new CustomEvent('close'))}>
      <p>${sentence(diagnosis.fix.words)}</p>
      ${this.#settings()}
      <h3>What happens</h3>
      ${plan ? html`<plan-list .plan=${plan}></plan-list>` : nothing}
      ${this.busy && !plan ? html`<p class="soft" role="status">Asking what it would do …</p>` : nothing}
      <error-note .problem=${problem} heading=${stale ? 'Somebody else has changed the configuration meanwhile' : 'The fix was not applied'} ?retry=${stale} @retry=${() => this.#look()}></error-note>
      ${problem?.missing && !seen ? html`<p class="soft">Until then, change the settings above in the configuration file.</p>` : nothing}
      ${plan ? html`<div class="label"><label for="why">Why, for the history</label>
          <input id="why" maxlength=${LONGEST_REASON} .value=${sentence(diagnosis.sentence).slice(0, LONGEST_REASON)}></div>
        <label class="check"><input type="checkbox" id="confirm"> Take it back by itself unless I keep it within a minute</label>` : nothing}
      <button slot="actions" type="button" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>Cancel</button>
      <button slot="actions" type="button" class="primary" id="apply-fix" ?disabled=${!plan || this.busy || stale} @click=${() => this.#apply()}>Apply</button>
    </modal-dialog>`;
  }

  #settings() {
    const { diagnosis, seen } = this;
    return html`<table><caption class="unseen">Settings that change</caption>
      <thead><tr><th scope="col">Setting</th><th scope="col">Now</th><th scope="col">Then</th></tr></thead>
      <tbody>${differences(seen?.body ?? {}, diagnosis.fix.edits).map(({ path, before, after }) => html`<tr><th scope="row"><code>${path}</code></th>
        <td data-head="Now">${before ? html`<del><code>${before}</code></del>` : html`<span class="faint">not set</span>`}</td>
        <td data-head="Then">${after ? html`<ins><code>${after}</code></ins>` : html`<span class="faint">left out</span>`}</td></tr>`)}</tbody></table>`;
  }

  async #apply() {
    const { body, etag } = this.seen;
    const path = this.#path;
    const why = this.renderRoot.querySelector('#why').value.trim();
    const confirm = this.renderRoot.querySelector('#confirm').checked ? TRIAL_TIME : '';
    this.busy = true;
    this.problem = null;
    try {
      const { revision } = await change('PUT', path, this.#fixed(), { etag, why, confirm });
      window.dispatchEvent(new CustomEvent('configuration-changed'));
      toast(`Revision ${revision} has the fix.`, { undo: () => undo(path, body, revision, why) });
      this.dispatchEvent(new CustomEvent('close'));
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }
}

/** Writes what stood before; refused where somebody has changed something since. */
async function undo(path, body, revision, why) {
  const answer = await change('PUT', path, body, { etag: `"${revision}"`, why: `Undone: ${why}`.slice(0, LONGEST_REASON) });
  window.dispatchEvent(new CustomEvent('configuration-changed'));
  return `Revision ${answer.revision} is as it was before the fix.`;
}

customElements.define('fix-dialog', FixDialog);
