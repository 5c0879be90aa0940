import { LitElement, css, html, nothing } from '../lit/index.js';
import { controls } from './styles.js';

/**
 * What went wrong, in words. `problem` is a Problem or an Error; null shows nothing. `heading` says what was being done.
 * Problems of single settings are listed; `linked` gives the id of the field that a path belongs to, if there is one here.
 * With `retry` set there is a button, which fires "retry".
 */
export class ErrorNote extends LitElement {
  static properties = { problem: { attribute: false }, heading: {}, retry: { type: Boolean }, linked: { attribute: false } };

  static styles = [controls, css`
    :host { display: block; }
    .note { padding: .8rem 1rem; border: 1px solid var(--bad-line); border-left: 4px solid var(--bad-strong); border-radius: 8px; background: var(--bad-wash); color: var(--ink); overflow-wrap: anywhere; }
    .note.calm { border-color: var(--warn-line); border-left-color: var(--warn); background: var(--warn-wash); }
    b { display: block; }
    p { margin: .15rem 0 0; }
    ul { margin: .4rem 0 0; padding-left: 1.2rem; }
    li + li { margin-top: .25rem; }
    button { margin-top: .6rem; }
    button.path { margin: 0; min-height: 0; padding: 0; border: 0; background: none; color: var(--accent); font: .94em var(--mono); text-decoration: underline; }
  `];

  /** Without a problem it takes no place, not even a gap of its row. */
  willUpdate() {
    this.hidden = !this.problem;
  }

  render() {
    const { problem } = this;
    if (!problem) return nothing;
    const listed = problem.problems ?? [];
    return html`<div class="note ${problem.missing ? 'calm' : ''}" role="alert">
      <b>${this.heading || problem.title || 'That did not work'}</b>
      ${words(problem, listed)}
      ${listed.length ? html`<ul>${listed.map((one) => html`<li>${this.#place(one)}${one.message}</li>`)}</ul>` : nothing}
      ${this.retry ? html`<button type="button" class="small" @click=${() => this.dispatchEvent(new CustomEvent('retry'))}>Try again</button>` : nothing}
    </div>`;
  }

  #place({ path, line }) {
    const where = [path, line ? `line ${line}` : ''].filter(Boolean).join(', ');
    if (!where) return nothing;
    if (!path || !this.linked?.(path)) return html`<code>${where}</code>: `;
    return html`<button type="button" class="path" @click=${() => this.dispatchEvent(new CustomEvent('go', { detail: path }))}>${where}</button>: `;
  }
}

function words(problem, listed) {
  if (problem.more?.asked) {
    return html`<p>${problem.detail} Asked was <code>${problem.more.asked}</code>, which this appliance may not have yet.</p>`;
  }
  if (listed.length && listed.some((one) => one.message === problem.detail || problem.detail.includes(one.message))) return nothing;
  return html`<p>${problem.detail ?? problem.message}</p>`;
}

customElements.define('error-note', ErrorNote);
