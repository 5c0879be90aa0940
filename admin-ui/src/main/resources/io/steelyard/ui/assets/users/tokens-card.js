import { LitElement, css, html, nothing } from '../lit/index.js';
import { change, get, step } from '../api.js';
import { cardHead, controls, tables } from '../parts/styles.js';
import { toast } from '../parts/toast-line.js';
import { ROLES } from '../session.js';
import { moment } from '../words.js';
import '../parts/error-note.js';
import '../parts/form-dialog.js';
import '../parts/modal-dialog.js';

const DAY_MS = 86400000;
const LIVES = [[7, 'a week'], [30, 'a month'], [90, 'three months'], [365, 'a year']];

/** What programs log on with: each with a role and an end; what it is, is shown once. */
export class TokensCard extends LitElement {
  static properties = { tokens: { state: true }, problem: { state: true }, asked: { state: true }, made: { state: true } };

  static styles = [controls, cardHead, tables, css`
    .secret { display: flex; gap: .6rem; margin: .6rem 0; }
    .secret code { flex: 1; padding: .45rem .7rem; border: 1px solid var(--line-strong); border-radius: 7px; background: var(--sunken); overflow-wrap: anywhere; user-select: all; }
    .over { color: var(--bad); }
  `];

  constructor() {
    super();
    this.tokens = null;
    this.problem = null;
    this.asked = null;
    this.made = null;
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
        <button type="button" id="add-token" @click=${() => { this.asked = { kind: 'add' }; }}>Make a token …</button></div>
      <error-note .problem=${this.problem} heading="The tokens cannot be shown" retry @retry=${() => this.#load()}></error-note>
      ${this.tokens && !this.tokens.length ? html`<p class="soft">None. A program sends one as <code>Authorization: Bearer …</code>, with a role of its own and until it expires.</p>` : nothing}
      ${this.tokens?.length ? html`<table><thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Expires</th><th scope="col">Last used</th><th scope="col"><span class="unseen">Actions</span></th></tr></thead>
        <tbody>${this.tokens.map((token) => html`<tr><th scope="row"><b>${token.name}</b>${token.madeBy ? html` <span class="faint">by ${token.madeBy}</span>` : nothing}</th><td data-head="Role">${token.role}</td>
          <td data-head="Expires">${Date.parse(token.expires) < Date.now() ? html`<span class="over">expired</span>` : moment(token.expires)}</td>
          <td data-head="Last used">${token.lastUsed ? moment(token.lastUsed) : 'never'}</td>
          <td class="actions"><button type="button" class="small danger" aria-label="Revoke ${token.name}" @click=${() => { this.asked = { kind: 'revoke', token }; }}>Revoke …</button></td></tr>`)}</tbody></table>` : nothing}
      ${this.asked ? this.#dialog() : nothing}${this.made ? this.#secret() : nothing}</section>`;
  }

  #dialog() {
    const { kind, token } = this.asked;
    const revokes = kind === 'revoke';
    const fields = revokes ? html`<p>The program that uses it is refused from its next request on. This cannot be undone; another token can be made.</p>`
      : html`<div class="field"><label for="name">Name</label><input id="name" name="name" required autocomplete="off" spellcheck="false" placeholder="the program that it is for"></div>
        <div class="field"><label for="role">Role</label><select id="role" name="role">${ROLES.map((role) => html`<option value=${role}>${role}</option>`)}</select></div>
        <div class="field"><label for="days">Good for</label><select id="days" name="days">${LIVES.map(([days, words]) => html`<option value=${days} ?selected=${days === 90}>${words}</option>`)}</select></div>`;
    return html`<form-dialog id="token-form" heading=${revokes ? `Revoke ${token.name}?` : 'Make a token'} go=${revokes ? 'Revoke' : 'Make it'} ?danger=${revokes} .fields=${fields}
      .send=${(values) => this.#send(values)} @close=${() => { this.asked = null; }}></form-dialog>`;
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

  async #send({ name, role, days }) {
    const { kind, token } = this.asked;
    if (kind === 'add') this.made = await change('POST', '/tokens', { name: name.trim(), role, expires: new Date(Date.now() + days * DAY_MS).toISOString() });
    else await change('DELETE', `/tokens/${step(token.name)}`);
    if (kind === 'revoke') toast(`${token.name} was revoked.`);
    this.#load();
  }
}

customElements.define('tokens-card', TokensCard);
