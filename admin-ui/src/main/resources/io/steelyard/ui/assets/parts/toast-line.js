import { LitElement, css, html, nothing } from '../lit/index.js';
import { controls } from './styles.js';

const STAYS_MS = 8000;
const STAYS_WITH_UNDO_MS = 20000;

/**
 * Says in one line at the foot of the page what has just been done.
 *
 * @param undo takes it back; it may be asynchronous, and what it throws is said in place of the line
 * @param bad whether this is a failure
 */
export function toast(text, { undo, bad = false } = {}) {
  window.dispatchEvent(new CustomEvent('toast', { detail: { text, undo, bad } }));
}

/** Where that line appears; the page has one. It stays while the pointer or the focus is on it. */
export class ToastLine extends LitElement {
  static properties = { shown: { state: true }, busy: { state: true } };

  static styles = [controls, css`
    :host { position: fixed; inset: auto 0 0; z-index: 5; display: flex; justify-content: center; padding: 0 .8rem 1rem; pointer-events: none; }
    .line { display: flex; align-items: center; gap: .4rem .8rem; max-width: min(46rem, 100%); padding: .55rem .6rem .55rem 1rem; border-radius: 10px; background: var(--ink); color: var(--card); box-shadow: 0 6px 24px rgb(0 0 0 / 30%); pointer-events: auto; }
    .line.bad { background: var(--bad-strong); color: var(--on-bad); }
    .text { flex: 1 1 auto; overflow-wrap: anywhere; }
    button { min-height: 1.9rem; background: none; border-color: currentColor; color: inherit; }
    button:hover { background: color-mix(in srgb, currentColor 18%, transparent); border-color: currentColor; }
    button.shut { border-color: transparent; padding-inline: .5em; }
    :focus-visible { outline-color: currentColor; }
  `];

  #timer = 0;

  constructor() {
    super();
    this.shown = null;
    this.busy = false;
    this.hear = (event) => this.#show(event.detail);
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('toast', this.hear);
  }

  disconnectedCallback() {
    window.removeEventListener('toast', this.hear);
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  render() {
    return html`<div role="status" aria-live="polite">${this.shown ? html`
      <div class="line ${this.shown.bad ? 'bad' : ''}" id="toast" @pointerenter=${() => clearTimeout(this.#timer)} @pointerleave=${() => this.#leaveLater()}
          @focusin=${() => clearTimeout(this.#timer)} @focusout=${() => this.#leaveLater()}>
        <span class="text">${this.shown.text}</span>
        ${this.shown.undo ? html`<button type="button" id="toast-undo" ?disabled=${this.busy} @click=${() => this.#undo()}>Undo</button>` : nothing}
        <button type="button" class="shut" aria-label="Dismiss" @click=${() => { this.shown = null; }}>×</button>
      </div>` : nothing}</div>`;
  }

  #show(toasted) {
    this.shown = toasted;
    this.busy = false;
    this.#leaveLater();
  }

  #leaveLater() {
    clearTimeout(this.#timer);
    const shown = this.shown;
    if (!shown) return;
    this.#timer = setTimeout(() => { if (this.shown === shown && !this.busy) this.shown = null; }, shown.undo ? STAYS_WITH_UNDO_MS : STAYS_MS);
  }

  async #undo() {
    const { undo, text } = this.shown;
    this.busy = true;
    try {
      const said = await undo();
      this.#show({ text: typeof said === 'string' ? said : `Undone: ${text}` });
    } catch (problem) {
      this.#show({ text: `This could not be undone: ${problem.message}`, bad: true });
    }
  }
}

customElements.define('toast-line', ToastLine);
