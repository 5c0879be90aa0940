import { LitElement, css, html, nothing } from './lit/index.js';
import { Rates } from './rates.js';
import { routeOf } from './router.js';
import { currentSession, logOff } from './session.js';
import { StatusFeed } from './status-feed.js';
import { cellKey, eachCell, transitions } from './transitions.js';
import { firstLine, many, stateWord } from './words.js';
import { toast } from './parts/toast-line.js';
import './parts/error-note.js';
import './parts/modal-dialog.js';
import './parts/page-banners.js';
import './parts/page-bar.js';
import './views/log-on-view.js';

const FRESH_MS = 2500;

/** The whole page: the bar, what concerns every view, and the view that the address asks for. */
export class SteelyardPage extends LitElement {
  static properties = {
    status: { state: true },
    connection: { state: true },
    lostAt: { state: true },
    session: { state: true },
    ended: { state: true },
    route: { state: true },
    failed: { state: true },
    said: { state: true },
  };

  static styles = css`
    :host { display: block; }
    main:focus { outline: none; }
    main.stale { opacity: .55; filter: saturate(.35); }
    .waiting { padding: 12vh 1rem; text-align: center; color: var(--ink-soft); }
    .note { display: block; max-width: 40rem; margin: 8vh auto; padding: 0 1rem; }
    .said, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .skip { position: absolute; z-index: 9; left: .5rem; top: .5rem; padding: .5rem .9rem; border-radius: 7px; background: var(--accent); color: var(--on-accent); }
  `;

  #feed = new StatusFeed();
  #rates = new Rates();
  #fresh = new Map();
  #view = null;

  constructor() {
    super();
    this.status = null;
    this.connection = 'connecting';
    this.lostAt = 0;
    this.session = null;
    this.ended = false;
    this.route = routeOf(location.hash);
    this.failed = null;
    this.said = '';
    this.#feed.addEventListener('status', (event) => this.#heard(event.detail));
    this.#feed.addEventListener('connection', (event) => this.#connectionIs(event.detail));
    this.goes = () => this.#go();
    this.endsSession = () => this.#sessionMayBeOver();
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.goes);
    addEventListener('session-ended', this.endsSession);
    this.#begin();
  }

  disconnectedCallback() {
    removeEventListener('hashchange', this.goes);
    removeEventListener('session-ended', this.endsSession);
    this.#feed.stop();
    super.disconnectedCallback();
  }

  async #begin() {
    this.failed = null;
    try {
      this.#enter(await currentSession());
    } catch (problem) {
      this.failed = problem;
    }
  }

  #enter(session) {
    const again = this.ended;
    this.session = session;
    this.ended = false;
    if (!session.role) return;
    if (again) window.dispatchEvent(new CustomEvent('session-again'));
    this.#feed.retry();
    this.#show();
  }

  async #leave() {
    try {
      await logOff();
    } catch (problem) {
      toast(problem.message, { bad: true });
      return;
    }
    this.#feed.stop();
    this.session = null;
    this.status = null;
    this.#view = null;
    this.#begin();
  }

  #go() {
    const wanted = new CustomEvent('leave-view', { cancelable: true });
    if (this.#view && !this.#view.dispatchEvent(wanted)) {
      history.replaceState(null, '', this.route?.hash || '#/');
      return;
    }
    this.route = routeOf(location.hash);
    this.#show();
  }

  /** Brings the route's view in, its code only when first needed, and moves the focus to its heading. */
  async #show() {
    const { route } = this;
    this.failed = null;
    if (!route) {
      this.#view = null;
      this.failed = new Error(`There is nothing at ${location.hash}. The bar above leads to everything there is.`);
      return;
    }
    try {
      await route.load();
    } catch (problem) {
      this.#view = null;
      this.failed = new Error(`${route.title} could not be loaded: ${problem.message}`);
      return;
    }
    if (route !== this.route) return;
    const fits = this.#view?.localName === route.view && this.#view.path?.name === route.path.name;
    if (!fits) this.#view = document.createElement(route.view);
    this.#view.path = route.path;
    this.#title();
    this.requestUpdate();
    await this.updateComplete;
    await this.#view?.updateComplete;
    scrollTo(0, 0);
    this.#view?.renderRoot.querySelector('h1')?.focus({ preventScroll: true });
  }

  #heard(status) {
    const changed = transitions(this.status, status);
    const now = performance.now();
    for (const [key, until] of this.#fresh) if (until < now) this.#fresh.delete(key);
    for (const { service, server, cell } of changed) this.#fresh.set(cellKey(service, server, cell), now + FRESH_MS);
    if (changed.length) this.said = changed.map(sentence).join(' ');
    this.#rates.add(status);
    this.status = status;
    this.#title();
  }

  #title() {
    let down = 0;
    if (this.status) eachCell(this.status, (service, server, cell) => { if (cell.state === 'down') down++; });
    const place = this.route?.path.name ?? this.route?.title;
    document.title = `${down ? `▲ ${many(down, 'cell')} down – ` : ''}${place ? `${place} – ` : ''}Steelyard`;
  }

  #connectionIs(connection) {
    this.connection = connection;
    if (connection === 'lost') {
      this.lostAt = Date.now();
      this.said = 'Connection to the appliance lost.';
      // A stream that was refused and one that broke look the same.
      this.#sessionMayBeOver();
    } else if (this.lostAt) {
      this.lostAt = 0;
      this.said = 'Connected again.';
    }
  }

  /** A 401 can mean something else, such as a wrong password; asking tells. */
  async #sessionMayBeOver() {
    if (!this.session?.role) return;
    const session = await currentSession().catch(() => null);
    if (session && !session.role) this.ended = true;
  }

  render() {
    const { session } = this;
    if (!session) {
      return html`<main>${this.failed ? html`<error-note class="note" .problem=${this.failed} heading="No connection to the appliance" retry @retry=${() => this.#begin()}></error-note>`
        : html`<p class="waiting" role="status">Asking the appliance …</p>`}</main>`;
    }
    if (!session.role) return html`<log-on-view .session=${session} @session=${(event) => this.#enter(event.detail)}></log-on-view>`;
    return html`
      <nav aria-label="Skip"><a class="skip" href="#main" @click=${this.#skip}>Skip to the content</a></nav>
      <page-bar .status=${this.status} .session=${session} .connection=${this.connection} .view=${this.route?.view} @log-off=${() => this.#leave()}></page-bar>
      <page-banners .lostAt=${this.lostAt} .status=${this.status} .session=${session} @retry=${() => this.#feed.retry()}></page-banners>
      <div class="said" role="status" aria-live="polite">${this.said}</div>
      <main id="main" tabindex="-1" class=${this.lostAt ? 'stale' : ''}>${this.#main()}</main>
      <toast-line></toast-line>
      ${this.ended ? html`<modal-dialog heading="Log on again" open @close=${() => this.#begin()}>
        <log-on-view again .user=${session.user ?? ''} .session=${session} @session=${(event) => this.#enter(event.detail)}></log-on-view></modal-dialog>` : nothing}`;
  }

  #main() {
    if (this.failed) return html`<error-note class="note" .problem=${this.failed} heading="This part of the page is not here"></error-note>`;
    if (!this.#view || !this.status) return html`<p class="waiting" role="status" aria-busy="true">Asking the appliance …</p>`;
    Object.assign(this.#view, { status: this.status, rates: this.#rates, session: this.session, fresh: new Set(this.#fresh.keys()) });
    return this.#view;
  }

  #skip(event) {
    event.preventDefault();
    this.renderRoot.querySelector('main').focus();
  }
}

const sentence = ({ service, server, cell }) =>
  `${service.name}, ${server.name}${cell.host ? `, ${cell.host}` : ''}: ${stateWord(cell.state)}${cell.state === 'down' ? `, ${firstLine(cell.reason)}` : ''}.`;

customElements.define('steelyard-page', SteelyardPage);
