import { LitElement, css, html, nothing } from '../lit/index.js';
import { find } from '../search.js';
import { settings } from '../settings.js';
import { controls } from './styles.js';
import '../state-mark.js';

/** The search in the bar: findings below it as one types, to be chosen with the arrows and Enter. "/" jumps into it. */
export class SearchBox extends LitElement {
  static properties = { status: { attribute: false }, text: { state: true }, known: { state: true }, at: { state: true }, open: { state: true } };

  static styles = [controls, css`
    :host { position: relative; display: block; }
    input { min-height: 2rem; padding-right: 2.2rem; }
    kbd { position: absolute; right: .6rem; top: .38rem; padding: 0 .4em; border: 1px solid var(--line-strong); border-radius: 4px; color: var(--ink-faint); font: .85em var(--mono); pointer-events: none; }
    input:focus + kbd { display: none; }
    [role="listbox"] { position: absolute; z-index: 4; top: calc(100% + .3rem); right: 0; width: max(100%, min(28rem, calc(100vw - 1.6rem))); max-height: min(30rem, 70vh); overflow: auto; margin: 0; padding: .3rem; border: 1px solid var(--line-strong); border-radius: 10px; background: var(--card); box-shadow: 0 10px 30px rgb(0 0 0 / 22%); }
    [role="option"] { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .8rem; padding: .4rem .6rem; border-radius: 7px; cursor: pointer; }
    [aria-selected="true"] { background: var(--accent-wash); }
    .title { font-weight: 600; overflow-wrap: anywhere; }
    .kind { color: var(--ink-faint); font-size: .9em; white-space: nowrap; }
    .note { grid-column: 1 / -1; color: var(--ink-soft); font-size: .93em; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
    .none { padding: .5rem .6rem; color: var(--ink-soft); }
    @media (max-width: 620px) { [role="listbox"] { left: 0; right: auto; width: 100%; } }
  `];

  constructor() {
    super();
    this.text = '';
    this.known = new Map();
    this.at = 0;
    this.open = false;
    this.jump = (event) => this.#jump(event);
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('keydown', this.jump);
  }

  disconnectedCallback() {
    window.removeEventListener('keydown', this.jump);
    super.disconnectedCallback();
  }

  render() {
    const findings = this.#findings();
    const shown = this.open && this.text.trim() !== '';
    return html`<div role="search"><input id="search" type="text" role="combobox" aria-label="Search" placeholder="Search" autocomplete="off" spellcheck="false"
        aria-expanded=${shown} aria-controls="found" aria-autocomplete="list" aria-activedescendant=${shown && findings.length ? `found-${this.at}` : nothing}
        .value=${this.text} @input=${this.#typed} @keydown=${this.#key} @focus=${this.#focused} @blur=${() => { this.open = false; }}><kbd aria-hidden="true">/</kbd></div>
      <span class="unseen" role="status">${shown ? `${findings.length || 'Nothing'} found` : ''}</span>
      <div role="listbox" id="found" aria-label="Found" ?hidden=${!shown} @pointerdown=${(event) => event.preventDefault()}>${findings.map((one, i) => html`
        <div role="option" id="found-${i}" aria-selected=${i === this.at} @pointermove=${() => { this.at = i; }} @click=${() => this.#go(one)}>
          <span class="title">${one.title}</span><span class="kind">${one.kind}</span>
          ${one.note ? html`<span class="note">${one.note}</span>` : nothing}</div>`)}
        ${findings.length ? nothing : html`<div class="none" role="option" aria-selected="false" aria-disabled="true">Nothing is called that here.</div>`}</div>`;
  }

  #findings() {
    return this.open ? find(this.text, this.status, this.known) : [];
  }

  async #focused() {
    this.open = true;
    this.known = await settings().catch(() => new Map());
  }

  #typed(event) {
    this.text = event.target.value;
    this.at = 0;
    this.open = true;
  }

  #key(event) {
    const findings = this.#findings();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.open = true;
      const by = event.key === 'ArrowDown' ? 1 : -1;
      if (findings.length) this.at = (this.at + by + findings.length) % findings.length;
      this.updateComplete.then(() => this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter' && findings[this.at]) {
      event.preventDefault();
      this.#go(findings[this.at]);
    } else if (event.key === 'Escape') {
      if (this.open && this.text) event.preventDefault();
      this.text = '';
      this.open = false;
    }
  }

  #go({ to }) {
    this.text = '';
    this.open = false;
    this.renderRoot.querySelector('input').blur();
    location.hash = to;
  }

  #jump(event) {
    const [target] = event.composedPath();
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /^(input|textarea|select)$/i.test(target.localName) || target.isContentEditable) return;
    event.preventDefault();
    this.renderRoot.querySelector('input').focus();
  }
}

customElements.define('search-box', SearchBox);
