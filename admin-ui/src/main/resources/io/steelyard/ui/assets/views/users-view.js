import { LitElement, css, html, nothing } from '../lit/index.js';
import { controls, viewLayout } from '../parts/styles.js';
import { may } from '../session.js';
import '../users/audit-card.js';
import '../users/password-card.js';
import '../users/tokens-card.js';
import '../users/users-card.js';

/** Who may log on and do what, the tokens of programs, and who did what. Whoever is no administrator sees only the own password. */
export class UsersView extends LitElement {
  static properties = { status: { attribute: false }, session: { attribute: false }, path: { attribute: false } };

  static styles = [controls, viewLayout, css``];

  firstUpdated() {
    const { part } = this.path?.query ?? {};
    if (part) setTimeout(() => this.renderRoot.querySelector(`#part-${CSS.escape(part)}`)?.scrollIntoView(), 300);
  }

  render() {
    const { session } = this;
    const administrator = may(session, 'administrator');
    return html`<div class="heading"><h1 tabindex="-1">Users</h1></div><div class="stack">
      ${session?.open ? html`<p class="card">This appliance lets everybody in who can reach this page.</p>` : nothing}
      ${administrator ? html`<users-card id="part-users" .session=${session}></users-card><tokens-card id="part-tokens"></tokens-card>` : nothing}
      ${session?.user && !session.open ? html`<password-card id="part-password" .session=${session}></password-card>` : nothing}
      ${administrator ? html`<audit-card id="part-audit"></audit-card>` : nothing}
    </div>`;
  }
}

customElements.define('users-view', UsersView);
