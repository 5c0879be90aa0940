import { LitElement, css, html, nothing } from '../lit/index.js';
import { get, read } from '../api.js';
import { controls, tables, viewLayout } from '../parts/styles.js';
import { toast } from '../parts/toast-line.js';
import { link } from '../router.js';
import { may } from '../session.js';
import { undoTo } from '../undo.js';
import { moment } from '../words.js';
import '../parts/apply-dialog.js';
import '../parts/diff-lines.js';
import '../parts/empty-note.js';
import '../parts/error-note.js';

const AT_ONCE = 50;
const STATES = { 'in-force': 'in force', 'on-probation': 'on probation' };
const ORIGINS = { file: 'the file was edited', restored: 'restored', 'rolled-back': 'rolled back' };

/** Every saved configuration: who made it, when and why; what was different, and the way back to it. */
export class ChangesView extends LitElement {
  static properties = {
    status: { attribute: false },
    session: { attribute: false },
    path: { attribute: false },
    revisions: { state: true },
    more: { state: true },
    against: { state: true },
    diff: { state: true },
    problem: { state: true },
    asked: { state: true },
  };

  static styles = [controls, viewLayout, tables, css`
    .number { width: 4rem; text-align: left; font-weight: 650; }
    td.when { white-space: nowrap; }
    .tag { display: inline-block; margin-left: .4em; padding: 0 .5em; border-radius: 99px; background: var(--good-wash); color: var(--good); font-size: .9em; font-weight: 600; white-space: nowrap; }
    .tag.trial { background: var(--warn-wash); color: var(--warn); }
    tr[aria-current] { background: var(--accent-wash); }
    tr[aria-current] > :first-child { box-shadow: inset 3px 0 var(--accent); padding-left: .7rem; }
    .compare { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .8rem; margin-bottom: .8rem; }
    .compare h2 { flex: 1 1 12rem; margin: 0; }
    .compare label { display: flex; align-items: center; gap: .5rem; }
    .compare select { width: auto; max-width: 18rem; }
    .none { color: var(--ink-faint); }
  `];

  #seen = 0;

  constructor() {
    super();
    this.revisions = null;
    this.more = false;
    this.against = null;
    this.diff = null;
    this.problem = null;
    this.asked = null;
  }

  willUpdate(changed) {
    const revision = this.status?.revision ?? 0;
    if (revision !== this.#seen) {
      this.#seen = revision;
      this.#load();
    }
    if (changed.has('path')) {
      this.against = null;
      this.#compare();
    }
  }

  async #load() {
    try {
      this.revisions = await get(`/revisions?limit=${AT_ONCE}`);
      this.more = this.revisions.length === AT_ONCE;
      this.problem = null;
      this.#compare();
    } catch (problem) {
      this.problem = problem;
    }
  }

  async #older() {
    try {
      const older = await get(`/revisions?limit=${AT_ONCE}&before=${this.revisions.at(-1).revision}`);
      this.revisions = [...this.revisions, ...older];
      this.more = older.length === AT_ONCE;
    } catch (problem) {
      toast(problem.message, { bad: true });
    }
  }

  get #chosen() {
    return Number(this.path?.revision) || null;
  }

  /** What a revision is compared with unless somebody chooses: the one that it was made after. */
  #before(revision) {
    return this.revisions?.find((one) => one.revision < revision)?.revision ?? null;
  }

  async #compare() {
    const chosen = this.#chosen;
    const other = this.against ?? this.#before(chosen);
    this.diff = null;
    if (!chosen || !this.revisions || !other) return;
    const [before, after] = other < chosen ? [other, chosen] : [chosen, other];
    try {
      const diff = await get(`/revisions/${before}/diff?against=${after}`);
      if (chosen === this.#chosen) this.diff = { before, after, ...diff };
    } catch (problem) {
      if (chosen === this.#chosen) this.diff = { before, after, problem };
    }
  }

  render() {
    return html`<div class="heading"><h1 tabindex="-1">Changes</h1></div>
      <div class="stack">
        ${this.problem ? html`<error-note .problem=${this.problem} heading="The history cannot be shown" retry @retry=${() => this.#load()}></error-note>` : nothing}
        ${this.#chosen ? this.#comparison() : nothing}
        ${this.revisions ? this.#list() : this.problem ? nothing : html`<p class="soft" role="status">Asking the appliance …</p>`}
      </div>
      <apply-dialog .asked=${this.asked} @applied=${(event) => this.#restored(event.detail)} @close=${() => { this.asked = null; }}></apply-dialog>`;
  }

  #list() {
    if (!this.revisions.length) return html`<empty-note heading="No revisions yet">Every configuration that is saved is kept here, with who made it, when and why.</empty-note>`;
    return html`<section class="card" aria-labelledby="history-title"><h2 id="history-title">History</h2>
      <div class="scroll"><table id="revisions"><thead><tr><th scope="col">Revision</th><th scope="col">When</th><th scope="col">Who</th><th scope="col">Why</th><th scope="col"><span class="unseen">Actions</span></th></tr></thead>
      <tbody>${this.revisions.map((revision) => this.#row(revision))}</tbody></table></div>
      ${this.more ? html`<button type="button" id="older" @click=${() => this.#older()}>Older ones</button>` : nothing}</section>`;
  }

  #row({ revision, at, who, why, state, origin }) {
    const running = state in STATES;
    return html`<tr aria-current=${revision === this.#chosen ? 'true' : nothing}>
      <th scope="row" class="number">${revision}${running ? html`<span class="tag ${state === 'in-force' ? '' : 'trial'}">${STATES[state]}</span>` : nothing}</th>
      <td class="when" data-head="When"><time datetime=${at}>${moment(at)}</time></td>
      <td data-head="Who">${who}</td>
      <td data-head="Why">${why || html`<span class="none">${ORIGINS[origin] ?? 'no reason given'}</span>`}</td>
      <td class="actions"><a class="button small" href=${link('changes', revision)} aria-label="Compare revision ${revision}">Compare</a>
        ${running || !may(this.session, 'administrator') ? nothing : html`<button type="button" class="small" aria-label="Restore revision ${revision}" @click=${() => this.#restore(revision)}>Restore …</button>`}</td></tr>`;
  }

  #comparison() {
    const chosen = this.#chosen;
    const others = (this.revisions ?? []).filter(({ revision }) => revision !== chosen);
    const other = this.against ?? this.#before(chosen);
    const { diff } = this;
    const running = this.revisions?.find((one) => one.revision === chosen)?.state in STATES;
    return html`<section class="card" aria-labelledby="compare-title"><div class="compare">
        <h2 id="compare-title">${diff ? `From revision ${diff.before} to ${diff.after}` : `Revision ${chosen}`}</h2>
        ${others.length ? html`<label>Compare ${chosen} with <select id="against" @change=${(event) => { this.against = Number(event.target.value); this.#compare(); }}>
          ${others.map((one) => html`<option value=${one.revision} ?selected=${one.revision === other}>${one.revision}${one.state in STATES ? ` (${STATES[one.state]})` : ''}</option>`)}</select></label>` : nothing}
        ${running || !may(this.session, 'administrator') ? nothing : html`<button type="button" id="restore" @click=${() => this.#restore(chosen)}>Restore ${chosen} …</button>`}
        <a class="button plain" href=${link('changes')}>Close</a></div>
      ${!other ? html`<p class="soft">This is the oldest revision that is kept; there is none before it.</p>`
        : diff?.problem ? html`<error-note .problem=${diff.problem} heading="They cannot be compared"></error-note>`
        : diff?.tooLong ? html`<p class="soft">These two differ in too much to be shown line by line.</p>`
        : diff ? html`<diff-lines .unified=${diff.unified}></diff-lines>` : html`<p class="soft" role="status">Comparing …</p>`}</section>`;
  }

  async #restore(revision) {
    try {
      const { etag } = await read('/configuration');
      this.asked = { heading: `Restore revision ${revision}`, method: 'POST', path: `/revisions/${revision}/restore`, etag, whole: true, why: `Revision ${revision} again` };
    } catch (problem) {
      toast(problem.message, { bad: true });
    }
  }

  #restored({ revision, before, confirmBy }) {
    this.asked = null;
    toast(`Restored as revision ${revision}${confirmBy ? ', on probation' : ''}.`, { undo: confirmBy ? undefined : undoTo(before) });
    this.#load();
  }
}

customElements.define('changes-view', ChangesView);
