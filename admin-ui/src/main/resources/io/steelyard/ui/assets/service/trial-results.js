import { LitElement, css, html, nothing } from '../lit/index.js';
import { controls, tables } from '../parts/styles.js';
import { many } from '../words.js';
import '../state-mark.js';
import './probe-transcript.js';

/**
 * How trials of a health check went that is not saved, and what would change: `trials` as the API gives them. Without
 * `now` in them they are a proof that was made earlier.
 */
export class TrialResults extends LitElement {
  static properties = { trials: { attribute: false }, opened: { state: true } };

  static styles = [controls, tables, css`
    :host { display: block; }
    .name { font-family: var(--mono); font-size: .94em; }
    .arrow { color: var(--ink-faint); margin: 0 .3em; }
    .told td { border-top: 0; padding-bottom: .9rem; }
    .reason { overflow-wrap: anywhere; }
  `];

  constructor() {
    super();
    this.opened = null;
  }

  render() {
    const tried = (this.trials ?? []).filter((trial) => trial.tried);
    if (!tried.length) return nothing;
    const compared = tried.some((trial) => 'now' in trial);
    return html`<p role="status"><b>${summary(tried, compared)}</b></p>
      <div class="scroll"><table><caption class="unseen">Trials</caption>
        <thead><tr><th scope="col">Real server</th><th scope="col">Host name</th><th scope="col">${compared ? 'Now, and then' : 'Answer'}</th><th scope="col">Reason</th><th scope="col"><span class="unseen">Bytes</span></th></tr></thead>
        <tbody>${tried.map((trial, i) => this.#row(trial, i))}</tbody></table></div>`;
  }

  #row(trial, i) {
    const open = this.opened === i;
    const state = trial.verdict.up ? 'up' : 'down';
    return html`<tr><th scope="row" class="name">${trial.realServer}</th><td data-head="Host name">${trial.host ?? 'none'}</td>
        <td>${trial.now && trial.now !== state ? html`<state-mark state=${trial.now}></state-mark><span class="arrow" aria-label="would become">→</span>` : nothing}<state-mark state=${state}></state-mark></td>
        <td class="reason">${trial.verdict.reason}</td>
        <td class="actions"><button type="button" class="plain small" aria-expanded=${open} aria-label="Bytes of ${trial.realServer}, ${trial.host ?? 'no host name'}"
          @click=${() => { this.opened = open ? null : i; }}>${open ? 'Hide bytes' : 'Bytes'}</button></td></tr>
      ${open ? html`<tr class="told"><td colspan="5"><probe-transcript .verdict=${trial.verdict}></probe-transcript></td></tr>` : nothing}`;
  }
}

function summary(tried, compared) {
  const up = tried.filter((trial) => trial.verdict.up).length;
  if (tried.length === 1 && !compared) return up ? 'It came out up.' : 'It is still down.';
  const outcome = up === tried.length ? `All ${many(tried.length, 'trial')} came out up` : `${up} of ${many(tried.length, 'trial')} came out up`;
  if (!compared) return `${outcome}.`;
  const changes = tried.filter((trial) => trial.changes).length;
  return `${outcome}. ${changes ? `${many(changes, 'cell')} would change.` : 'Nothing would change.'}`;
}

customElements.define('trial-results', TrialResults);
