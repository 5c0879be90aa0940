import { LitElement, css, html, nothing } from '../lit/index.js';
import { change, get, step } from '../api.js';
import { controls } from '../parts/styles.js';
import { may } from '../session.js';
import { many, moment, sentence } from '../words.js';
import '../parts/error-note.js';
import { checkToTry, written } from './fix.js';
import './fix-dialog.js';
import './trial-results.js';

const MOST_PROBES = 12;

/** What is wrong with some cells, in words and with evidence; what to do about it, tried first and applied in place. */
export class DiagnosisCard extends LitElement {
  static properties = {
    diagnosis: { attribute: false },
    session: { attribute: false },
    trials: { state: true },
    problem: { state: true },
    trying: { state: true },
    applying: { state: true },
  };

  static styles = [controls, css`
    :host { display: block; }
    .diagnosis { padding: .9rem 1.1rem; border: 1px solid var(--bad-line); border-left: 4px solid var(--bad-strong); border-radius: 8px; background: var(--card); overflow-wrap: anywhere; }
    .sentence { font-size: 1.07em; font-weight: 600; margin-bottom: .5rem; }
    .fix { margin-bottom: .5rem; }
    ul.edits { margin: 0 0 .7rem; padding: 0; list-style: none; font: .93em/1.5 var(--mono); }
    ul.edits li { padding: .05rem 0; }
    ul.edits b { color: var(--ink-soft); font-weight: 500; }
    details { margin-top: .6rem; }
    summary { cursor: pointer; color: var(--ink-soft); }
    summary:hover { color: var(--ink); }
    .quote { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .6rem; margin: .4rem 0 .8rem; }
    .quote p { grid-column: 1 / -1; margin: 0; font-size: .95em; max-width: none; }
    pre { margin: 0; padding: .45rem .65rem; max-height: 14rem; overflow: auto; border: 1px solid var(--line); border-radius: 7px; background: var(--sunken); font: .88em/1.45 var(--mono); white-space: pre-wrap; }
    trial-results, error-note { margin-top: .7rem; }
    @media (max-width: 640px) { .quote { grid-template-columns: minmax(0, 1fr); } }
  `];

  constructor() {
    super();
    this.trials = null;
    this.problem = null;
    this.trying = false;
    this.applying = false;
  }

  render() {
    const { diagnosis, session } = this;
    const { edits, words } = diagnosis.fix;
    const proof = diagnosis.proof.filter((trial) => trial.tried);
    return html`<div class="diagnosis" role="group" aria-label="Diagnosis" data-kind=${diagnosis.kind}>
      <p class="sentence">${sentence(diagnosis.sentence)}</p>
      <p class="fix"><b>Fix:</b> ${sentence(words)}</p>
      ${edits.length ? html`<ul class="edits" aria-label="Settings that the fix changes">${edits.map(({ path, value }) => html`<li><b>${path}:</b> ${value === null ? 'left out' : written(value)}</li>`)}</ul>` : nothing}
      <div class="row">
        ${may(session, 'operator') ? html`<button type="button" class="try" ?disabled=${this.trying} @click=${() => this.#try()}>${this.trying ? 'Trying …' : edits.length ? 'Try it first' : 'Try again now'}</button>` : nothing}
        ${edits.length && may(session, 'administrator') ? html`<button type="button" class="primary apply" @click=${() => { this.applying = true; }}>Apply this fix …</button>` : nothing}
        ${edits.length ? nothing : html`<span class="soft">The real server is what has to change; nothing here can do that.</span>`}
      </div>
      <error-note .problem=${this.problem} heading="It could not be tried"></error-note>
      <trial-results .trials=${this.trials}></trial-results>
      ${proof.length && !this.trials ? html`<details class="proof"><summary>Steelyard has tried ${many(proof.length, 'way')} already: ${proof.filter((trial) => trial.verdict.up).length} came out up</summary>
        <trial-results .trials=${proof}></trial-results></details>` : nothing}
      <details class="evidence"><summary>Evidence from ${many(diagnosis.cells.length, 'cell')}</summary>${diagnosis.evidence.map(quote)}</details>
      ${this.applying ? html`<fix-dialog .diagnosis=${diagnosis} @close=${() => { this.applying = false; }}></fix-dialog>` : nothing}
    </div>`;
  }

  async #try() {
    const { diagnosis } = this;
    this.trying = true;
    this.problem = null;
    try {
      this.trials = diagnosis.fix.edits.length ? await this.#tried(diagnosis) : await probed(diagnosis);
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.trying = false;
    }
  }

  async #tried(diagnosis) {
    const check = checkToTry(diagnosis, await this.#configuration());
    if (!check) throw new Error('This appliance does not tell its configuration yet, so there is no check to try.');
    const { trials } = await change('POST', '/health-checks/try', { virtualService: diagnosis.virtualService, check });
    return trials;
  }

  /** Null where the appliance does not tell. */
  async #configuration() {
    try {
      return await get(`/virtual-services/${step(this.diagnosis.virtualService)}`);
    } catch (problem) {
      if (problem.missing) return null;
      throw problem;
    }
  }
}

/** Where only the real servers can change, the health check as it is asks them again. */
function probed({ virtualService, check, cells }) {
  return Promise.all(cells.slice(0, MOST_PROBES).map(async ({ realServer, host }) => {
    const cell = `/virtual-services/${step(virtualService)}/cells/${step(realServer)}/${step(host ?? '-')}`;
    const { probe } = await change('POST', `${cell}/probe?check=${check}`);
    return { realServer, host, tried: true, verdict: probe };
  }));
}

const quote = (evidence) => html`<div class="quote"><p><code>${evidence.realServer}</code>${evidence.host ? html`, ${evidence.host}` : nothing}, ${moment(evidence.at)}: ${evidence.verdict}</p>
  <pre tabindex="0" aria-label="Sent to ${evidence.realServer}">${evidence.sent || 'Nothing was sent'}</pre><pre tabindex="0" aria-label="Received from ${evidence.realServer}">${evidence.received || 'Nothing was received'}</pre></div>`;

customElements.define('diagnosis-card', DiagnosisCard);
