import { LitElement, css, html, nothing } from '../lit/index.js';
import { get, withQuery } from '../api.js';
import { controls, viewLayout } from '../parts/styles.js';
import { link } from '../router.js';
import { byteRate, count, millis } from '../words.js';
import '../parts/error-note.js';
import '../statistics/line-chart.js';

const RANGES = [['hour', 'Last hour'], ['day', 'Last day']];
const READ_AGAIN_MS = { hour: 10_000, day: 60_000 };

const perSecond = (value) => `${count(value)}/s`;

/** What each chart shows, by the names of the API's series. */
const CHARTS = [
  { heading: 'Requests', words: perSecond, lines: [{ series: 'requests', name: 'Requests' }] },
  { heading: 'Response time', words: millis, lines: [
    { series: 'p50', name: 'Half within (p50)', gaps: true }, { series: 'p99', name: '99 % within (p99)', gaps: true, highest: true }] },
  { heading: 'Errors', words: perSecond, lines: [{ series: 'errors', name: 'Server errors', bad: true }] },
  { heading: 'Bytes', words: byteRate, lines: [{ series: 'bytesOut', name: 'To clients' }, { series: 'bytesIn', name: 'From clients' }] },
  { heading: 'Connections', words: count, lines: [{ series: 'connections', name: 'Open', highest: true }] },
];

/** Charts of the last hour or day: of everything, of a virtual service, or of one of its real servers. */
export class StatisticsView extends LitElement {
  static properties = {
    status: { attribute: false },
    path: { attribute: false },
    told: { state: true },
    problem: { state: true },
    cursor: { state: true },
  };

  static styles = [controls, viewLayout, css`
    :host { max-width: 120rem; }
    .choice { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .7rem; }
    .choice select { width: auto; max-width: 18rem; }
    .ranges { display: inline-flex; }
    .ranges button { border-radius: 0 7px 7px 0; }
    .ranges button:first-child { border-radius: 7px 0 0 7px; margin-right: -1px; }
    .ranges button[aria-pressed="true"] { position: relative; background: var(--accent-wash); border-color: var(--accent); color: var(--accent); }
    .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 32rem), 1fr)); align-items: start; gap: 1rem; }
    error-note { max-width: 46rem; margin-bottom: 1rem; }
  `];

  #readAt = 0;
  #asked = '';

  constructor() {
    super();
    this.told = null;
    this.problem = null;
    this.cursor = null;
  }

  /** What is chosen stands in the address, so that it can be kept and sent. */
  get chosen() {
    const { range = 'hour', service = '', server = '' } = this.path?.query ?? {};
    return { range: READ_AGAIN_MS[range] ? range : 'hour', service, server };
  }

  willUpdate() {
    const { range, service, server } = this.chosen;
    const path = withQuery('/statistics', { range, virtualService: service, realServer: server });
    const due = performance.now() - this.#readAt >= READ_AGAIN_MS[range];
    if (path === this.#asked && (!due || document.hidden || this.cursor !== null)) return;
    if (path !== this.#asked) this.told = null;
    this.#asked = path;
    this.#read(path);
  }

  async #read(path) {
    this.#readAt = performance.now();
    try {
      const told = await get(path);
      if (path !== this.#asked) return;
      this.told = told;
      this.problem = null;
    } catch (problem) {
      if (path === this.#asked) this.problem = problem;
    }
  }

  render() {
    const { told, problem } = this;
    return html`<div class="heading"><h1 tabindex="-1">Statistics</h1>${this.#choice()}</div>
      ${problem ? html`<error-note .problem=${problem} heading="There are no statistics to show" retry @retry=${() => this.#read(this.#asked)}></error-note>` : nothing}
      ${told ? html`<div class="charts">${CHARTS.map((chart) => this.#chart(chart))}</div>`
        : problem ? nothing : html`<p class="soft" role="status">Asking the appliance …</p>`}`;
  }

  #choice() {
    const { range, service, server } = this.chosen;
    const { virtualServices } = this.status;
    const servers = virtualServices.find((one) => one.name === service)?.realServers ?? [];
    return html`<div class="choice">
      <select id="of-service" aria-label="Virtual service" @change=${(event) => this.#choose({ service: event.target.value, server: '' })}>
        <option value="" ?selected=${!service}>All virtual services</option>
        ${virtualServices.map((one) => html`<option value=${one.name} ?selected=${one.name === service}>${one.name}</option>`)}</select>
      ${service ? html`<select id="of-server" aria-label="Real server" @change=${(event) => this.#choose({ server: event.target.value })}>
        <option value="" ?selected=${!server}>All its real servers</option>
        ${servers.map((one) => html`<option value=${one.name} ?selected=${one.name === server}>${one.name}</option>`)}</select>` : nothing}
      <span class="ranges" role="group" aria-label="Range">${RANGES.map(([name, words]) => html`<button type="button" id="range-${name}" aria-pressed=${range === name}
        @click=${() => this.#choose({ range: name })}>${words}</button>`)}</span></div>`;
  }

  #choose(change) {
    const query = Object.fromEntries(Object.entries({ ...this.chosen, ...change }).filter(([key, value]) => value && !(key === 'range' && value === 'hour')));
    history.replaceState(null, '', Object.keys(query).length ? link('statistics', query) : link('statistics'));
    this.path = { ...this.path, query };
  }

  /** How many steps are told: the last one, as long as it has nothing at all, is still under way. */
  #told(series) {
    const all = Object.values(series);
    const { length } = all[0] ?? [];
    return all.every((values) => !values[length - 1]) ? length - 1 : length;
  }

  #chart({ heading, words, lines }) {
    const { series, from, step } = this.told;
    const known = lines.filter((line) => series[line.series]).map((line) => ({
      ...line, values: series[line.series].slice(0, this.#told(series)).map((value) => (value === null || (line.gaps && value === 0) ? null : value)) }));
    if (!known.length) return nothing;
    return html`<section class="card" aria-label=${heading}><line-chart heading=${heading} .lines=${known} .words=${words} .from=${Date.parse(from)} .step=${step}
      .cursor=${this.cursor} @cursor=${(event) => { this.cursor = event.detail; }}></line-chart></section>`;
  }
}

customElements.define('statistics-view', StatisticsView);
