import { LitElement, css, html, nothing } from '../lit/index.js';
import { get } from '../api.js';
import { controls } from '../parts/styles.js';
import { link } from '../router.js';
import { byteCount, many, moment, span } from '../words.js';
import '../parts/error-note.js';

const AGAIN_MS = 5000;

/** Version, age and health of the process. */
export class ProcessCard extends LitElement {
  static properties = { status: { attribute: false }, facts: { state: true }, problem: { state: true } };

  static styles = [controls, css`
    dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: .9rem 1.5rem; margin: 0 0 .9rem; }
    dt { color: var(--ink-faint); font-size: .92em; }
    dd { margin: 0; font-weight: 550; overflow-wrap: anywhere; }
    dd small { display: block; font-weight: 400; color: var(--ink-soft); font-size: .93em; }
    ul { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: 0; padding: 0; list-style: none; }
  `];

  #timer = 0;

  constructor() {
    super();
    this.facts = null;
    this.problem = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
    this.#timer = setInterval(() => { if (!document.hidden && !this.problem) this.#load(); }, AGAIN_MS);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    super.disconnectedCallback();
  }

  async #load() {
    try {
      this.facts = await get('/system');
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    const { status, facts } = this;
    const { heap, openFiles, dataPlane, java } = facts ?? {};
    const fact = (name, value, more) => (value === undefined || value === null ? nothing : html`<div><dt>${name}</dt><dd>${value}${more ? html`<small>${more}</small>` : nothing}</dd></div>`);
    return html`<section class="card" aria-labelledby="title"><h2 id="title">This appliance</h2>
      <dl>${fact('Version', facts?.version ?? status?.version)}
        ${fact('Configuration', `revision ${status?.revision}`, facts?.configurationFile)}
        ${fact('Running for', span(Date.parse(status?.at) - Date.parse(facts?.startedAt ?? status?.startedAt)), `since ${moment(facts?.startedAt ?? status?.startedAt)}`)}
        ${fact('Memory', heap && `${byteCount(heap.usedBytes)} of ${byteCount(heap.maxBytes)}`, heap && `${Math.round((heap.usedBytes / heap.maxBytes) * 100)} % in use`)}
        ${fact('Open files', openFiles?.open, openFiles?.allowed && `of ${openFiles.allowed} allowed`)}
        ${fact('Data plane', dataPlane && many(dataPlane.eventLoops, 'event loop'), dataPlane?.transport)}
        ${fact('Java', java?.version ?? (typeof java === 'string' ? java : undefined), java?.vendor)}
        ${fact('Machine', facts?.operatingSystem, facts?.processors && `${many(facts.processors, 'processor')}, ${facts.architecture}`)}</dl>
      <error-note .problem=${this.problem} heading="More than this cannot be shown"></error-note>
      <ul><li><a href=${link('journal')}>Journal</a></li><li><a href="/metrics">Metrics for Prometheus</a></li><li><a href="/api/v1/openapi.json">API description (OpenAPI)</a></li><li><a href="/api/v1/status">Status as JSON</a></li></ul></section>`;
  }
}

customElements.define('process-card', ProcessCard);
