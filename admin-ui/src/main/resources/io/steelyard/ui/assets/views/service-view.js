import { LitElement, css, html, nothing } from '../lit/index.js';
import { repeat } from '../lit/lit-html/directives/repeat.js';
import { get, step } from '../api.js';
import { controls, viewLayout } from '../parts/styles.js';
import { link } from '../router.js';
import { may } from '../session.js';
import { whyClosed } from '../troubles.js';
import { count, many } from '../words.js';
import '../parts/empty-note.js';
import '../cell-grid.js';
import '../service/cell-drawer.js';
import '../service/diagnosis-card.js';
import '../service/request-way.js';
import '../service/server-table.js';
import '../service/service-facts.js';
import '../service/session-list.js';
import '../spark-line.js';
import '../state-mark.js';

const READ_AGAIN_MS = 5000;

/** One virtual service: what it is, its real servers and what can be done with them, its cells, what is wrong, its sessions. */
export class ServiceView extends LitElement {
  static properties = {
    status: { attribute: false },
    rates: { attribute: false },
    session: { attribute: false },
    path: { attribute: false },
    fresh: { attribute: false },
    config: { state: true },
    diagnoses: { state: true },
    sessions: { state: true },
    cell: { state: true },
    listed: { state: true },
  };

  static styles = [controls, viewLayout, css`
    :host { max-width: 96rem; }
    .where { display: flex; align-items: center; gap: .4rem .8rem; }
    .card > h2 { margin-bottom: .7rem; }
    .card.flush { padding: 0; overflow: hidden; }
    .card.flush > h2 { padding: 1.1rem 1.1rem .1rem; }
    .closed { margin: 0; max-width: none; padding: .6rem 1rem; color: var(--bad); background: var(--bad-wash); border: 1px solid var(--bad-line); border-radius: 8px; }
    spark-line { width: 160px; height: 34px; }
    .now { text-align: right; }
    .now b { display: block; font-size: 1.15em; }
    details > summary { cursor: pointer; font-weight: 650; font-size: 1.12em; }
    details[open] > summary { margin-bottom: .8rem; }
    .diagnoses { display: grid; gap: .7rem; }
    @media (max-width: 640px) { spark-line { display: none; } .now { text-align: left; } .heading h1 { flex-basis: 100%; } }
  `];

  #readAt = -READ_AGAIN_MS;
  #readFor = '';

  constructor() {
    super();
    this.config = null;
    this.diagnoses = [];
    this.sessions = null;
    this.cell = null;
    this.listed = false;
  }

  get service() {
    return this.status.virtualServices.find((service) => service.name === this.path.name);
  }

  willUpdate(changed) {
    if (changed.has('path')) this.#take(this.path.query ?? {});
    const { service } = this;
    if (!service) return;
    // What the status says of diagnoses and revisions tells when the rest has to be read again at once.
    const state = JSON.stringify([service.name, this.status.revision, ...cellsOf(service).map((cell) => cell.diagnosis)]);
    if (state === this.#readFor && performance.now() - this.#readAt < READ_AGAIN_MS) return;
    this.#readFor = state;
    this.#readAt = performance.now();
    if (!document.hidden) this.#read(service);
  }

  /** A cell in the address is shown at once. */
  #take({ server, host, check }) {
    this.cell = server ? { server, host: !host || host === '-' ? null : host, check: Number(check ?? 0) } : null;
  }

  async #read(service) {
    const path = `/virtual-services/${step(service.name)}`;
    const diagnosed = cellsOf(service).some((cell) => cell.diagnosis);
    const [config, found, sessions] = await Promise.all([
      get(path).catch(() => null),
      diagnosed ? get(`${path}/diagnoses`).catch(() => null) : { diagnoses: [] },
      get(`${path}/sessions?limit=0`).catch(() => null),
    ]);
    this.config = config;
    this.diagnoses = found?.diagnoses ?? this.diagnoses;
    this.sessions = sessions?.count === undefined || (sessions.note && !sessions.count) ? null : new Map(sessions.realServers.map((server) => [server.name, server.count]));
  }

  render() {
    const { service } = this;
    if (!service) {
      return html`<h1 class="unseen" tabindex="-1">${this.path.name}</h1><empty-note heading="There is no virtual service ${this.path.name}">
        It may have been removed or renamed. <a slot="action" class="button primary" href=${link()}>To the overview</a></empty-note>`;
    }
    const now = Date.parse(this.status.at);
    const closed = whyClosed(service);
    return html`${this.#heading(service)}
      <div class="stack">
        ${closed ? html`<p class="closed">No real server is used: ${closed}.</p>` : nothing}
        ${this.diagnoses.length ? html`<section class="diagnoses" id="diagnoses" aria-label="Diagnoses">${repeat(this.diagnoses, keyOf, (diagnosis) => html`
          <diagnosis-card .diagnosis=${diagnosis} .session=${this.session}></diagnosis-card>`)}</section>` : nothing}
        <section class="card" aria-labelledby="servers-title"><h2 id="servers-title">Real servers</h2>
          <server-table .service=${service} .rates=${this.rates} .now=${now} .session=${this.session} .sessions=${this.sessions}></server-table></section>
        ${cellsOf(service).length ? html`<section class="card flush" aria-labelledby="grid-title"><h2 id="grid-title">${cellsOf(service).some((cell) => cell.host) ? 'Host names' : 'Health checks'}</h2>
          <cell-grid brief .service=${service} .now=${now} .fresh=${this.fresh} @cell=${(event) => this.#open(event.detail)}></cell-grid></section>` : nothing}
        <section class="card" aria-labelledby="facts-title"><h2 id="facts-title">What it is</h2>
          <service-facts .service=${service} .config=${this.config}></service-facts></section>
        ${service.type === 'http' ? html`<details class="card" id="way-part"><summary>Where would a request go?</summary>
          <request-way .service=${service}></request-way></details>` : nothing}
        ${this.#sessions(service)}
      </div>
      ${this.cell ? html`<cell-drawer .service=${service} .cell=${this.cell} .session=${this.session} .now=${now} @close=${() => this.#shut()}></cell-drawer>` : nothing}`;
  }

  #heading(service) {
    const rate = this.rates.of(service);
    return html`<div class="heading"><state-mark pill state=${service.state}></state-mark><h1 tabindex="-1">${service.name}</h1>
      <spark-line .points=${this.rates.history(service)}></spark-line>
      <span class="now"><b>${rate ? count(rate.requests) : '–'}</b> requests/s</span>
      <a class="button" id="to-statistics" href=${link('statistics', { service: service.name })}>Statistics</a>
      <a class="button" id="to-journal" href=${link('journal', { service: service.name })}>Journal</a>
      ${may(this.session, 'administrator') ? html`<a class="button" id="edit" href=${link('services', service.name, 'edit')}>View/Modify</a>` : nothing}</div>`;
  }

  #sessions(service) {
    const total = this.sessions ? [...this.sessions.values()].reduce((sum, one) => sum + one, 0) : null;
    return html`<details class="card" id="sessions-part" @toggle=${(event) => { if (event.target.id === 'sessions-part') this.listed = event.target.open; }}>
      <summary>Sessions${total === null ? '' : `: ${many(total, 'client')} remembered`}</summary>
      ${this.listed ? html`<session-list .service=${service.name} .session=${this.session}></session-list>` : nothing}</details>`;
  }

  #open(cell) {
    this.cell = cell;
    const { server, host, check } = cell;
    history.replaceState(null, '', link('services', this.path.name, { server, host: host ?? '-', check }));
  }

  #shut() {
    this.cell = null;
    history.replaceState(null, '', link('services', this.path.name));
  }
}

const cellsOf = (service) => service.realServers.flatMap((server) => server.cells);

const keyOf = (diagnosis) => JSON.stringify([diagnosis.kind, diagnosis.check, diagnosis.cells]);

customElements.define('service-view', ServiceView);
