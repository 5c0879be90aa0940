import { LitElement, css, html, nothing } from '../lit/index.js';
import { change, read, step } from '../api.js';
import { cardHead, controls, tables } from '../parts/styles.js';
import { toast } from '../parts/toast-line.js';
import { ROLES } from '../session.js';
import '../parts/error-note.js';
import '../parts/form-dialog.js';

const MAY = { viewer: 'looks', operator: 'also drains, disables and probes', administrator: 'also changes everything' };

/** The users: their roles, whether they may log on, their passwords. */
export class UsersCard extends LitElement {
  static properties = { session: { attribute: false }, users: { state: true }, problem: { state: true }, asked: { state: true } };

  static styles = [controls, cardHead, tables, css`
    td select { width: auto; }
    .off { color: var(--warn); }
  `];

  #etag = null;

  constructor() {
    super();
    this.users = null;
    this.problem = null;
    this.asked = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async #load() {
    try {
      const { body, etag } = await read('/users');
      this.users = body.users;
      this.#etag = etag;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    return html`<section class="card" aria-labelledby="title"><div class="head"><h2 id="title">Users</h2>
        <button type="button" id="add-user" @click=${() => { this.asked = { kind: 'add' }; }}>Add a user …</button></div>
      <error-note .problem=${this.problem} heading="The users cannot be shown" retry @retry=${() => this.#load()}></error-note>
      ${this.users ? html`<table><thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Log-on</th><th scope="col"><span class="unseen">Actions</span></th></tr></thead>
        <tbody>${this.users.map((user) => this.#row(user))}</tbody></table>` : nothing}
      ${this.asked ? this.#dialog() : nothing}</section>`;
  }

  #row(user) {
    const self = user.name === this.session?.user;
    return html`<tr><th scope="row"><b>${user.name}</b>${self ? ' (you)' : ''}</th>
      <td data-head="Role"><select aria-label="Role of ${user.name}" ?disabled=${self} @change=${(event) => this.#put(user, { role: event.target.value })}>
        ${ROLES.map((role) => html`<option value=${role} ?selected=${role === user.role}>${role}</option>`)}</select></td>
      <td data-head="Log-on">${user.disabled ? html`<span class="off">disabled</span>` : 'allowed'}</td>
      <td class="actions"><button type="button" class="small" aria-label="New password for ${user.name}" @click=${() => { this.asked = { kind: 'password', user }; }}>Password …</button>
        ${self ? nothing : html`<button type="button" class="small" aria-label="${user.disabled ? 'Enable' : 'Disable'} ${user.name}" @click=${() => this.#put(user, { disabled: !user.disabled })}>${user.disabled ? 'Enable' : 'Disable'}</button>
        <button type="button" class="small danger" aria-label="Remove ${user.name}" @click=${() => { this.asked = { kind: 'remove', user }; }}>Remove …</button>`}</td></tr>`;
  }

  #dialog() {
    const { kind, user } = this.asked;
    const heading = { add: 'Add a user', password: `New password for ${user?.name}`, remove: `Remove ${user?.name}?` }[kind];
    const go = { add: 'Add', password: 'Set the password', remove: 'Remove' }[kind];
    const self = user?.name === this.session?.user;
    const fields = html`${kind === 'remove' ? html`<p>Whoever is logged on as ${user.name} is logged off at once. What ${user.name} changed stays in the history under this name.</p>` : nothing}
      ${kind === 'add' ? html`<div class="field"><label for="name">Name</label><input id="name" name="name" required autocomplete="off" autocapitalize="off" spellcheck="false"></div>
        <div class="field"><label for="role">Role</label><select id="role" name="role">${ROLES.map((role) => html`<option value=${role}>${role}: ${MAY[role]}</option>`)}</select></div>` : nothing}
      ${kind === 'password' && self ? html`<div class="field"><label for="current">Your password until now</label><input id="current" name="current" type="password" required autocomplete="current-password"></div>` : nothing}
      ${kind === 'remove' ? nothing : html`<div class="field"><label for="password">Password</label><input id="password" name="password" type="password" required minlength="12" autocomplete="new-password" aria-describedby="rule"><small id="rule">At least 12 characters.</small></div>`}`;
    return html`<form-dialog id="user-form" heading=${heading} go=${go} ?danger=${kind === 'remove'} .fields=${fields}
      .send=${(values) => this.#send(values)} @close=${() => { this.asked = null; }}></form-dialog>`;
  }

  async #send({ name, role, password, current }) {
    const { kind, user } = this.asked;
    if (kind === 'add') await change('POST', '/users', { name: name.trim(), role, password });
    if (kind === 'password') await change('PUT', `/users/${step(user.name)}/password`, current ? { password, current } : { password });
    if (kind === 'remove') await change('DELETE', `/users/${step(user.name)}`, undefined, { etag: this.#etag });
    toast({ add: `${name} was added.`, password: `${user?.name} has a new password.`, remove: `${user?.name} was removed.` }[kind]);
    this.#load();
  }

  async #put(user, different) {
    const { name, role, disabled } = user;
    const put = (to) => change('PUT', `/users/${step(name)}`, to, { etag: this.#etag });
    try {
      await put({ role, disabled, ...different });
      await this.#load();
      const said = 'role' in different ? `${name} is ${different.role} now.` : `${name} is ${different.disabled ? 'disabled' : 'enabled'}.`;
      toast(said, { undo: async () => { await put({ role, disabled }); await this.#load(); } });
    } catch (problem) {
      toast(problem.message, { bad: true });
      this.users = null;
      this.#load();
    }
  }
}

customElements.define('users-card', UsersCard);
