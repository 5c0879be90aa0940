import { LitElement, css, html, nothing } from '../lit/index.js';
import { repeat } from '../lit/lit-html/directives/repeat.js';
import { JournalFeed } from '../journal/journal-feed.js';
import { controls, viewLayout } from '../parts/styles.js';
import { link } from '../router.js';
import '../journal/journal-entry.js';
import '../parts/error-note.js';

const SEVERITIES = ['info', 'notice', 'warning', 'error', 'critical'];
const READ_AGAIN_MS = 900;

/** What has happened, newest first, as it happens; filtered by severity, virtual service and words. */
export class JournalView extends LitElement {
  static properties = {
    status: { attribute: false },
    path: { attribute: false },
    problem: { state: true },
    read: { state: true },
    paused: { state: true },
    said: { state: true },
    chosen: { state: true },
  };

  static styles = [controls, viewLayout, css`
    :host { max-width: 96rem; }
    .tools { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .7rem; }
    .tools input { flex: 1 1 12rem; width: auto; max-width: 22rem; }
    .tools select { width: auto; max-width: 16rem; }
    .card { padding: .4rem .6rem; }
    journal-entry:first-of-type { border-top: 0; }
    .foot { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; margin-top: .8rem; color: var(--ink-soft); }
    .none { padding: 1.4rem; text-align: center; color: var(--ink-soft); margin: 0; max-width: none; }
    .receivers { margin-top: 1rem; padding: 1rem 1.2rem; }
    .receivers ul { margin: 0; padding-left: 1.2rem; }
  `];

  #feed = new JournalFeed();
  #readAt = -READ_AGAIN_MS;

  constructor() {
    super();
    this.problem = null;
    this.read = false;
    this.paused = false;
    this.said = '';
    this.chosen = {};
  }

  /** The status comes as an event every second, and at once when something changes: then there may be entries too. */
  willUpdate(changed) {
    if (changed.has('path')) this.chosen = { ...this.path?.query };
    if (this.paused || document.hidden || performance.now() - this.#readAt < READ_AGAIN_MS) return;
    this.#readAt = performance.now();
    this.#follow();
  }

  async #follow() {
    try {
      const fresh = await this.#feed.read();
      if (fresh) this.said = `${fresh === 1 ? 'A new entry' : `${fresh} new entries`}: ${this.#feed.entries[0].sentence}`;
      if (fresh || !this.read) this.requestUpdate();
      this.read = true;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    const all = this.#feed.entries;
    const shown = all.filter((entry) => this.#fits(entry));
    return html`<div class="heading"><h1 tabindex="-1">Journal</h1>${this.#tools()}</div>
      <div class="unseen" role="status">${this.said}</div>
      ${this.problem ? html`<error-note .problem=${this.problem} heading="The journal cannot be read" retry @retry=${() => this.#follow()}></error-note>` : nothing}
      <div class="card" id="entries">${repeat(shown, (entry) => entry.number, (entry) => html`<journal-entry .entry=${entry}></journal-entry>`)}
        ${shown.length ? nothing : html`<p class="none">${this.read ? (all.length ? 'No entry fits.' : 'Nothing has happened yet.') : 'Asking the appliance …'}</p>`}</div>
      <div class="foot"><span>${shown.length === all.length ? `${all.length} newest` : `${shown.length} of the ${all.length} newest`}</span>
        ${this.#feed.more ? html`<button type="button" class="small" id="older" @click=${() => this.#older()}>Show older ones</button>` : nothing}</div>
      ${this.#receivers()}`;
  }

  #tools() {
    const { severity = 'info', service = '', q = '' } = this.chosen;
    return html`<div class="tools">
      <input type="search" id="journal-search" aria-label="Search in the journal" placeholder="Words" .value=${q} @input=${(event) => this.#choose({ q: event.target.value })}>
      <select id="journal-severity" aria-label="Severity" @change=${(event) => this.#choose({ severity: event.target.value })}>
        ${SEVERITIES.map((one, i) => html`<option value=${one} ?selected=${one === severity}>${i === 0 ? 'Everything' : i === SEVERITIES.length - 1 ? 'Only critical' : `From ${one}`}</option>`)}</select>
      <select id="journal-service" aria-label="Virtual service" @change=${(event) => this.#choose({ service: event.target.value })}>
        <option value="" ?selected=${!service}>All virtual services</option>
        ${this.status.virtualServices.map(({ name }) => html`<option value=${name} ?selected=${name === service}>${name}</option>`)}</select>
      <button type="button" id="journal-pause" aria-pressed=${this.paused} @click=${() => { this.paused = !this.paused; }}>${this.paused ? 'Follow again' : 'Pause'}</button></div>`;
  }

  /** How those fare who are told by syslog, webhook or e-mail; only where there are any. */
  #receivers() {
    const { receivers } = this.#feed;
    if (!receivers.length) return nothing;
    return html`<section class="card receivers" aria-labelledby="receivers-title"><h2 id="receivers-title">Who is told</h2><ul>${receivers.map((one) => html`<li>
      <b>${one.name}</b>: ${one.delivered} delivered${one.waiting ? `, ${one.waiting} waiting` : ''}${one.dropped ? `, ${one.dropped} dropped` : ''}
      ${one.problem ? html`<span class="bad">– ${one.problem}</span>` : nothing}</li>`)}</ul></section>`;
  }

  #fits(entry) {
    const { severity, service, q = '' } = this.chosen;
    if (severity && SEVERITIES.indexOf(entry.severity) < SEVERITIES.indexOf(severity)) return false;
    if (service && entry.virtualService !== service) return false;
    const text = [entry.sentence, entry.kind, entry.virtualService, entry.realServer, entry.host, entry.details?.who].join(' ').toLowerCase();
    return q.toLowerCase().split(/\s+/).every((word) => text.includes(word));
  }

  #choose(change) {
    const chosen = { ...this.chosen, ...change };
    this.chosen = chosen;
    const query = Object.fromEntries(Object.entries(chosen).filter(([key, value]) => value && !(key === 'severity' && value === 'info')));
    history.replaceState(null, '', Object.keys(query).length ? link('journal', query) : link('journal'));
  }

  async #older() {
    try {
      await this.#feed.readMore();
      this.requestUpdate();
    } catch (problem) {
      this.problem = problem;
    }
  }
}

customElements.define('journal-view', JournalView);
