import { LitElement, css, html, nothing } from '../lit/index.js';
import { change, get, step, withQuery } from '../api.js';
import { controls, tables } from '../parts/styles.js';
import { toast } from '../parts/toast-line.js';
import { may } from '../session.js';
import { count, many, moment } from '../words.js';
import '../parts/error-note.js';
import '../parts/modal-dialog.js';

const TYPING_MS = 250;

/** The clients that persistence remembers for a virtual service: searched, and forgotten one by one or together. */
export class SessionList extends LitElement {
  static properties = {
    service: {},
    session: { attribute: false },
    list: { state: true },
    problem: { state: true },
    words: { state: true },
    asked: { state: true },
    busy: { state: true },
  };

  static styles = [controls, tables, css`
    :host { display: block; }
    .tools { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .8rem; margin-bottom: .6rem; }
    .tools input { flex: 0 1 20rem; width: auto; }
    .client { font-family: var(--mono); font-size: .94em; }
  `];

  #typing = 0;

  constructor() {
    super();
    this.list = null;
    this.problem = null;
    this.words = '';
    this.asked = null;
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#read();
  }

  disconnectedCallback() {
    clearTimeout(this.#typing);
    super.disconnectedCallback();
  }

  get #path() {
    return `/virtual-services/${step(this.service)}/sessions`;
  }

  async #read() {
    try {
      this.list = await get(withQuery(this.#path, { q: this.words }));
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    const { list, problem } = this;
    if (problem) return html`<error-note .problem=${problem} heading="The sessions cannot be listed" retry @retry=${() => this.#read()}></error-note>`;
    if (!list) return html`<p class="soft" role="status">Asking the appliance …</p>`;
    const operator = may(this.session, 'operator');
    return html`${list.note ? html`<p class="soft">${list.note}</p>` : nothing}
      ${list.count || this.words ? html`
        <div class="tools"><input type="search" id="session-search" aria-label="Search for a client or real server" placeholder="Client or real server" .value=${this.words} @input=${this.#typed}>
          <span class="soft" role="status">${this.#summary()}</span>
          <button type="button" class="small" @click=${() => this.#read()}>Refresh</button>
          ${operator && list.count ? html`<button type="button" class="small danger" id="forget-all" @click=${() => { this.asked = { all: true }; }}>Forget all …</button>` : nothing}</div>
        ${this.#table(operator)}` : list.note ? nothing : html`<p class="soft">No clients are remembered at present.</p>`}
      ${this.#confirmation()}`;
  }

  #summary() {
    const { list } = this;
    const shown = list.more ? `the first ${list.sessions.length}` : `${list.sessions.length}`;
    return `${shown} of ${count(list.count)} (room for ${count(list.capacity)}${list.evicted ? `, ${count(list.evicted)} forgotten for want of room` : ''})`;
  }

  #table(operator) {
    return html`<div class="scroll"><table id="sessions"><caption class="unseen">Sessions</caption>
      <thead><tr><th scope="col">Client</th><th scope="col">Real server</th><th scope="col">Since</th>${operator ? html`<th scope="col" class="actions"><span class="unseen">Forget</span></th>` : nothing}</tr></thead>
      <tbody>${this.list.sessions.map((one) => html`<tr><th scope="row" class="client">${one.client}</th><td data-head="Real server" class="client">${one.realServer}</td>
        <td data-head="Since"><time datetime=${one.since}>${moment(one.since)}</time></td>
        ${operator ? html`<td class="actions"><button type="button" class="small plain danger" aria-label="Forget ${one.client}" ?disabled=${this.busy} @click=${() => this.#forget(`${this.#path}/${step(one.id)}`)}>Forget</button></td>` : nothing}</tr>`)}</tbody></table></div>`;
  }

  /** Forgetting many cannot be undone, so it is asked about first. */
  #confirmation() {
    const { asked, list } = this;
    if (!asked) return nothing;
    const held = list.realServers.filter((server) => server.count);
    return html`<modal-dialog heading="Forget sessions" open ?busy=${this.busy} @close=${() => { this.asked = null; }}>
      <p>Clients that are forgotten get any real server with their next request. This cannot be undone.</p>
      <label for="whose">Whose</label>
      <select id="whose"><option value="">Everybody: ${many(list.count, 'session')}</option>
        ${held.map((server) => html`<option value=${server.name}>${server.name}: ${many(server.count, 'session')}</option>`)}</select>
      <button slot="actions" type="button" @click=${() => { this.asked = null; }}>Cancel</button>
      <button slot="actions" type="button" class="danger primary" id="forget" ?disabled=${this.busy} @click=${() => this.#forgetMany()}>Forget</button>
    </modal-dialog>`;
  }

  async #forgetMany() {
    const realServer = this.renderRoot.querySelector('#whose').value;
    await this.#forget(withQuery(this.#path, realServer ? { realServer } : { all: 'true' }));
    this.asked = null;
  }

  async #forget(path) {
    this.busy = true;
    try {
      const { forgotten } = await change('DELETE', path);
      toast(`${many(forgotten, 'session')} forgotten.`);
      await this.#read();
    } catch (problem) {
      toast(`Nothing was forgotten: ${problem.message}`, { bad: true });
    } finally {
      this.busy = false;
    }
  }

  #typed(event) {
    this.words = event.target.value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#read(), TYPING_MS);
  }
}

customElements.define('session-list', SessionList);
