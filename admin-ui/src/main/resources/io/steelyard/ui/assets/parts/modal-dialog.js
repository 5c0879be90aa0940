import { LitElement, css, html } from '../lit/index.js';
import { controls } from './styles.js';

/**
 * A dialog over the page: the browser's own, which keeps the focus inside and closes with Escape.
 *
 * `heading` is its title; the default slot its content; slot "actions" its buttons. `open` shows it. Fires "close" when
 * it was closed by whichever way; a dialog that is `busy` does not close.
 */
export class ModalDialog extends LitElement {
  static properties = {
    heading: {},
    open: { type: Boolean, reflect: true },
    busy: { type: Boolean },
    wide: { type: Boolean, reflect: true },
  };

  static styles = [controls, css`
    dialog { width: min(34rem, calc(100vw - 1.6rem)); max-height: calc(100dvh - 2rem); padding: 0; border: 1px solid var(--line-strong); border-radius: 12px; background: var(--card); color: var(--ink); box-shadow: 0 12px 40px rgb(0 0 0 / 28%); }
    :host([wide]) dialog { width: min(60rem, calc(100vw - 1.6rem)); }
    dialog::backdrop { background: rgb(8 12 20 / 48%); }
    dialog[open] { display: flex; flex-direction: column; }
    header { display: flex; align-items: center; gap: 1rem; padding: .9rem 1.2rem .3rem; }
    h2 { flex: 1; margin: 0; font-size: 1.2em; overflow-wrap: anywhere; }
    h2:focus { outline: none; }
    .body { padding: .4rem 1.2rem 1rem; overflow: auto; }
    footer { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: .5rem .7rem; padding: .8rem 1.2rem; border-top: 1px solid var(--line); background: var(--sunken); }
    .shut { min-height: 0; padding: .1em .45em; border-color: transparent; background: none; font-size: 1.25em; line-height: 1.2; color: var(--ink-soft); }
  `];

  constructor() {
    super();
    this.heading = '';
    this.open = false;
    this.busy = false;
    this.wide = false;
  }

  updated(changed) {
    if (!changed.has('open')) return;
    const dialog = this.renderRoot.querySelector('dialog');
    if (this.open && !dialog.open) dialog.showModal();
    if (!this.open && dialog.open) dialog.close();
  }

  render() {
    return html`<dialog aria-labelledby="title" @close=${this.#closed} @cancel=${(event) => this.busy && event.preventDefault()}>
      <header><h2 id="title" tabindex="-1" autofocus>${this.heading}</h2>
        <button class="shut" type="button" aria-label="Close" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('dialog').close()}>×</button></header>
      <div class="body"><slot></slot></div>
      <footer hidden><slot name="actions" @slotchange=${(event) => { event.target.parentElement.hidden = !event.target.assignedElements().length; }}></slot></footer>
    </dialog>`;
  }

  #closed() {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new CustomEvent('close'));
  }
}

customElements.define('modal-dialog', ModalDialog);
