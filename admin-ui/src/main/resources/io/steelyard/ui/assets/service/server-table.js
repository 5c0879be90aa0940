import { LitElement, css, html, nothing } from '../lit/index.js';
import { repeat } from '../lit/lit-html/directives/repeat.js';
import { controls, tables } from '../parts/styles.js';
import { noteStyles, serverNotes } from '../server-notes.js';
import { may } from '../session.js';
import { byteRate, count } from '../words.js';
import '../state-mark.js';
import { give, orderOf } from './maintenance.js';

const ORDERS = [
  ['enable', 'Enable', 'Takes clients again'],
  ['drain', 'Drain', 'No new clients; those it has may finish'],
  ['disable', 'Disable', 'No requests from now on'],
];

/** The real servers of a virtual service in numbers, and what can be done with them in one click. */
export class ServerTable extends LitElement {
  static properties = {
    service: { attribute: false },
    rates: { attribute: false },
    now: { attribute: false },
    session: { attribute: false },
    sessions: { attribute: false },
    busy: { state: true },
  };

  static styles = [controls, tables, noteStyles, css`
    :host { display: block; }
    .name { font: 600 .95em/1.4 var(--mono); }
    .of { color: var(--ink-faint); }
    .orders { display: inline-flex; }
    .orders button { border-radius: 0; margin-left: -1px; }
    .orders button:first-child { border-radius: 7px 0 0 7px; margin-left: 0; }
    .orders button:last-child { border-radius: 0 7px 7px 0; }
    .orders button[aria-pressed="true"] { position: relative; background: var(--accent-wash); border-color: var(--accent); color: var(--accent); opacity: 1; cursor: default; }
    .orders button:focus-visible { position: relative; z-index: 1; }
    @media (max-width: 640px) {
      tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 1rem; }
      th.name, td.actions { grid-column: 1 / -1; }
      th.name { font-size: 1.05em; }
      .orders { display: flex; margin-top: .35rem; }
      .orders button { flex: 1; min-height: 2.3rem; }
    }
  `];

  constructor() {
    super();
    this.sessions = null;
    this.busy = '';
  }

  render() {
    const { service } = this;
    if (!service.realServers.length) return html`<p class="soft">No real servers. Clients get an answer from Steelyard itself.</p>`;
    const actions = may(this.session, 'operator');
    return html`<div class="scroll"><table role="table" id="real-servers">
      <caption class="unseen">Real servers of ${service.name}</caption>
      <thead role="rowgroup"><tr role="row">
        ${head('Real server')}${head('State')}${head('Weight', 'number')}${head('Active', 'number')}${head('Requests/s', 'number')}${head('Errors/s', 'number')}
        ${head('Traffic', 'number')}${this.sessions ? head('Sessions', 'number') : nothing}${actions ? head('Order', 'actions') : nothing}
      </tr></thead>
      <tbody role="rowgroup">${repeat(service.realServers, (server) => server.name, (server) => this.#row(server, actions))}</tbody>
    </table></div>`;
  }

  #row(server, actions) {
    const rate = this.rates.of(this.service, server);
    const cell = (title, content, bad) => html`<td role="cell" class="number ${bad ? 'bad' : ''}" data-head=${title}>${content}</td>`;
    return html`<tr role="row" data-server=${server.name}>
      <th role="rowheader" scope="row" class="name">${server.name}${serverNotes(server, this.now)}</th>
      <td role="cell" data-head="State"><state-mark state=${server.state}></state-mark></td>
      ${cell('Weight', weight(server))}
      ${cell('Active', html`${count(server.activeConnections)}${server.maxConnections ? html`<span class="of"> of ${count(server.maxConnections)}</span>` : nothing}`)}
      ${cell('Requests/s', rate ? count(rate.requests) : '–')}
      ${cell('Errors/s', rate ? count(rate.responses5xx) : '–', rate?.responses5xx > 0)}
      ${cell('Traffic', rate ? byteRate(rate.requestBytes + rate.responseBytes) : '–')}
      ${this.sessions ? cell('Sessions', count(this.sessions.get(server.name) ?? 0)) : nothing}
      ${actions ? html`<td role="cell" class="actions">${this.#orders(server)}</td>` : nothing}
    </tr>`;
  }

  #orders(server) {
    const now = orderOf(server);
    return html`<span class="orders" role="group" aria-label="Order for ${server.name}">${ORDERS.map(([order, word, help]) => html`
      <button type="button" class="small" data-order=${order} title=${help} aria-pressed=${order === now} aria-label="${word} ${server.name}"
        aria-disabled=${this.busy === server.name ? 'true' : nothing} @click=${() => this.#give(server, order, now)}>${word}</button>`)}</span>`;
  }

  async #give(server, order, now) {
    if (order === now || this.busy) return;
    this.busy = server.name;
    await give(order, now, { service: this.service.name, server: server.name });
    this.busy = '';
  }
}

const head = (title, kind = '') => html`<th role="columnheader" scope="col" class=${kind}>${title}</th>`;

/** A weight, and what has become of it by slow start, an agent or a fetched load. */
function weight({ weight: set, effectiveWeight: now }) {
  return now === undefined || now === set ? set : html`<span title="Now ${now} of the ${set} that are set">${now}<span class="of"> of ${set}</span></span>`;
}

customElements.define('server-table', ServerTable);
