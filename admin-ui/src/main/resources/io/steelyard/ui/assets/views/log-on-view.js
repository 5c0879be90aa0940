import { LitElement, css, html, nothing } from '../lit/index.js';
import { controls } from '../parts/styles.js';
import { logOn, setUp } from '../session.js';
import '../parts/error-note.js';

const SHORTEST_PASSWORD = 12;

/**
 * Logging on, or, where there is no user yet, making the first one with the code from the console. Fires "session" with
 * the session as its detail. `again` says that a session has ended under somebody's hands; `user` is who it was.
 */
export class LogOnView extends LitElement {
  static properties = {
    session: { attribute: false },
    again: { type: Boolean },
    user: {},
    problem: { state: true },
    busy: { state: true },
  };

  static styles = [controls, css`
    :host { display: block; }
    form { display: grid; gap: .9rem; }
    .page { max-width: 25rem; margin: clamp(1rem, 10vh, 8rem) auto; padding: 0 .9rem; }
    .page .card { padding: 1.5rem 1.6rem; }
    h1 { display: flex; align-items: center; gap: .6rem; margin: 0 0 .3rem; font-size: 1.4em; font-weight: 680; }
    h1 img { width: 1.9rem; height: 1.9rem; }
    .field { display: grid; gap: .3rem; }
    .field small { color: var(--ink-faint); font-size: .93em; }
    button { width: 100%; min-height: 2.4rem; }
  `];

  constructor() {
    super();
    this.session = null;
    this.again = false;
    this.user = '';
    this.problem = null;
    this.busy = false;
  }

  firstUpdated() {
    this.renderRoot.querySelector(this.user ? '#password' : 'input')?.focus();
  }

  render() {
    const first = this.session?.setupNeeded;
    const form = html`<form @submit=${(event) => this.#submit(event, first)} aria-busy=${this.busy}>
      ${this.again ? html`<p>Your session has ended. Log on to go on where you were; nothing that you typed is lost.</p>` : nothing}
      ${first ? html`<p>Nobody can log on yet. Make the first administrator: the one-time code was printed on the appliance's console and into its log when it started.</p>` : nothing}
      <error-note .problem=${this.problem} heading=${first ? 'The administrator was not made' : 'You are not logged on'}></error-note>
      ${first ? html`<div class="field"><label for="code">Set-up code</label>
        <input id="code" name="code" required autocomplete="one-time-code" autocapitalize="off" spellcheck="false"></div>` : nothing}
      <div class="field"><label for="user">User</label>
        <input id="user" name="user" required autocomplete="username" autocapitalize="off" spellcheck="false" .value=${this.user}></div>
      <div class="field"><label for="password">Password</label>
        <input id="password" name="password" type="password" required autocomplete=${first ? 'new-password' : 'current-password'}
          minlength=${first ? SHORTEST_PASSWORD : 1} aria-describedby=${first ? 'password-note' : nothing}>
        ${first ? html`<small id="password-note">At least ${SHORTEST_PASSWORD} characters. A few words in a row are good and easy to type.</small>` : nothing}</div>
      ${first ? html`<div class="field"><label for="repeat">Password again</label>
        <input id="repeat" name="repeat" type="password" required autocomplete="new-password"></div>` : nothing}
      <button class="primary" id="log-on" ?disabled=${this.busy}>${first ? 'Make the administrator' : 'Log on'}</button>
    </form>`;
    if (this.again) return form;
    return html`<main class="page"><div class="card"><h1><img src="/assets/steelyard.svg" alt="">${first ? 'Welcome to Steelyard' : 'Steelyard'}</h1>
      ${form}</div></main>`;
  }

  async #submit(event, first) {
    event.preventDefault();
    const { code, user, password, repeat } = Object.fromEntries(new FormData(event.target));
    if (first && password !== repeat) {
      this.problem = new Error('The two passwords are not the same. Type the same one twice.');
      return;
    }
    this.busy = true;
    this.problem = null;
    try {
      const session = first ? await setUp(code.trim(), user.trim(), password) : await logOn(user.trim(), password);
      this.dispatchEvent(new CustomEvent('session', { detail: session }));
    } catch (problem) {
      this.problem = problem;
      this.renderRoot.querySelector(first ? '#code' : '#password').select();
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('log-on-view', LogOnView);
