import { LitElement, css, html, nothing } from '../lit/index.js';
import { change, get, step } from '../api.js';
import { controls, tables } from '../parts/styles.js';
import { toast } from '../parts/toast-line.js';
import { ROLES } from '../session.js';
import { moment } from '../words.js';
import '../parts/error-note.js';
import '../parts/modal-dialog.js';

const DAY_MS = 86400000;
const LIVES = [[7, 'a week'], [30, 'a month'], [90, 'three months'], [365, 'a year']];

/** What programs log on with: each with a role and an end; what it is, is shown once. */
export class TokensCard extends LitElement {
  static properties = { tokens: { state: true }, problem: { state: true }, asked: { state: true }, refused: { state: true }, made: { state: true }, busy: { state: true } };

  static styles = [controls, tables, css`
    .head { display: flex; align-items: center; gap: 1rem; margin-bottom: .6rem; }
    .head h2 { flex: 1; margin: 0; }
    form { display: grid; gap: .9rem; }
    .field { display: grid; gap: .25rem; }
    .secret { display: flex; gap: .6rem; margin: .6rem 0; }
    .secret code { flex: 1; padding: .45rem .7rem; border: 1px solid var(--line-strong); border-radius: 7px; background: var(--sunken); overflow-wrap: anywhere; user-select: all; }
    .over { color: var(--bad); }
  `];

  constructor() {
    super();
    this.tokens = null;
    this.problem = null;
    this.asked = null;
    this.refused = null;
    this.made = null;
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async #load() {
    try {
      this.tokens = (await get('/tokens')).tokens;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    return html`<section class="card" aria-labelledby="title"><div class="head"><h2 id="title">API tokens</h2>
        <button type="button" id="add-token" @click=${() => { this.refused = null; this.asked = { kind: 'add' }; }}>Make a token …</button></div>
      <error-note .problem=${this.problem} heading="The tokens cannot be shown" retry @retry=${() => this.#load()}></error-note>
      ${this.tokens && !this.tokens.length ? html`<p class="soft">None. A program sends one as <code>Authorization: Bearer …</code>, with a role of its own and until it expires.</p>` : nothing}
      ${this.tokens?.length ? html`<table><thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Expires</th><th scope="col">Last used</th><th scope="col"><span class="unseen">Actions</span></th></tr></thead>
        <tbody>${this.tokens.map((token) => html`<tr><th scope="row"><b>${token.name}</b>${token.madeBy ? html` <span class="faint">by ${token.madeBy}</span>` : nothing}</th><td data-head="Role">${token.role}</td>
          <td data-head="Expires">${Date.parse(token.expires) < Date.now() ? html`<span class="over">expired</span>` : moment(token.expires)}</td>
          <td data-head="Last used">${token.lastUsed ? moment(token.lastUsed) : 'never'}</td>
          <td class="actions"><button type="button" class="small danger" aria-label="Revoke ${token.name}" @click=${() => { this.refused = null; this.asked = { kind: 'revoke', token }; }}>Revoke …</button></td></tr>`)}</tbody></table>` : nothing}
      ${this.asked ? this.#dialog() : nothing}${this.made ? this.#secret() : nothing}</section>`;
  }

  #dialog() {
    const { kind, token } = this.asked;
    return html`<modal-dialog heading=${kind === 'add' ? 'Make a token' : `Revoke ${token.name}?`} open ?busy=${this.busy} @close=${() => { this.asked = null; }}>
      <form id="token-form" @submit=${(event) => this.#submit(event)}><error-note .problem=${this.refused}></error-note>
        ${kind === 'revoke' ? html`<p>The program that uses it is refused from its next request on. This cannot be undone; another token can be made.</p>`
          : html`<div class="field"><label for="name">Name</label><input id="name" name="name" required autocomplete="off" spellcheck="false" placeholder="the program that it is for"></div>
        <div class="field"><label for="role">Role</label><select id="role" name="role">${ROLES.map((role) => html`<option value=${role}>${role}</option>`)}</select></div>
        <div class="field"><label for="days">Good for</label><select id="days" name="days">${LIVES.map(([days, words]) => html`<option value=${days} ?selected=${days === 90}>${words}</option>`)}</select></div>`}
        <button class="unseen" tabindex="-1" aria-hidden="true">Go on</button></form>
      <button slot="actions" type="button" @click=${() => { this.asked = null; }}>Cancel</button>
      <button slot="actions" type="button" id="do-token" class="primary ${kind === 'add' ? '' : 'danger'}" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('#token-form').requestSubmit()}>${kind === 'add' ? 'Make it' : 'Revoke'}</button></modal-dialog>`;
  }

  #secret() {
    return html`<modal-dialog heading="Token ${this.made.name}" open @close=${() => { this.made = null; }}>
      <p>This is shown once and kept nowhere. Copy it to where the program finds it, now.</p>
      <div class="secret"><code id="token-secret">${this.made.token}</code><button type="button" @click=${() => this.#copy()}>Copy</button></div>
      <p class="faint">It is sent as <code>Authorization: Bearer ${this.made.token.slice(0, 8)}…</code></p>
      <button slot="actions" type="button" class="primary" @click=${() => { this.made = null; }}>I have it</button></modal-dialog>`;
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.made.token);
      toast('Copied.');
    } catch {
      toast('The browser does not let the page copy; select the text and copy it by hand.', { bad: true });
    }
  }

  async #submit(event) {
    event.preventDefault();
    const { kind, token } = this.asked;
    const { name, role, days } = Object.fromEntries(new FormData(event.target));
    this.busy = true;
    try {
      if (kind === 'add') this.made = await change('POST', '/tokens', { name: name.trim(), role, expires: new Date(Date.now() + days * DAY_MS).toISOString() });
      else await change('DELETE', `/tokens/${step(token.name)}`);
      if (kind === 'revoke') toast(`${token.name} was revoked.`);
      this.asked = null;
      this.#load();
    } catch (problem) {
      this.refused = problem;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('tokens-card', TokensCard);
