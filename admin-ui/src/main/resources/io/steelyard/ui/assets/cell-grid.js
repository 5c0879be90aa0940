import { LitElement, css, html, nothing } from './lit/index.js';
import { repeat } from './lit/lit-html/directives/repeat.js';
import { noteStyles, serverNotes } from './server-notes.js';
import { cellKey } from './transitions.js';
import { firstLine, sentence, span } from './words.js';
import './state-mark.js';

const POLICIES = {
  required: ['required', 'When this cell is down, the whole real server is out.'],
  informational: ['informational', 'Shown only; decides nothing.'],
};

const SUSPECT = 'The health check and what real requests meet contradict each other: look at the check itself.';

/**
 * The host-name grid of one virtual service: a row for each real server, a column for each host name of each health
 * check. Each cell is a button, which fires "cell" with `{server, host, check}`. Roles stand in the markup, because a
 * narrow screen stacks the table and would lose its meaning otherwise. With `brief` diagnoses are left out, as they
 * stand elsewhere.
 */
export class CellGrid extends LitElement {
  static properties = {
    service: { attribute: false },
    now: { attribute: false },
    fresh: { attribute: false },
    brief: { type: Boolean },
  };

  static styles = [css`
    * { box-sizing: border-box; }
    :host { display: block; overflow-x: auto; }
    table { width: 100%; border-collapse: separate; border-spacing: 0; text-align: left; }
    caption, .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    th, td { padding: .5rem .85rem; border-top: 1px solid var(--line); vertical-align: baseline; font-weight: 400; }
    thead th { padding-block: .4rem; font-size: .86em; color: var(--ink-faint); background: var(--sunken); white-space: nowrap; vertical-align: bottom; }
    thead th.host { color: var(--ink-soft); font-weight: 600; white-space: normal; overflow-wrap: anywhere; }
    thead small, .tag { font-weight: 400; color: var(--ink-faint); font-size: .92em; }
    .tag { display: inline-block; margin-left: .4em; white-space: nowrap; padding: 0 .4em; border: 1px solid var(--line-strong); border-radius: 4px; }
    th:first-child, td:first-child { padding-left: 1.1rem; }
    .server, .state { width: 1%; white-space: nowrap; }
    .name { font: 600 .95em/1.4 var(--mono); }
    .cell, .host { border-left: 1px solid var(--line); min-width: 12.5rem; width: calc(100% / var(--columns)); }
    .cell { position: relative; }
    .line { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .6rem; width: 100%; min-height: 1.7rem; padding: 0; border: 0; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; }
    .line::after { content: ""; position: absolute; inset: 0; }
    .line:focus-visible { outline: none; }
    .line:focus-visible::after { outline: 2px solid var(--accent); outline-offset: -2px; }
    .cell:hover { background-color: var(--sunken); }
    .more { margin-left: auto; color: var(--accent); font-size: .88em; opacity: 0; }
    .cell:hover .more, .line:focus-visible .more { opacity: 1; }
    .since { color: var(--ink-faint); font-size: .88em; white-space: nowrap; }
    .reason { margin-top: .15rem; max-width: 62ch; overflow-wrap: anywhere; }
    .cell[data-state="down"] { background-color: var(--bad-wash); box-shadow: inset 3px 0 var(--bad-strong); }
    .cell[data-state="down"] .since { color: var(--bad); }
    .cell[data-state="pending"] .reason { color: var(--ink-faint); font-size: .92em; }
    .suspect, .diagnosis { margin-top: .35rem; max-width: 62ch; overflow-wrap: anywhere; font-size: .93em; }
    .suspect { padding: .15rem .5rem; color: var(--warn); background: var(--warn-wash); border: 1px solid var(--warn-line); border-radius: 4px; }
    .diagnosis { padding-left: .6rem; border-left: 2px solid var(--bad-line); color: var(--ink-soft); }
    .fix { margin-top: .15rem; color: var(--ink); }
    .cell.fresh { animation: fresh 2.4s ease-out; }
    .none { color: var(--ink-faint); }
    @keyframes fresh { 0%, 35% { outline: 2px solid currentColor; outline-offset: -2px; } 100% { outline: 2px solid transparent; outline-offset: -2px; } }
    @media (prefers-reduced-motion: reduce) { .cell.fresh { animation: none; outline: 2px solid currentColor; outline-offset: -2px; } }

    @media (max-width: 700px) {
      table, tbody { display: block; }
      thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      tr { display: flex; flex-wrap: wrap; align-items: center; border-top: 1px solid var(--line-strong); }
      th, td, th:first-child, td:first-child { display: block; width: auto; padding: .55rem .9rem; border: 0; }
      th.server { flex: 1 0 auto; width: auto; white-space: normal; overflow-wrap: anywhere; }
      td.state { width: auto; }
      .cell { flex: 1 0 100%; width: 100%; min-width: 0; border-top: 1px solid var(--line); padding-left: 1.1rem; }
      .cell::before { content: attr(data-host); display: block; font-size: .9em; font-weight: 600; color: var(--ink-soft); overflow-wrap: anywhere; }
      .more { opacity: 1; }
    }
  `, noteStyles];

  willUpdate() {
    this.style.setProperty('--columns', String(Math.max(1, columnsOf(this.service).length)));
  }

  render() {
    const { service } = this;
    if (!service.realServers.length) return html`<p class="none">No real servers.</p>`;
    const columns = columnsOf(service);
    return html`<table role="table">
      <caption>Real servers of ${service.name} and how each host name is on them</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">Real server</th>
        <th role="columnheader" scope="col">State</th>
        ${columns.map((column) => html`<th role="columnheader" scope="col" class="host">${column.title}
          <small>${column.type}</small>${policyTag(column.policy)}</th>`)}
      </tr></thead>
      <tbody role="rowgroup">${repeat(service.realServers, (server) => server.name, (server) => this.#row(server, columns))}</tbody>
    </table>`;
  }

  #row(server, columns) {
    return html`<tr role="row">
      <th role="rowheader" scope="row" class="server name">${server.name}${serverNotes(server, this.now)}</th>
      <td role="cell" class="state"><state-mark state=${server.state}></state-mark></td>
      ${columns.map((column) => this.#cell(server, column))}
    </tr>`;
  }

  #cell(server, column) {
    const cell = server.cells.find((one) => columnKey(one) === column.key);
    if (!cell) return html`<td role="cell" class="cell none" data-host=${column.title}>–</td>`;
    const fresh = this.fresh?.has(cellKey(this.service, server, cell));
    const told = cell.state === 'down' || cell.state === 'pending';
    return html`<td role="cell" class="cell ${fresh ? 'fresh' : ''}" data-state=${cell.state} data-host=${column.title} data-server=${server.name}>
      <button type="button" class="line" aria-haspopup="dialog" title=${cell.reason} @click=${() => this.#open(server, cell)}>
        <span class="unseen">${column.title} on ${server.name}:</span><state-mark state=${cell.state}></state-mark>
        <span class="since">for <time datetime=${cell.since}>${span(this.now - Date.parse(cell.since))}</time></span>
        <span class="more" aria-hidden="true">Probes ›</span></button>
      ${told ? html`<div class="reason">${firstLine(cell.reason)}</div>` : nothing}
      ${cell.suspectCheck ? html`<div class="suspect" title=${SUSPECT}><b>Suspect check:</b> ${cell.suspectCheck}</div>` : nothing}
      ${cell.diagnosis && !this.brief ? html`<div class="diagnosis"><div>${sentence(cell.diagnosis)}</div>
        ${cell.fix ? html`<div class="fix"><b>Fix:</b> ${sentence(cell.fix)}</div>` : nothing}</div>` : nothing}
    </td>`;
  }

  #open(server, cell) {
    const detail = { server: server.name, host: cell.host, check: cell.check.index };
    this.dispatchEvent(new CustomEvent('cell', { detail, bubbles: true, composed: true }));
  }
}

const columnKey = (cell) => JSON.stringify([cell.check.index, cell.host]);

function columnsOf(service) {
  const columns = new Map();
  for (const server of service.realServers) {
    for (const cell of server.cells) {
      const key = columnKey(cell);
      if (!columns.has(key)) {
        columns.set(key, { key, index: cell.check.index, type: cell.check.type, policy: cell.policy, title: cell.host ?? 'Health check' });
      }
    }
  }
  return [...columns.values()].sort((a, b) => a.index - b.index);
}

function policyTag(policy) {
  const [word, help] = POLICIES[policy] ?? [];
  return word ? html`<span class="tag" title=${help}>${word}</span>` : nothing;
}

customElements.define('cell-grid', CellGrid);
