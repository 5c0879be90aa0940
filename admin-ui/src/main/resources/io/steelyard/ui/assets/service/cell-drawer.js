import { LitElement, css, html, nothing } from '../lit/index.js';
import { repeat } from '../lit/lit-html/directives/repeat.js';
import { change, get, step } from '../api.js';
import { controls } from '../parts/styles.js';
import { may } from '../session.js';
import { millis, clock, span, stateWord } from '../words.js';
import '../parts/error-note.js';
import '../parts/toast-line.js';
import '../state-mark.js';
import './diagnosis-card.js';
import { give, hostOrderOf } from './maintenance.js';
import './probe-transcript.js';
import './transition-line.js';

const READ_AGAIN_MS = 2000;

/**
 * Everything about one cell, beside the page: its state, the diagnosis, its last probes with their bytes, its
 * transitions. `cell` is `{server, host, check}`. Fires "close".
 */
export class CellDrawer extends LitElement {
  static properties = {
    service: { attribute: false },
    cell: { attribute: false },
    session: { attribute: false },
    now: { attribute: false },
    told: { state: true },
    problem: { state: true },
    picked: { state: true },
    hex: { state: true },
    probing: { state: true },
    said: { state: true },
  };

  static styles = [controls, css`
    dialog { position: fixed; inset: 0 0 0 auto; width: min(62rem, 100vw); max-width: none; height: 100dvh; max-height: none; margin: 0; padding: 0; border: 0; border-left: 1px solid var(--line-strong); background: var(--sheet); color: var(--ink); box-shadow: -12px 0 40px rgb(0 0 0 / 24%); }
    dialog::backdrop { background: rgb(8 12 20 / 42%); }
    dialog[open] { display: flex; flex-direction: column; }
    header { position: relative; display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1rem; padding: .8rem 1.2rem; background: var(--card); border-bottom: 1px solid var(--line); }
    .title { flex: 1 1 16rem; min-width: 0; }
    h2 { margin: 0; font-size: 1.2em; overflow-wrap: anywhere; }
    h2:focus { outline: none; }
    .title p { margin: .1rem 0 0; color: var(--ink-soft); overflow-wrap: anywhere; }
    .shut { min-height: 0; padding: .1em .45em; border-color: transparent; background: none; font-size: 1.3em; line-height: 1.2; color: var(--ink-soft); }
    .body { flex: 1; display: grid; gap: 1rem; align-content: start; grid-template-columns: minmax(0, 1fr); padding: 1rem 1.2rem 2rem; overflow: auto; }
    .probes { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem; margin: 0 0 .9rem; padding: 0; }
    .probes button { gap: .35em; font-variant-numeric: tabular-nums; font-weight: 500; }
    .probes button[aria-pressed="true"] { background: var(--accent-wash); border-color: var(--accent); }
    .probes svg { width: .9em; height: .9em; }
    .probes .faint { color: var(--ink-soft); }
    .dot { width: .7em; height: .7em; border-radius: 50%; background: var(--good); }
    .dot.down { border-radius: 1px; background: var(--bad-strong); transform: rotate(45deg); }
    @media (max-width: 640px) { .probes { flex-wrap: nowrap; overflow-x: auto; padding-bottom: .4rem; } .title { flex-basis: 100%; padding-right: 2rem; } .shut { position: absolute; top: .6rem; right: .8rem; } }
    .head { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .8rem; margin-bottom: .6rem; }
    .head h3 { flex: 1 1 auto; margin: 0; font-size: 1.06em; }
  `];

  #readAt = 0;
  #reading = null;

  constructor() {
    super();
    this.told = null;
    this.problem = null;
    this.picked = null;
    this.hex = false;
    this.probing = false;
    this.said = '';
  }

  get #path() {
    const { server, host } = this.cell;
    return `/virtual-services/${step(this.service.name)}/cells/${step(server)}/${step(host ?? '-')}`;
  }

  willUpdate(changed) {
    if (changed.has('cell')) {
      this.told = null;
      this.picked = null;
      this.#readAt = 0;
    }
    if (performance.now() - this.#readAt >= READ_AGAIN_MS && !document.hidden) this.#read();
  }

  firstUpdated() {
    this.renderRoot.querySelector('dialog').showModal();
  }

  async #read() {
    this.#readAt = performance.now();
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    try {
      const told = await get(`${this.#path}?check=${this.cell.check ?? 0}`, { signal: reading.signal });
      told.probes.sort((a, b) => b.at.localeCompare(a.at));
      this.told = told;
      this.problem = null;
    } catch (problem) {
      if (problem.name !== 'AbortError') this.problem = problem;
    }
  }

  disconnectedCallback() {
    this.#reading?.abort();
    super.disconnectedCallback();
  }

  render() {
    const { cell, told } = this;
    const gone = this.problem?.status === 404;
    return html`<dialog aria-labelledby="title" @close=${(event) => this.#closed(event)} @fixed=${() => this.#shut()} @click=${this.#outside}>
      <header><div class="title"><h2 id="title" tabindex="-1" autofocus>${cell.host ?? 'Health check'} on ${cell.server}</h2>
          <p>${told ? html`<state-mark state=${told.state}></state-mark> for ${span(this.now - Date.parse(told.since))}: ${told.reason}` : 'Asking the appliance …'}</p></div>
        ${may(this.session, 'operator') && !gone ? this.#actions() : nothing}
        <button class="shut" type="button" aria-label="Close" @click=${() => this.#shut()}>×</button></header>
      <div class="unseen" role="status">${this.said}</div>
      <div class="body">
        ${gone ? html`<p>This cell is no longer there: its health check, host name or real server has changed. The grid shows what there is now.</p>`
          : this.problem ? html`<error-note .problem=${this.problem} heading="This cell cannot be read" retry @retry=${() => this.#read()}></error-note>` : nothing}
        ${told && !gone ? html`
          ${told.diagnosis ? html`<diagnosis-card .diagnosis=${told.diagnosis} .session=${this.session}></diagnosis-card>` : nothing}
          ${this.#probes(told)}
          <section class="card" aria-labelledby="changes-title"><div class="head"><h3 id="changes-title">Transitions</h3></div>
            <transition-line .transitions=${told.transitions} .now=${this.now}></transition-line></section>` : nothing}
      </div>
      <toast-line></toast-line>
    </dialog>`;
  }

  #actions() {
    const { cell } = this;
    const server = this.service.realServers.find((one) => one.name === cell.server);
    const standing = server && cell.host ? hostOrderOf(server, cell.host) : null;
    const other = standing === 'enable' ? 'drain' : 'enable';
    return html`
      ${standing ? html`<button type="button" id="host-order" title="Only for requests for ${cell.host}" @click=${() => give(other, standing, { service: this.service.name, server: cell.server, host: cell.host })}>
        ${standing === 'enable' ? 'Drain this host name here' : 'Enable this host name here'}</button>` : nothing}
      <button type="button" class="primary" id="probe-now" ?disabled=${this.probing} @click=${() => this.#probe()}>${this.probing ? 'Probing …' : 'Probe now'}</button>`;
  }

  #probes(told) {
    if (!told.probes.length) return html`<section class="card"><p class="soft">Not probed yet.</p></section>`;
    const chosen = told.probes.find((probe) => probe.at === this.picked) ?? told.probes[0];
    const slowest = Math.max(...told.probes.map((probe) => probe.endedMs ?? 0));
    return html`<section class="card" aria-labelledby="probes-title">
      <div class="head"><h3 id="probes-title">${this.picked ? 'One of the last probes' : 'The newest probe'}</h3>
        ${this.picked ? html`<button type="button" class="plain small" @click=${() => { this.picked = null; }}>Follow the newest</button>` : nothing}
        <button type="button" class="small" aria-pressed=${this.hex} @click=${() => { this.hex = !this.hex; }}>${this.hex ? 'As text' : 'As hex'}</button></div>
      <ol class="probes" aria-label="Last probes, newest first">${repeat(told.probes, (probe) => probe.at, (probe) => html`<li><button type="button" class="small"
        aria-pressed=${probe === chosen} @click=${() => { this.picked = probe.at; }}>
        <span class="dot ${probe.up ? '' : 'down'}"></span><span class="unseen">${probe.up ? 'Up at' : 'Down at'}</span>${clock(probe.at)}${probe.endedMs === undefined ? '' : html` <span class="faint">${millis(probe.endedMs)}</span>`}</button></li>`)}</ol>
      <probe-transcript .verdict=${chosen} .hex=${this.hex} .scale=${slowest}></probe-transcript>
    </section>`;
  }

  async #probe() {
    this.probing = true;
    try {
      const { probe } = await change('POST', `${this.#path}/probe?check=${this.cell.check ?? 0}`);
      this.picked = null;
      this.said = `Probed: ${stateWord(probe.up ? 'up' : 'down')}, ${probe.reason}.`;
      await this.#read();
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.probing = false;
    }
  }

  /** After a fix the cells may be others: the grid behind shows what becomes of them. */
  #shut() {
    this.renderRoot.querySelector('dialog').close();
  }

  #closed(event) {
    if (event.target === event.currentTarget) this.dispatchEvent(new CustomEvent('close'));
  }

  /** A click beside the drawer closes it; the dialog itself is only hit there. */
  #outside(event) {
    const dialog = event.currentTarget;
    if (event.target !== dialog) return;
    const { left } = dialog.getBoundingClientRect();
    if (event.clientX < left) dialog.close();
  }
}

customElements.define('cell-drawer', CellDrawer);
