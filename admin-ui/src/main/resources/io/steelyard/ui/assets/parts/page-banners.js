import { LitElement, css, html, nothing } from '../lit/index.js';
import { change, get } from '../api.js';
import { may } from '../session.js';
import { clock, span } from '../words.js';
import { controls } from './styles.js';
import { toast } from './toast-line.js';

/**
 * What concerns every view, above it: the connection is lost, a revision is on probation and waits to be confirmed, the file on
 * disk holds an edit that was refused. Fires "retry" when the connection is to be tried at once.
 */
export class PageBanners extends LitElement {
  static properties = {
    lostAt: { attribute: false },
    status: { attribute: false },
    session: { attribute: false },
    pending: { state: true },
    refused: { state: true },
    busy: { state: true },
  };

  static styles = [controls, css`
    :host { display: block; }
    .banner { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; padding: .6rem clamp(.8rem, 2vw, 1.6rem); }
    .banner > div { flex: 1 1 20rem; }
    p { margin: 0; max-width: none; }
    .lost { background: var(--bad-strong); color: var(--on-bad); }
    .lost button { background: none; border-color: currentColor; color: inherit; }
    .trial { background: var(--accent-wash); border-bottom: 1px solid var(--accent); }
    .refused { background: var(--warn-wash); border-bottom: 1px solid var(--warn-line); }
    .left { font-weight: 650; font-variant-numeric: tabular-nums; white-space: nowrap; }
    ul { margin: .2rem 0 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
  `];

  #tick = 0;
  #ticks = 0;
  #fitted = 0;

  constructor() {
    super();
    this.lostAt = 0;
    this.pending = null;
    this.refused = null;
    this.busy = false;
    this.look = () => this.#look();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#tick = setInterval(() => this.#second(), 1000);
    window.addEventListener('configuration-changed', this.look);
    this.#look();
  }

  disconnectedCallback() {
    clearInterval(this.#tick);
    window.removeEventListener('configuration-changed', this.look);
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    if (!changed.has('status') || this.status?.revision === this.#fitted) return;
    this.#fitted = this.status?.revision;
    this.#look();
  }

  #second() {
    this.#ticks++;
    if (this.#ticks % 5 === 0 && !this.lostAt && !document.hidden) this.#look();
    if (this.lostAt || this.pending) this.requestUpdate();
  }

  async #look() {
    if (!this.session || this.lostAt) return;
    [this.pending, this.refused] = await Promise.all([
      get('/configuration/pending').catch(() => null), get('/configuration/problem').catch(() => null)]);
  }

  render() {
    return html`${this.lostAt ? this.#lost() : nothing}${this.pending ? this.#trial() : nothing}${this.refused ? this.#refusal() : nothing}`;
  }

  #lost() {
    return html`<div class="banner lost" role="alert" id="lost"><div><p><b>No connection to the appliance for ${span(Date.now() - this.lostAt)}.</b>
      ${this.status ? 'What is below may no longer be so.' : ''} Trying again by itself.</p></div>
      <button type="button" id="try-now" @click=${() => this.dispatchEvent(new CustomEvent('retry'))}>Try now</button></div>`;
  }

  #trial() {
    const { revision, confirmBy } = this.pending;
    const left = Math.max(0, Math.ceil((Date.parse(confirmBy) - Date.now()) / 1000));
    return html`<div class="banner trial" id="pending" role="region" aria-label="Change on probation"><div><p><b>Revision ${revision} is on probation.</b>
      Unless you confirm it, it is taken back in <span class="left" id="trial-left">${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}</span>.</p></div>
      ${may(this.session, 'administrator') ? html`
        <button type="button" class="primary" id="confirm-revision" ?disabled=${this.busy} @click=${() => this.#settle('confirm', { revision }, `Revision ${revision} is confirmed.`)}>Confirm it</button>
        <button type="button" id="roll-back" ?disabled=${this.busy} @click=${() => this.#settle('rollback', undefined, `Revision ${revision} was taken back.`)}>Roll back now</button>` : nothing}
    </div>`;
  }

  #refusal() {
    const { file, at, problems = [] } = this.refused;
    return html`<div class="banner refused" id="file-problem" role="alert"><div><p><b>The edit of ${file} was refused${at ? ` at ${clock(at)}` : ''}.</b>
      What ran before runs on. Correct the file, or apply a change here, which keeps what the file held.</p>
      <ul>${problems.slice(0, 5).map((one) => html`<li>${[one.line ? `Line ${one.line}` : '', one.path].filter(Boolean).join(', ')}${one.path || one.line ? ': ' : ''}${one.message}</li>`)}
        ${problems.length > 5 ? html`<li>and ${problems.length - 5} more</li>` : nothing}</ul></div></div>`;
  }

  async #settle(step, body, said) {
    this.busy = true;
    try {
      await change('POST', `/configuration/${step}`, body);
      toast(said);
      window.dispatchEvent(new CustomEvent('configuration-changed'));
    } catch (problem) {
      toast(problem.message, { bad: true });
    } finally {
      this.busy = false;
      this.#look();
    }
  }
}

customElements.define('page-banners', PageBanners);
