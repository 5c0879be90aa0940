import { LitElement, css, html } from '../lit/index.js';
import { controls } from './styles.js';
import './error-note.js';
import './modal-dialog.js';

/**
 * A dialog that asks for something and sends it.
 *
 * `heading` is its title, `fields` what stands in its form, `go` the words on the button that sends, red where it is a
 * `danger`. `send` is given the form's values; what it throws is shown, and the dialog stays. Fires "close" when it was sent
 * or given up.
 */
export class FormDialog extends LitElement {
  static properties = {
    heading: {},
    go: {},
    danger: { type: Boolean },
    fields: { attribute: false },
    send: { attribute: false },
    refused: { state: true },
    busy: { state: true },
  };

  static styles = [controls, css`
    form { display: grid; gap: .9rem; }
    .field { display: grid; gap: .25rem; }
    small { color: var(--ink-faint); }
  `];

  render() {
    return html`<modal-dialog heading=${this.heading} open ?busy=${this.busy} @close=${() => this.#close()}>
      <form @submit=${(event) => this.#submit(event)}><error-note .problem=${this.refused}></error-note>${this.fields}
        <button class="unseen" tabindex="-1" aria-hidden="true">Go on</button></form>
      <button slot="actions" type="button" @click=${() => this.#close()}>Cancel</button>
      <button slot="actions" type="button" id="go" class="primary ${this.danger ? 'danger' : ''}" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('form').requestSubmit()}>${this.go}</button>
    </modal-dialog>`;
  }

  #close() {
    this.dispatchEvent(new CustomEvent('close'));
  }

  async #submit(event) {
    event.preventDefault();
    this.busy = true;
    try {
      await this.send(Object.fromEntries(new FormData(event.target)));
      this.#close();
    } catch (problem) {
      this.refused = problem;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('form-dialog', FormDialog);
