import { LitElement, css, html, nothing } from '../lit/index.js';
import { read } from '../api.js';
import { save } from '../download.js';
import { controls } from '../parts/styles.js';
import { toast } from '../parts/toast-line.js';
import { may } from '../session.js';
import { settings } from '../settings.js';
import { undoTo } from '../undo.js';
import '../parts/apply-dialog.js';
import '../parts/error-note.js';

/** The whole configuration as its file has it: to read, to take along, to change. */
export class FileCard extends LitElement {
  static properties = {
    session: { attribute: false },
    setting: {},
    text: { state: true },
    told: { state: true },
    changed: { state: true },
    problem: { state: true },
    failed: { state: true },
    asked: { state: true },
  };

  static styles = [controls, css`
    .head { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin-bottom: .7rem; }
    .head h2 { flex: 1 1 12rem; margin: 0; }
    textarea { min-height: 12rem; max-height: 80vh; font: .95em/1.5 var(--mono); tab-size: 2; white-space: pre; overflow: auto; }
    .row { margin-top: .8rem; }
    error-note { margin-bottom: .8rem; }
    .told { padding: .6rem .9rem; margin-bottom: .8rem; border-left: 3px solid var(--accent); background: var(--accent-wash); border-radius: 4px; }
    .told p { margin: 0; }
  `];

  #etag = null;

  constructor() {
    super();
    this.text = null;
    this.told = null;
    this.changed = false;
    this.problem = null;
    this.failed = null;
    this.asked = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async willUpdate(different) {
    if (different.has('setting') && this.setting) this.told = (await settings().catch(() => new Map())).get(this.setting) ?? null;
  }

  async #load() {
    try {
      const { body, etag } = await read('/configuration', { accept: 'application/yaml' });
      this.#etag = etag;
      this.text = body;
      this.changed = false;
      this.problem = null;
      this.failed = null;
    } catch (problem) {
      this.failed = problem;
    }
  }

  render() {
    const administrator = may(this.session, 'administrator');
    return html`<section class="card" aria-labelledby="title"><div class="head"><h2 id="title">Configuration file</h2>
        <button type="button" id="download-configuration" ?disabled=${this.text === null} @click=${() => save('steelyard.yaml', this.text, 'application/yaml')}>Download as YAML</button></div>
      <error-note .problem=${this.failed} heading="The configuration cannot be shown" retry @retry=${() => this.#load()}></error-note>
      <error-note .problem=${this.problem} heading="This is not allowed yet"></error-note>
      ${this.told ? html`<div class="told"><p><code>${this.told.path}</code>: ${this.told.help} Allowed is ${this.told.allowed}.</p></div>` : nothing}
      ${this.text === null ? nothing : html`<label class="unseen" for="yaml">The configuration as YAML</label>
        <textarea id="yaml" rows=${Math.min(40, this.text.split('\n').length + 1)} spellcheck="false" wrap="off" ?readonly=${!administrator} .value=${this.text} @input=${() => { this.changed = true; }}></textarea>
        ${administrator ? html`<div class="row"><button type="button" class="primary" id="plan-file" ?disabled=${!this.changed} @click=${() => this.#plan()}>Show the plan …</button>
          <button type="button" ?disabled=${!this.changed} @click=${() => this.#discard()}>Discard the edit</button><span class="faint">Secrets are shown as •••; left so, they stay what they are.</span></div>` : nothing}`}
      <apply-dialog .asked=${this.asked} @applied=${(event) => this.#applied(event.detail)} @refused=${(event) => { this.problem = event.detail; this.asked = null; }} @close=${() => { this.asked = null; }}></apply-dialog></section>`;
  }

  #plan() {
    this.problem = null;
    this.asked = { heading: 'Change the configuration', method: 'PUT', path: '/configuration', body: this.renderRoot.querySelector('#yaml').value, type: 'application/yaml', etag: this.#etag, whole: true };
  }

  #discard() {
    this.renderRoot.querySelector('#yaml').value = this.text;
    this.changed = false;
    this.problem = null;
  }

  #applied({ revision, before, confirmBy }) {
    this.asked = null;
    toast(`Applied as revision ${revision}${confirmBy ? ', on probation' : ''}.`, { undo: confirmBy ? undefined : undoTo(before) });
    this.#load();
  }
}

customElements.define('file-card', FileCard);
