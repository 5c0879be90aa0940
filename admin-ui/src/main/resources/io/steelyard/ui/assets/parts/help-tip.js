import { LitElement, css, html, nothing } from '../lit/index.js';
import { defaultWords, keyWords, settings } from '../settings.js';
import { controls } from './styles.js';

/**
 * A question mark that says what a setting does, when the pointer or the focus is on it: `setting` is its id, mostly its path,
 * such as "virtualServices[].port". Shows nothing for a setting that the appliance does not tell of.
 */
export class HelpTip extends LitElement {
  static properties = { setting: {}, told: { state: true }, open: { state: true } };

  static styles = [controls, css`
    :host { display: inline-block; position: relative; vertical-align: middle; font-weight: 400; }
    button { width: 1.25rem; height: 1.25rem; min-height: 0; padding: 0; border-radius: 50%; border-color: var(--field-line); background: none; color: var(--ink-soft); font-size: .8rem; font-weight: 650; }
    button:hover, button:focus-visible, button[aria-expanded="true"] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
    :focus-visible { border-radius: 50%; }
    .tip { position: fixed; z-index: 10; inset: auto; margin: 0; width: max-content; max-width: min(24rem, calc(100vw - 1.2rem)); padding: .65rem .85rem; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--card); color: var(--ink); font-size: .97rem; line-height: 1.45; text-align: left; white-space: normal; overflow-wrap: anywhere; box-shadow: 0 6px 22px rgb(0 0 0 / 22%); }
    .tip p { margin: 0; }
    dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem .6rem; margin: .45rem 0 0; font-size: .93em; }
    dt { color: var(--ink-faint); }
    dd { margin: 0; }
  `];

  constructor() {
    super();
    this.setting = '';
    this.told = null;
    this.open = false;
  }

  willUpdate(changed) {
    if (changed.has('setting')) this.#ask();
  }

  async #ask() {
    const path = this.setting;
    const known = await settings().catch(() => new Map());
    if (path === this.setting) this.told = known.get(path) ?? null;
  }

  updated(changed) {
    if (!changed.has('open')) return;
    const tip = this.renderRoot.querySelector('.tip');
    if (!tip) return;
    tip.togglePopover(this.open);
    if (this.open) this.#place(tip);
  }

  /** Below the mark, or above it where there is no room; never past the window's edge. */
  #place(tip) {
    const mark = this.renderRoot.querySelector('button').getBoundingClientRect();
    const box = tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(mark.left - 12, innerWidth - box.width - 8));
    const below = mark.bottom + 6;
    tip.style.left = `${left}px`;
    tip.style.top = `${below + box.height < innerHeight - 8 ? below : Math.max(8, mark.top - box.height - 6)}px`;
  }

  render() {
    const { told } = this;
    if (!told) return nothing;
    const fallback = defaultWords(told);
    return html`<button type="button" aria-label="Help on ${keyWords(told.key ?? this.setting)}" aria-expanded=${this.open} aria-describedby="tip"
        @click=${(event) => { event.preventDefault(); this.open = !this.open; }}
        @pointerenter=${(event) => { if (event.pointerType === 'mouse') this.open = true; }} @pointerleave=${(event) => { if (event.pointerType === 'mouse') this.open = false; }}
        @focus=${(event) => { if (event.target.matches(':focus-visible')) this.open = true; }} @blur=${() => { this.open = false; }}
        @keydown=${this.#escape}>?</button>
      <div class="tip" id="tip" role="tooltip" popover="manual"><p>${told.help}</p>
        <dl>${fallback ? html`<dt>Default</dt><dd>${fallback}</dd>` : nothing}
          ${told.allowed ? html`<dt>Allowed</dt><dd>${told.allowed}</dd>` : nothing}
          <dt>In the file</dt><dd><code>${told.path}</code></dd></dl></div>`;
  }

  #escape(event) {
    if (event.key !== 'Escape' || !this.open) return;
    event.stopPropagation();
    event.preventDefault();
    this.open = false;
  }
}

customElements.define('help-tip', HelpTip);
