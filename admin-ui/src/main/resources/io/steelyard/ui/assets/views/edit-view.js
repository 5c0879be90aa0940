import { LitElement, css, html, nothing } from '../lit/index.js';
import { read, step } from '../api.js';
import { at, mergePatch, newDraft, onTop, put, same, suggestedName } from '../edit/draft.js';
import { IN_SERVICE, inService, topicOf, topicsOf } from '../edit/topics.js';
import { controls, viewLayout } from '../parts/styles.js';
import { toast } from '../parts/toast-line.js';
import { link } from '../router.js';
import { may } from '../session.js';
import { settings } from '../settings.js';
import { undoTo } from '../undo.js';
import '../edit/cell-preview.js';
import '../edit/check-card.js';
import '../edit/server-list.js';
import '../edit/setting-field.js';
import '../edit/topic-fold.js';
import '../parts/apply-dialog.js';
import '../parts/error-note.js';

/** Adding a virtual service, or editing the one that the path names. Nothing is saved before its plan was seen. */
export class EditView extends LitElement {
  static properties = {
    status: { attribute: false },
    session: { attribute: false },
    path: { attribute: false },
    draft: { state: true },
    known: { state: true },
    problem: { state: true },
    failed: { state: true },
    asked: { state: true },
  };

  static styles = [controls, viewLayout, css`
    .basics { display: grid; grid-template-columns: minmax(12rem, 1.4fr) minmax(11rem, 1fr) 8rem minmax(9rem, 1fr); gap: 1rem 1.4rem; align-items: start; }
    @media (max-width: 800px) { .basics { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
    check-card + check-card { margin-top: 1.2rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }
    #add-check { margin-top: 1rem; }
    .foot { position: sticky; bottom: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: .6rem; margin: 1rem 0 0; padding: .75rem 1.1rem; border: 1px solid var(--line); border-radius: 10px 10px 0 0; background: var(--card); box-shadow: 0 -4px 16px rgb(0 0 0 / 8%); }
    .foot .said { flex: 1 1 12rem; color: var(--ink-soft); }
    .folds { padding-bottom: .3rem; }
    .folds h2 { margin-bottom: .8rem; }
  `];

  #etag = null;
  #original = null;

  constructor() {
    super();
    this.draft = null;
    this.known = new Map();
    this.problem = null;
    this.failed = null;
    this.asked = null;
    this.addEventListener('edit', (event) => this.#edit(event.detail));
    this.addEventListener('leave-view', (event) => this.#leave(event));
    this.holds = (event) => event.preventDefault();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  disconnectedCallback() {
    removeEventListener('beforeunload', this.holds);
    super.disconnectedCallback();
  }

  get #name() {
    return this.path?.name;
  }

  async #load() {
    this.failed = null;
    try {
      const known = settings();
      const { body, etag } = this.#name ? await read(`/virtual-services/${step(this.#name)}`) : await read('/configuration');
      this.#etag = etag;
      this.#original = this.#name ? body : null;
      this.draft = this.#name ? body : newDraft();
      this.known = await known;
      await this.updateComplete;
      this.#pointTo(this.path.query ?? {});
    } catch (problem) {
      this.failed = problem;
    }
  }

  /** Goes to what the search was asked for: a topic, or a setting. */
  async #pointTo({ topic, setting }) {
    if (topic === 'realServers' || topic === 'healthChecks') return this.renderRoot.querySelector(`#${topic}`)?.scrollIntoView({ block: 'start' });
    const path = setting?.slice(IN_SERVICE.length);
    if (path && /^(realServers|healthChecks)/.test(path)) return this.renderRoot.querySelector(`#${path.split('[')[0]}`)?.scrollIntoView();
    if (topic || path) this.#goTo(path, topic ?? topicOf(path));
    return undefined;
  }

  async #goTo(path, topic = topicOf(path ?? '')) {
    const fold = [...this.renderRoot.querySelectorAll('topic-fold')].find((one) => one.topic.id === topic);
    if (fold) {
      fold.open = true;
      await fold.updateComplete;
      fold.scrollIntoView({ block: 'start' });
    }
    const field = path ? fieldAt(this.renderRoot, path) : fold && fieldAt(fold.renderRoot);
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  }

  #edit({ path, value }) {
    this.draft = put(this.draft, path, value);
    // What was said of a field no longer counts once it is different.
    if (this.problem) this.problem = { ...this.problem, problems: this.problem.problems.filter((one) => !relative(one).startsWith(path)) };
    if (this.problem && !this.problem.problems.length) this.problem = null;
  }

  #isChanged() {
    return this.draft !== null && !same(this.draft, this.#original ?? newDraft());
  }

  #leave(event) {
    if (this.#isChanged() && !confirm('What you have changed here is not applied yet. Leave it?')) event.preventDefault();
  }

  /** Closing the page asks back only while there is something to lose. */
  updated() {
    if (this.#isChanged()) addEventListener('beforeunload', this.holds);
    else removeEventListener('beforeunload', this.holds);
  }

  render() {
    const title = this.#name ? `Edit ${this.#name}` : 'Add a virtual service';
    return html`<div class="heading"><h1 tabindex="-1">${title}</h1>
        ${this.#name ? html`<a class="button" href=${link('services', this.#name)}>Back</a>
        <button type="button" class="danger" id="delete-service" ?disabled=${!this.draft || !may(this.session, 'administrator')} @click=${() => this.#delete()}>Delete …</button>` : nothing}</div>
      ${this.#form()}`;
  }

  #form() {
    if (this.failed) return html`<error-note .problem=${this.failed} heading="This cannot be edited now" retry @retry=${() => this.#load()}></error-note>`;
    if (!this.draft) return html`<p class="soft" role="status">Asking the appliance …</p>`;
    const problems = new Map((this.problem?.problems ?? []).map((one) => [relative(one), sentenceOf(one)]));
    return html`
      <div class="stack">
        ${may(this.session, 'administrator') ? nothing : html`<p class="card">You are logged on as ${this.session?.role}: you can look at everything here, but only an administrator can apply it.</p>`}
        ${this.problem ? html`<error-note .problem=${this.problem} heading="This is not allowed yet" .linked=${(path) => inService(path) !== null} @go=${(event) => this.#goTo(inService(event.detail))}></error-note>` : nothing}
        ${this.#basics(problems)}
        <section class="card" id="realServers" aria-labelledby="real-servers-title"><h2 id="real-servers-title">Real servers</h2>
          <server-list .servers=${this.draft.realServers ?? []} .known=${this.known} .problems=${problems}></server-list></section>
        ${this.#checks(problems)}
        <section class="card" aria-label="Preview"><cell-preview .draft=${this.draft} ?allowed=${may(this.session, 'administrator')}></cell-preview></section>
        ${this.#advanced(problems)}
      </div>
      <div class="foot"><span class="said" role="status">${this.#said()}</span>
        <a class="button" href=${this.#name ? link('services', this.#name) : link()}>Cancel</a>
        <button type="button" class="primary" id="plan-change" ?disabled=${!may(this.session, 'administrator') || (this.#name && !this.#isChanged())} @click=${() => this.#plan()}>Show the plan …</button></div>
      <apply-dialog .asked=${this.asked} @applied=${(event) => this.#applied(event.detail)} @refused=${(event) => this.#refused(event.detail)} @close=${() => { this.asked = null; }}></apply-dialog>`;
  }

  #said() {
    if (this.problem?.problems.length) return 'Correct what is marked, then ask for the plan again.';
    if (this.#name && !this.#isChanged()) return 'Nothing is changed yet.';
    return 'Nothing is applied before you have seen the plan.';
  }

  #basics(problems) {
    const field = (key, label, more = {}) => html`<setting-field place=${key} label=${label} .setting=${{ ...(this.known.get(IN_SERVICE + key) ?? { path: IN_SERVICE + key, key }), ...more }}
      .value=${this.draft[key]} .problem=${problems.get(key) ?? ''} required></setting-field>`;
    const types = this.known.get(`${IN_SERVICE}type`);
    return html`<section class="card" aria-labelledby="basics-title"><h2 id="basics-title">What clients talk to</h2><div class="basics">
      ${field('name', 'Name', { default: this.#name ? '' : suggestedName(this.draft, this.#taken()) })}
      ${field('address', 'Address')}${field('port', 'Port', { allowed: 'a whole number from 1 to 65535' })}
      ${field('type', 'Type', types?.values?.length || types?.allowed?.startsWith('one of') ? {} : { values: ['http'] })}</div>
      ${problems.get('') ? html`<p class="bad" role="alert">${problems.get('')}</p>` : nothing}</section>`;
  }

  #checks(problems) {
    const checks = this.draft.healthChecks ?? [];
    return html`<section class="card" id="healthChecks" aria-labelledby="checks-title"><h2 id="checks-title">Health checks and host names</h2>
      ${checks.map((check, i) => html`<check-card .check=${check} index=${i} ?only=${checks.length === 1} .known=${this.known} .problems=${problems}></check-card>`)}
      ${checks.length ? nothing : html`<p class="soft">Without a health check, every real server counts as usable, whatever it answers.</p>`}
      <div class="row"><button type="button" class="small" id="add-check" @click=${() => this.#edit({ path: 'healthChecks', value: [...checks, { type: checks.length ? 'tcp' : 'http' }] })}>Add ${checks.length ? 'another' : 'a'} health check</button></div></section>`;
  }

  #advanced(problems) {
    const topics = topicsOf(this.known);
    return html`<section class="card folds" aria-labelledby="advanced-title"><h2 id="advanced-title">Advanced settings</h2>
      ${topics.length ? topics.map((topic) => html`<topic-fold .topic=${topic} .draft=${this.draft} .problems=${problems}></topic-fold>`)
        : html`<p class="soft">This appliance does not tell the page its settings (<code>GET /api/v1/settings</code>). They can be written in the <a href=${link('system', { part: 'configuration' })}>configuration file</a>.</p>`}</section>`;
  }

  #taken() {
    return (this.status?.virtualServices ?? []).map((service) => service.name);
  }

  #plan() {
    const lists = [...this.renderRoot.querySelectorAll('server-list, check-card')].map((one) => one.renderRoot.querySelector('paste-list')).filter(Boolean);
    const left = lists.find((list) => !list.take());
    if (left) return left.focus();
    const named = this.draft.name ? this.draft : { ...this.draft, name: suggestedName(this.draft, this.#taken()) };
    this.problem = null;
    this.asked = this.#name
      ? { heading: `Change ${this.#name}`, method: 'PATCH', path: `/virtual-services/${step(this.#name)}`, body: mergePatch(this.#original, this.draft), etag: this.#etag, onTop: () => this.#onTop() }
      : { heading: `Add ${named.name}`, method: 'POST', path: '/virtual-services', body: named, etag: this.#etag };
    return undefined;
  }

  async #onTop() {
    const { body } = await read(`/virtual-services/${step(this.#name)}`);
    return mergePatch(body, onTop(this.#original, this.draft, body));
  }

  #delete() {
    this.asked = { heading: `Delete ${this.#name}`, method: 'DELETE', path: `/virtual-services/${step(this.#name)}`, etag: this.#etag, danger: 'Delete', expect: this.#name, why: `${this.#name} deleted` };
  }

  #refused(problem) {
    this.problem = problem;
    if (!problem.problems.some((one) => inService(one.path) !== null || one.field !== undefined)) return;
    this.asked = null;
    this.updateComplete.then(() => this.#goTo(relative(problem.problems[0])));
  }

  #applied({ before, revision, confirmBy }) {
    const { method, body } = this.asked;
    const name = method === 'DELETE' ? this.#name : body?.name ?? this.#name;
    if (method === 'POST') this.draft = newDraft();
    this.#original = this.draft; // nothing is left to be applied, so nobody is asked before this view is left
    this.asked = null;
    const done = { POST: 'was added', PATCH: 'was changed', DELETE: 'was deleted' }[method];
    toast(`${name} ${done}: revision ${revision}${confirmBy ? ', on probation' : ''}.`, { undo: confirmBy ? undefined : undoTo(before) });
    location.hash = method === 'DELETE' ? link() : link('services', name);
  }
}

/** Where a problem is in the virtual service: as the appliance says, or as its path in the whole configuration does. */
const relative = ({ field, path = '' }) => field ?? inService(path) ?? path.replace(/^virtualServices\[\d+\]$/, '');

const sentenceOf = ({ message }) => message.charAt(0).toUpperCase() + message.slice(1);

/** The field of a path, through the shadow roots of the parts; the first of all without a path. */
function fieldAt(root, path) {
  for (const element of root.querySelectorAll('*')) {
    if (element.localName === 'setting-field' && (!path || element.place === path)) return element;
    const inside = element.shadowRoot && fieldAt(element.shadowRoot, path);
    if (inside) return inside;
  }
  return null;
}

customElements.define('edit-view', EditView);
