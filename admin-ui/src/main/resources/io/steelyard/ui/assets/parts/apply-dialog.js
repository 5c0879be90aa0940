import { LitElement, css, html, nothing } from '../lit/index.js';
import { change, get, read } from '../api.js';
import { controls } from './styles.js';
import './diff-lines.js';
import './error-note.js';
import './modal-dialog.js';
import './plan-list.js';

const TRIALS = [['', 'for good'], ['60s', 'on probation for 1 minute'], ['5m', 'on probation for 5 minutes'], ['30m', 'on probation for 30 minutes']];

/**
 * Any change of the configuration, from its plan to its being applied. `asked` is the change:
 * `{heading, method, path, body?, etag, why?, type?, danger?, expect?, onTop?, whole?}`; setting it opens the dialog and asks for the plan. What
 * stands in the default slot is shown above the plan. With
 * `expect`, that text must be typed first. Fires "applied" with the answer, and the revision before as `before`; "refused"
 * with the Problem where settings are wrong; "close" when it is gone.
 * `onTop` makes the body again, asynchronously, after somebody else's change; without it the body stays as it is.
 * `whole` says that it replaces everything, somebody else's change too.
 */
export class ApplyDialog extends LitElement {
  static properties = {
    asked: { attribute: false },
    plan: { state: true },
    problem: { state: true },
    stale: { state: true },
    busy: { state: true },
    why: { state: true },
    confirm: { state: true },
    typed: { state: true },
  };

  static styles = [controls, css`
    .field { display: grid; gap: .25rem; margin-top: 1rem; }
    .two { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 0 1.2rem; }
    plan-list, diff-lines { margin-top: .4rem; }
    error-note { margin-bottom: .6rem; }
    .stale { padding: .8rem 1rem; margin-bottom: .8rem; border: 1px solid var(--warn-line); border-left: 4px solid var(--warn); border-radius: 8px; background: var(--warn-wash); }
    .stale p { margin: .2rem 0 .5rem; }
    small { color: var(--ink-faint); }
  `];

  #etag = null;

  constructor() {
    super();
    this.asked = null;
    this.#begin();
    this.asksAgain = () => { if (this.asked && this.problem?.status === 401) this.#ask(); };
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('session-again', this.asksAgain);
  }

  disconnectedCallback() {
    window.removeEventListener('session-again', this.asksAgain);
    super.disconnectedCallback();
  }

  #begin() {
    this.plan = null;
    this.problem = null;
    this.stale = null;
    this.busy = false;
    this.why = '';
    this.confirm = '';
    this.typed = '';
  }

  willUpdate(changed) {
    if (!changed.has('asked') || !this.asked) return;
    this.#begin();
    this.why = this.asked.why ?? '';
    this.#etag = this.asked.etag;
    this.#ask();
  }

  async #ask() {
    const { method, path, body, type } = this.asked;
    this.busy = true;
    this.problem = null;
    try {
      this.plan = (await change(method, path, body, { etag: this.#etag, plan: true, type })).plan;
    } catch (problem) {
      await this.#failed(problem);
    } finally {
      this.busy = false;
    }
  }

  async #apply(event) {
    event?.preventDefault();
    const { method, path, body, type } = this.asked;
    this.busy = true;
    this.problem = null;
    const before = numberOf(this.#etag);
    try {
      const answer = await change(method, path, body, { etag: this.#etag, why: this.why.trim(), confirm: this.confirm, type });
      this.asked = null;
      window.dispatchEvent(new CustomEvent('configuration-changed'));
      this.dispatchEvent(new CustomEvent('applied', { detail: { ...answer, before } }));
    } catch (problem) {
      await this.#failed(problem);
    } finally {
      this.busy = false;
    }
  }

  async #failed(problem) {
    this.plan = null;
    if (problem.status === 412) return this.#othersFirst(problem);
    if (problem.problems?.length) this.dispatchEvent(new CustomEvent('refused', { detail: problem }));
    this.problem = problem;
  }

  /** Somebody changed the configuration since it was read: what they did is shown before this change is made on top. */
  async #othersFirst(problem) {
    try {
      const { etag } = await read('/configuration');
      const diff = await get(`/revisions/${numberOf(this.#etag)}/diff?against=${numberOf(etag)}`).catch(() => null);
      this.stale = { etag, revision: numberOf(etag), unified: diff?.unified };
    } catch {
      this.problem = problem;
    }
  }

  async #onTop() {
    const { asked } = this;
    this.busy = true;
    try {
      if (asked.onTop) asked.body = await asked.onTop();
      this.#etag = this.stale.etag;
      this.stale = null;
    } catch (problem) {
      this.problem = problem;
      this.busy = false;
      return;
    }
    this.#ask();
  }

  render() {
    const { asked } = this;
    if (!asked) return nothing;
    const ready = this.plan && !this.stale && (!asked.expect || this.typed.trim() === asked.expect);
    return html`<modal-dialog id="apply-dialog" heading=${asked.heading} open wide ?busy=${this.busy} @close=${() => this.#close()}>
      <form id="apply-form" aria-busy=${this.busy} @submit=${(event) => (ready ? this.#apply(event) : event.preventDefault())}>
        <error-note .problem=${this.problem} heading=${this.problem?.problems?.length ? 'Not applied: something in it is not allowed' : 'Not applied'}></error-note>
        ${this.stale ? this.#others() : nothing}
        <slot></slot>
        ${this.busy && !this.plan ? html`<p class="soft" role="status">Asking what it would do …</p>` : nothing}
        ${this.plan ? html`<h3>What it does</h3><plan-list .plan=${this.plan}></plan-list>${this.#questions(asked)}` : nothing}
      </form>
      <button slot="actions" type="button" id="cancel-change" ?disabled=${this.busy} @click=${() => this.#close()}>Cancel</button>
      ${this.stale ? html`<button slot="actions" type="button" class="primary" id="apply-on-top" ?disabled=${this.busy} @click=${() => this.#onTop()}>${asked.whole ? 'Plan it in place of that' : 'Plan it again on top of that'}</button>`
        : html`<button slot="actions" type="button" class="primary ${asked.danger ? 'danger' : ''}" id="apply" ?disabled=${this.busy || !ready} @click=${() => this.#apply()}>${asked.danger ?? 'Apply'}</button>`}
    </modal-dialog>`;
  }

  #questions(asked) {
    return html`${asked.expect ? html`<div class="field"><label for="expect">Type <b>${asked.expect}</b> to go on</label>
        <input id="expect" autocomplete="off" spellcheck="false" .value=${this.typed} @input=${(event) => { this.typed = event.target.value; }}></div>` : nothing}
      <div class="two"><div class="field"><label for="why">Why (for the history)</label>
        <input id="why" maxlength="500" autocomplete="off" .value=${this.why} @input=${(event) => { this.why = event.target.value; }}></div>
      <div class="field"><label for="confirm">Apply it</label>
        <select id="confirm" @change=${(event) => { this.confirm = event.target.value; }}>${TRIALS.map(([value, words]) => html`<option value=${value} ?selected=${value === this.confirm}>${words}</option>`)}</select>
        ${this.confirm ? html`<small>Unless you confirm it by then, or if a virtual service goes down because of it, it is taken back by itself.</small>` : nothing}</div></div>`;
  }

  #others() {
    return html`<div class="stale" role="alert" id="stale"><b>Somebody changed the configuration meanwhile.</b>
      <p>Revision ${this.stale.revision} is in force by now. This is what is different from what you started with.
        ${this.asked.whole ? 'Yours replaces the whole configuration, so it would take all of this back.' : 'Look at it, then apply yours again on top.'}</p>
      ${this.stale.unified ? html`<diff-lines .unified=${this.stale.unified}></diff-lines>` : nothing}</div>`;
  }

  #close() {
    if (!this.asked) return;
    this.asked = null;
    this.dispatchEvent(new CustomEvent('close'));
  }
}

const numberOf = (etag) => Number((etag ?? '').replace(/\D/g, '')) || 0;

customElements.define('apply-dialog', ApplyDialog);
