import { LitElement, css, html, nothing } from './lit/index.js';
import { repeat } from './lit/lit-html/directives/repeat.js';
import { Rates } from './rates.js';
import { StatusFeed } from './status-feed.js';
import { cellKey, eachCell, transitions } from './transitions.js';
import { firstLine, many, span, stateWord } from './words.js';
import './service-card.js';

const FRESH_MS = 2500;
const WORST_FIRST = ['down', 'degraded', 'sorry', 'pending', 'disabled', 'unchecked', 'redirect', 'up'];

/** The whole page: the bar, what is wrong with the connection if anything is, and every virtual service. */
export class SteelyardPage extends LitElement {
  static properties = {
    status: { state: true },
    connection: { state: true },
    lostAt: { state: true },
    said: { state: true },
  };

  static styles = css`
    :host { display: block; }
    .bar { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1rem; min-height: 3.4rem; padding: .5rem clamp(.8rem, 2vw, 1.6rem); background: var(--card); border-bottom: 1px solid var(--line); }
    .brand { display: flex; align-items: center; gap: .6rem; margin: 0; font-size: 1.12em; font-weight: 650; letter-spacing: -.01em; }
    .brand img { width: 1.75rem; height: 1.75rem; display: block; }
    .version { color: var(--ink-faint); font-size: .9em; }
    .counts { display: flex; flex-wrap: wrap; gap: .3rem .9rem; margin: 0 0 0 auto; padding: 0; list-style: none; }
    @media (max-width: 620px) { .counts { order: 3; width: 100%; margin: 0; } .live { margin-left: auto; } }
    .counts li { display: flex; gap: .35em; align-items: center; }
    .counts b { font-weight: 650; }
    .live { display: inline-flex; align-items: center; gap: .5em; padding: .2em .75em; border: 1px solid var(--line-strong); border-radius: 99px; color: var(--ink-soft); font-size: .93em; }
    .live::before { content: ""; width: .6em; height: .6em; border-radius: 50%; background: var(--ink-faint); }
    .live[data-is="live"]::before { background: var(--good); animation: beat 2s infinite; }
    .live[data-is="lost"] { border-color: var(--bad-strong); color: var(--bad); font-weight: 600; }
    .live[data-is="lost"]::before { background: none; border: 2px solid currentColor; }
    @keyframes beat { 50% { opacity: .35; } }
    @media (prefers-reduced-motion: reduce) { .live[data-is="live"]::before { animation: none; } }
    .lost { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; padding: .65rem clamp(.8rem, 2vw, 1.6rem); background: var(--bad-strong); color: #fff; }
    .lost p { margin: 0; flex: 1 1 20rem; }
    button { padding: .35em .9em; border: 1px solid #fff; border-radius: 6px; background: transparent; color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
    button:hover { background: rgb(255 255 255 / 16%); }
    :focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
    main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 56rem), 1fr)); align-items: start; gap: 1rem; max-width: 150rem; margin: 0 auto; padding: clamp(.7rem, 1.6vw, 1.4rem); }
    main.stale { opacity: .55; filter: saturate(.35); }
    .empty { grid-column: 1 / -1; max-width: 34rem; margin: 12vh auto; text-align: center; color: var(--ink-soft); }
    .empty h2 { margin: 0 0 .4rem; color: var(--ink); font-size: 1.35em; }
    .said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  `;

  #feed = new StatusFeed();
  #rates = new Rates();
  #fresh = new Map();
  #lostTicks = 0;

  constructor() {
    super();
    this.status = null;
    this.connection = 'connecting';
    this.lostAt = 0;
    this.said = '';
    this.#feed.addEventListener('status', (event) => this.#heard(event.detail));
    this.#feed.addEventListener('connection', (event) => this.#connectionIs(event.detail));
  }

  connectedCallback() {
    super.connectedCallback();
    this.#feed.start();
  }

  disconnectedCallback() {
    this.#feed.stop();
    clearInterval(this.#lostTicks);
    super.disconnectedCallback();
  }

  #heard(status) {
    const changed = transitions(this.status, status);
    const now = performance.now();
    for (const [key, until] of this.#fresh) if (until < now) this.#fresh.delete(key);
    for (const { service, server, cell } of changed) this.#fresh.set(cellKey(service, server, cell), now + FRESH_MS);
    if (changed.length) this.said = changed.map(sentence).join(' ');
    this.#rates.add(status);
    this.status = status;
    document.title = titleOf(status);
  }

  #connectionIs(connection) {
    this.connection = connection;
    clearInterval(this.#lostTicks);
    if (connection === 'lost') {
      this.lostAt = Date.now();
      this.said = 'Connection to the appliance lost.';
      this.#lostTicks = setInterval(() => this.requestUpdate(), 1000);
    } else if (this.lostAt) {
      this.said = 'Connected again.';
    }
  }

  render() {
    return html`
      <header class="bar">
        <h1 class="brand"><img src="/assets/steelyard.svg" alt="">Steelyard</h1>
        ${this.status ? html`<span class="version">${this.status.version} · revision ${this.status.revision}</span>` : nothing}
        ${this.#counts()}
        <span class="live" data-is=${this.connection}>${{ live: 'Live', lost: 'Not connected', connecting: 'Connecting' }[this.connection]}</span>
      </header>
      ${this.connection === 'lost' ? this.#lostBanner() : nothing}
      <div class="said" role="status" aria-live="polite">${this.said}</div>
      ${this.#main()}`;
  }

  #counts() {
    const counts = new Map();
    for (const { state } of this.status?.virtualServices ?? []) counts.set(state, (counts.get(state) ?? 0) + 1);
    const present = WORST_FIRST.filter((state) => counts.has(state));
    return html`<ul class="counts" aria-label="Virtual services by state">${present.map(
      (state) => html`<li><b>${counts.get(state)}</b><state-mark state=${state}></state-mark></li>`)}</ul>`;
  }

  #lostBanner() {
    const since = span(Date.now() - this.lostAt);
    return html`<div class="lost"><p><b>No connection to the appliance for ${since}.</b>
      ${this.status ? 'What is below may no longer be so.' : ''} Trying again by itself.</p>
      <button type="button" @click=${() => this.#feed.retry()}>Try now</button></div>`;
  }

  #main() {
    if (!this.status) return html`<main aria-busy="true"><div class="empty"><h2>Asking the appliance …</h2></div></main>`;
    const { virtualServices, at } = this.status;
    if (!virtualServices.length) {
      return html`<main><div class="empty"><h2>No virtual services yet</h2>
        <p>Add one under <code>virtualServices</code> in the configuration file; it appears here as soon as it runs.</p></div></main>`;
    }
    return html`<main class=${this.connection === 'lost' ? 'stale' : ''}>${repeat(virtualServices, (service) => service.name,
      (service) => html`<service-card .service=${service} .rates=${this.#rates} .now=${Date.parse(at)} .fresh=${new Set(this.#fresh.keys())}></service-card>`)}</main>`;
  }
}

const sentence = ({ service, server, cell }) =>
  `${service.name}, ${server.name}${cell.host ? `, ${cell.host}` : ''}: ${stateWord(cell.state)}${cell.state === 'down' ? `, ${firstLine(cell.reason)}` : ''}.`;

function titleOf(status) {
  let down = 0;
  eachCell(status, (service, server, cell) => { if (cell.state === 'down') down++; });
  return down ? `▲ ${many(down, 'cell')} down – Steelyard` : 'Steelyard';
}

customElements.define('steelyard-page', SteelyardPage);
