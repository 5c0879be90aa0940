import { LitElement, css, html, nothing } from '../lit/index.js';
import { change } from '../api.js';
import { controls, tables } from '../parts/styles.js';
import { firstLine, many, place } from '../words.js';
import { hostsOf } from './draft.js';
import '../parts/error-note.js';
import '../state-mark.js';

const SETTLES_MS = 700;
const AT_ONCE = 48;

/**
 * What the health checks of a draft say right now: every real server is asked by every host name, nothing is saved. Asks
 * again by itself when the draft has been left alone for a moment, where that is `allowed`.
 */
export class CellPreview extends LitElement {
  static properties = {
    draft: { attribute: false },
    allowed: { type: Boolean },
    trials: { state: true },
    busy: { state: true },
    problem: { state: true },
  };

  static styles = [controls, tables, css`
    :host { display: block; }
    .head { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1rem; margin-bottom: .6rem; }
    .head h2 { margin: 0; }
    .head [role="status"] { flex: 1; color: var(--ink-soft); }
    tbody th { font: 600 .95em/1.5 var(--mono); white-space: nowrap; }
    td { min-width: 13rem; }
    td[data-state="down"] { background: var(--bad-wash); box-shadow: inset 3px 0 var(--bad-strong); padding-left: .8rem; }
    .reason { margin: .15rem 0 0; overflow-wrap: anywhere; }
    details { margin-top: .3rem; font-size: .93em; }
    summary { padding: .25rem 0; color: var(--accent); cursor: pointer; }
    pre { max-height: 12rem; margin: .3rem 0; padding: .5rem .6rem; overflow: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--sunken); font: .92em/1.45 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
    .pending { color: var(--ink-faint); }
  `];

  #timer = 0;
  #asked = '';
  #turn = 0;

  constructor() {
    super();
    this.trials = new Map();
    this.busy = false;
    this.problem = null;
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#turn++;
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    if (!this.allowed || !(changed.has('draft') || changed.has('allowed'))) return;
    const asked = JSON.stringify(questions(this.draft));
    if (asked === this.#asked) return;
    this.#asked = asked;
    clearTimeout(this.#timer);
    this.#turn++;
    this.busy = questions(this.draft).length > 0;
    this.#timer = setTimeout(() => this.#ask(), SETTLES_MS);
  }

  async #ask() {
    const turn = ++this.#turn;
    this.busy = true;
    this.problem = null;
    this.trials = new Map();
    try {
      for (const { index, check, servers } of questions(this.draft)) {
        const { trials } = await change('POST', '/health-checks/preview', { realServers: servers, check });
        if (turn !== this.#turn) return;
        const all = new Map(this.trials);
        for (const trial of trials) all.set(keyOf(index, trial.realServer, trial.host), trial);
        this.trials = all;
      }
    } catch (problem) {
      if (turn === this.#turn) this.problem = problem;
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  render() {
    const { draft } = this;
    if (!this.allowed) return html`<h2>What the health checks say</h2><p class="soft">Only an administrator may have real servers asked that are not configured yet.</p>`;
    if (!questions(draft).length) {
      return html`<h2>What the health checks say</h2><p class="soft">As soon as there is a real server, every one is asked by every host name here, before anything is saved.</p>`;
    }
    const columns = columnsOf(draft);
    return html`<div class="head"><h2>What the health checks say now</h2><span role="status" id="preview-status">${this.#summary(columns)}</span>
        <button type="button" class="small" id="probe-again" ?disabled=${this.busy} @click=${() => this.#ask()}>Probe again</button></div>
      <error-note .problem=${this.problem} heading="The health checks could not be tried"></error-note>
      <div class="scroll"><table id="preview"><caption class="unseen">Each real server by each host name</caption>
        <thead><tr><th scope="col">Real server</th>${columns.map((column) => html`<th scope="col">${column.title} <small>${column.type}</small></th>`)}</tr></thead>
        <tbody>${draft.realServers.map((server) => this.#row(nameOf(server), columns))}</tbody></table></div>`;
  }

  #summary(columns) {
    const total = this.draft.realServers.length * columns.length;
    if (this.busy) return `Asking ${many(this.draft.realServers.length, 'real server')} …`;
    const trials = [...this.trials.values()].filter((trial) => trial.verdict);
    if (!trials.length) return '';
    const up = trials.filter((trial) => trial.verdict.up).length;
    return up === total ? `All ${many(total, 'probe')} are up.` : `${up} of ${many(total, 'probe')} up.`;
  }

  #row(server, columns) {
    return html`<tr><th scope="row">${server}</th>${columns.map((column) => {
      const trial = this.trials.get(keyOf(column.index, server, column.host));
      if (!trial?.verdict) return html`<td data-head=${column.title} class="pending">${this.busy ? '…' : '–'}</td>`;
      const { up, reason, transcript = trial.verdict } = trial.verdict;
      return html`<td data-head=${column.title} data-state=${up ? 'up' : 'down'}><state-mark state=${up ? 'up' : 'down'}></state-mark>
        <p class="reason">${firstLine(reason ?? '')}</p>
        ${transcript.sent || transcript.received ? html`<details><summary>Bytes</summary>
          <b>Sent</b><pre tabindex="0">${transcript.sent}</pre><b>Received</b><pre tabindex="0">${transcript.received || 'Nothing.'}</pre></details>` : nothing}</td>`;
    })}</tr>`;
  }
}

const nameOf = (server) => place(String(server.address ?? ''), server.port ?? 80);
const keyOf = (index, server, host) => JSON.stringify([index, server, host ?? null]);

/** The calls that it takes, none of more probes than may be made at once. */
function questions(draft) {
  const servers = (draft.realServers ?? []).map(({ address, port = 80 }) => ({ address, port }));
  return (draft.healthChecks ?? []).flatMap((check, index) => {
    const size = Math.max(1, Math.floor(AT_ONCE / Math.max(1, hostsOf(check).length)));
    const calls = [];
    for (let i = 0; i < servers.length; i += size) calls.push({ index, check, servers: servers.slice(i, i + size) });
    return calls;
  });
}

function columnsOf(draft) {
  return (draft.healthChecks ?? []).flatMap((check, index) => {
    const hosts = hostsOf(check);
    if (!hosts.length) return [{ index, type: check.type, host: null, title: 'Health check' }];
    return hosts.map(({ name }) => ({ index, type: check.type, host: name, title: name }));
  });
}

customElements.define('cell-preview', CellPreview);
