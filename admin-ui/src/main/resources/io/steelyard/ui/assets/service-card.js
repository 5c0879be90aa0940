import { LitElement, css, html, nothing } from './lit/index.js';
import { byteRate, count, place } from './words.js';
import './cell-grid.js';
import './spark-line.js';
import './state-mark.js';

/** The states in which clients get no real server; where all are used although they are down, no rule keeps them out. */
const OUT = new Set(['down', 'sorry', 'redirect']);

/** One virtual service: how it is, what it does, and the grid of its cells. */
export class ServiceCard extends LitElement {
  static properties = {
    service: { attribute: false },
    rates: { attribute: false },
    now: { attribute: false },
    fresh: { attribute: false },
    state: { reflect: true },
  };

  static styles = css`
    :host { display: block; min-width: 0; background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); overflow: hidden; }
    :host([state="down"]) { border-color: var(--bad-strong); }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: .7rem 1.4rem; padding: .8rem 1.1rem; }
    .title { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .75rem; min-width: 0; flex: 1 1 16rem; }
    h2 { margin: 0; font-size: 1.18em; font-weight: 650; line-height: 1.3; overflow-wrap: anywhere; letter-spacing: -.01em; }
    .where { color: var(--ink-soft); }
    .where b { font: 500 .95em var(--mono); color: var(--ink); }
    dl { display: flex; align-items: center; gap: 1.4rem; margin: 0; }
    dl > div { text-align: right; min-width: 3.4em; }
    dt { font-size: .82em; color: var(--ink-faint); white-space: nowrap; }
    dd { margin: 0; font-size: 1.12em; font-weight: 600; line-height: 1.25; white-space: nowrap; }
    .bad { color: var(--bad); }
    .closed { margin: 0; padding: .4rem 1.1rem; color: var(--bad); background: var(--bad-wash); border-top: 1px solid var(--bad-line); }
    spark-line { width: 120px; height: 30px; }
    @media (max-width: 700px) {
      header { padding: .75rem .9rem; }
      dl { width: 100%; justify-content: space-between; gap: .6rem; }
      dl > div { text-align: left; min-width: 0; }
      spark-line { display: none; }
    }
  `;

  willUpdate() {
    this.state = this.service.state;
  }

  render() {
    const { service } = this;
    const rate = this.rates.of(service);
    return html`<article aria-labelledby="name">
      <header>
        <div class="title">
          <state-mark pill state=${service.state}></state-mark>
          <h2 id="name">${service.name}</h2>
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
      ${service.whyClosed && OUT.has(service.state) ? html`<p class="closed">No real server is used: ${service.whyClosed}.</p>` : nothing}
      <cell-grid .service=${service} .rates=${this.rates} .now=${this.now} .fresh=${this.fresh}></cell-grid>
    </article>`;
  }
}

customElements.define('service-card', ServiceCard);
