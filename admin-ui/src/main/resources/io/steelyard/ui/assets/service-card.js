import { LitElement, css, html, nothing } from './lit/index.js';
import { controls } from './parts/styles.js';
import { link } from './router.js';
import { cellCounts, troubles, whyClosed } from './troubles.js';
import { byteRate, count, many, place, span } from './words.js';
import './cell-grid.js';
import './spark-line.js';
import './state-mark.js';

const LINES = 4;

/**
 * One virtual service in the overview: how it is, what it does, what is wrong, and its grid of cells folded behind.
 * Fires "fold" when the grid was folded or unfolded.
 */
export class ServiceCard extends LitElement {
  static properties = {
    service: { attribute: false },
    rates: { attribute: false },
    now: { attribute: false },
    fresh: { attribute: false },
    open: { type: Boolean },
    state: { reflect: true },
  };

  static styles = [controls, css`
    :host { display: block; min-width: 0; background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); overflow: hidden; }
    :host([state="down"]) { border-color: var(--bad-strong); }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem 1.4rem; padding: .7rem 1.1rem; }
    .title { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .75rem; min-width: 0; flex: 1 1 16rem; }
    h2 { margin: 0; font-size: 1.18em; font-weight: 650; line-height: 1.3; overflow-wrap: anywhere; letter-spacing: -.01em; }
    h2 a { color: inherit; text-decoration-color: transparent; }
    h2 a:hover { color: var(--accent); text-decoration-color: currentColor; }
    .where { color: var(--ink-soft); }
    .where b { font: 500 .95em var(--mono); color: var(--ink); }
    dl { display: flex; align-items: center; gap: 1.4rem; margin: 0; }
    dl > div { text-align: right; min-width: 3.4em; }
    dt { font-size: .82em; color: var(--ink-faint); white-space: nowrap; }
    dd { margin: 0; font-size: 1.12em; font-weight: 600; line-height: 1.25; white-space: nowrap; }
    .closed { margin: 0; max-width: none; padding: .4rem 1.1rem; color: var(--bad); background: var(--bad-wash); border-top: 1px solid var(--bad-line); }
    .troubles { list-style: none; margin: 0; padding: 0; }
    .troubles li { display: flex; flex-wrap: wrap; gap: .1rem .8rem; padding: .4rem 1.1rem; background: var(--bad-wash); border-top: 1px solid var(--bad-line); box-shadow: inset 3px 0 var(--bad-strong); }
    .troubles li.warns { background: var(--warn-wash); border-color: var(--warn-line); box-shadow: inset 3px 0 var(--warn); }
    .troubles .whose { font: 600 .94em/1.5 var(--mono); overflow-wrap: anywhere; }
    .troubles .why { flex: 1 1 20rem; overflow-wrap: anywhere; }
    .troubles .ago { color: var(--bad); font-size: .9em; white-space: nowrap; }
    details { border-top: 1px solid var(--line); }
    summary { padding: .35rem 1.1rem; color: var(--ink-soft); font-size: .95em; cursor: pointer; }
    summary:hover { background: var(--sunken); color: var(--ink); }
    summary:focus-visible { outline-offset: -2px; }
    spark-line { width: 120px; height: 30px; }
    @media (max-width: 700px) {
      header, .troubles li, summary, .closed { padding-inline: .9rem; }
      dl { width: 100%; justify-content: space-between; gap: .6rem; }
      dl > div { text-align: left; min-width: 0; }
      spark-line { width: 100%; order: 3; }
    }
  `];

  willUpdate() {
    this.state = this.service.state;
    this.id = `service-${this.service.name}`;
  }

  render() {
    const { service } = this;
    const rate = this.rates.of(service);
    const closed = whyClosed(service);
    return html`<article aria-labelledby="name">
      <header>
        <div class="title">
          <state-mark pill state=${service.state}></state-mark>
          <h2 id="name"><a href=${link('services', service.name)}>${service.name}</a></h2>
          <span class="where"><b>${place(service.address, service.port)}</b> · ${service.type.toUpperCase()} · ${service.scheduling.replaceAll('-', ' ')}</span>
        </div>
        <spark-line .points=${this.rates.history(service)}></spark-line>
        <dl>
          <div><dt>Requests/s</dt><dd>${rate ? count(rate.requests) : '–'}</dd></div>
          <div><dt>Errors/s</dt><dd class=${rate?.responses5xx ? 'bad' : ''}>${rate ? count(rate.responses5xx) : '–'}</dd></div>
          <div><dt>Traffic</dt><dd>${rate ? byteRate(rate.requestBytes + rate.responseBytes) : '–'}</dd></div>
          ${service.clientConnections === undefined ? nothing : html`<div><dt>Clients</dt><dd>${count(service.clientConnections)}</dd></div>`}
        </dl>
      </header>
      ${closed ? html`<p class="closed">No real server is used: ${closed}.</p>` : nothing}
      ${this.#troubles()}
      ${this.#grid()}
    </article>`;
  }

  #troubles() {
    const found = troubles(this.service);
    if (!found.length) return nothing;
    const rest = found.slice(LINES).reduce((sum, one) => sum + one.cells.length, 0);
    return html`<ul class="troubles" aria-label="What is wrong at ${this.service.name}">${found.slice(0, LINES).map((one) => html`<li class=${one.down ? '' : 'warns'}>
        <span class="whose">${whose(one.cells)}</span><span class="why">${one.reason}</span>
        ${one.down ? html`<span class="ago">for ${span(this.now - Date.parse(one.since))}</span>` : nothing}</li>`)}
      ${rest ? html`<li><span class="why">and ${many(rest, 'cell')} more</span></li>` : nothing}</ul>`;
  }

  #grid() {
    const { service } = this;
    const { all, up } = cellCounts(service);
    return html`<details ?open=${this.open} @toggle=${this.#folded}>
      <summary>${many(service.realServers.length, 'real server')}${all ? `, ${up} of ${many(all, 'cell')} up` : ', nothing is probed'}</summary>
      ${this.open ? html`<cell-grid .service=${service} .now=${this.now} .fresh=${this.fresh} @cell=${this.#show}></cell-grid>` : nothing}
    </details>`;
  }

  #folded(event) {
    if (event.target.open === Boolean(this.open)) return;
    this.open = event.target.open;
    this.dispatchEvent(new CustomEvent('fold'));
  }

  #show({ detail: { server, host, check } }) {
    location.hash = link('services', this.service.name, { server, host: host ?? '-', check });
  }
}

/** Whose reason it is: "192.0.2.21:80, www.surveyor.lab", or how many they are. */
function whose(cells) {
  const [{ server, host }] = cells;
  if (cells.length === 1) return [server, host].filter(Boolean).join(', ');
  const servers = new Set(cells.map((cell) => cell.server));
  const hosts = new Set(cells.map((cell) => cell.host));
  if (servers.size === 1) return `${server}, ${many(hosts.size, 'host name')}`;
  return `${many(servers.size, 'real server')}${hosts.size === 1 && host ? `, ${host}` : ''}`;
}

customElements.define('service-card', ServiceCard);
