import { LitElement, css, html, nothing } from '../lit/index.js';
import { controls } from '../parts/styles.js';

/**
 * A place to type or paste a list into. `read` takes the text and gives `{found: [...], refused: [{piece, why}]}`. When the
 * field is left, or at once after pasting, what was found is handed on with "found", and what was not understood stays.
 */
export class PasteList extends LitElement {
  static properties = {
    label: {},
    placeholder: {},
    button: {},
    read: { attribute: false },
    refused: { state: true },
  };

  static shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static styles = [controls, css`
    :host { display: block; }
    label { display: block; margin-bottom: .25rem; }
    .both { display: flex; flex-wrap: wrap; align-items: flex-start; gap: .6rem; }
    textarea { flex: 1 1 16rem; min-height: 4.6em; font-family: var(--mono); font-size: .95em; }
    p { margin: .3rem 0 0; color: var(--bad); overflow-wrap: anywhere; }
  `];

  constructor() {
    super();
    this.refused = [];
  }

  render() {
    return html`<label for="list">${this.label}</label>
      <div class="both"><textarea id="list" rows="3" spellcheck="false" autocapitalize="off" placeholder=${this.placeholder}
        aria-invalid=${this.refused.length ? 'true' : nothing} aria-describedby="refused"
        @change=${() => this.#take()} @paste=${() => setTimeout(() => this.#take())}></textarea>
        <button type="button" id="add" @click=${() => this.#take()}>${this.button}</button></div>
      <div id="refused" role="status">${this.refused.map(({ piece, why }) => html`<p>“${piece}”: ${why}.</p>`)}</div>`;
  }

  /** Takes what stands in the field now; whether nothing is left in it. */
  take() {
    this.#take();
    return !this.refused.length;
  }

  #take() {
    const field = this.renderRoot.querySelector('textarea');
    const { found, refused } = this.read(field.value);
    this.refused = refused;
    field.value = refused.map(({ piece }) => piece).join('\n');
    if (found.length) this.dispatchEvent(new CustomEvent('found', { detail: found }));
  }
}

customElements.define('paste-list', PasteList);
