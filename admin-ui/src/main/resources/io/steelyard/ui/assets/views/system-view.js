import { LitElement, css, html } from '../lit/index.js';
import { controls, viewLayout } from '../parts/styles.js';
import { may } from '../session.js';
import '../system/backup-card.js';
import '../system/capture-card.js';
import '../system/file-card.js';
import '../system/process-card.js';

/** The appliance itself: how it is, its configuration file, backup and restore, packet captures. */
export class SystemView extends LitElement {
  static properties = { status: { attribute: false }, session: { attribute: false }, path: { attribute: false } };

  static styles = [controls, viewLayout, css`
    .two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; align-items: start; }
  `];

  firstUpdated() {
    const { part } = this.path?.query ?? {};
    if (part) setTimeout(() => this.renderRoot.querySelector(`#part-${CSS.escape(part)}`)?.scrollIntoView(), 300);
  }

  render() {
    const administrator = may(this.session, 'administrator');
    return html`<div class="heading"><h1 tabindex="-1">System</h1></div><div class="stack">
      <process-card .status=${this.status}></process-card>
      ${administrator ? html`<div class="two"><backup-card id="part-backup"></backup-card><capture-card id="part-capture" .status=${this.status}></capture-card></div>` : ''}
      <file-card id="part-configuration" .session=${this.session} .setting=${this.path?.query?.setting ?? ''}></file-card>
    </div>`;
  }
}

customElements.define('system-view', SystemView);
