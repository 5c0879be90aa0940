import { LitElement, css, html } from '../lit/index.js';
import { change, step } from '../api.js';
import { controls } from '../parts/styles.js';
import { toast } from '../parts/toast-line.js';
import '../parts/error-note.js';

/** Changing one's own password. */
export class PasswordCard extends LitElement {
  static properties = { session: { attribute: false }, problem: { state: true }, busy: { state: true } };

  static styles = [controls, css`
    form { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .8rem 1.2rem; align-items: end; }
    .field { display: grid; gap: .25rem; }
    error-note { grid-column: 1 / -1; }
    button { justify-self: start; }
  `];

  render() {
    return html`<section class="card" aria-labelledby="title"><h2 id="title">Your password</h2><form @submit=${(event) => this.#submit(event)}>
      <error-note .problem=${this.problem} heading="The password is as it was"></error-note>
      <input type="text" name="user" autocomplete="username" .value=${this.session.user} hidden>
      <div class="field"><label for="own-current">Until now</label><input id="own-current" name="current" type="password" required autocomplete="current-password"></div>
      <div class="field"><label for="own-new">From now on</label><input id="own-new" name="password" type="password" required minlength="12" autocomplete="new-password"></div>
      <div class="field"><label for="own-again">Once more</label><input id="own-again" name="again" type="password" required autocomplete="new-password"></div>
      <button id="change-password" ?disabled=${this.busy}>Change my password</button></form></section>`;
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const { current, password, again } = Object.fromEntries(new FormData(form));
    this.problem = password === again ? null : new Error('The new password was not typed the same way twice.');
    if (this.problem) return;
    this.busy = true;
    try {
      await change('PUT', `/users/${step(this.session.user)}/password`, { password, current });
      form.reset();
      toast('Your password was changed.');
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('password-card', PasswordCard);
