import { LitElement, css, html } from '../lit/index.js';
import { controls } from './styles.js';

/** Where there is nothing yet: a heading, what to do about it (default slot), and the button that does it (slot "action"). */
export class EmptyNote extends LitElement {
  static properties = { heading: {} };

  static styles = [controls, css`
    :host { display: block; }
    .note { max-width: 34rem; margin: clamp(1.5rem, 9vh, 7rem) auto; padding: 0 1rem; text-align: center; color: var(--ink-soft); }
    h2 { color: var(--ink); font-size: 1.35em; }
    p { margin-inline: auto; }
    .action { margin-top: 1.2rem; }
  `];

  render() {
    return html`<div class="note"><h2>${this.heading}</h2><p><slot></slot></p><div class="action"><slot name="action"></slot></div></div>`;
  }
}

customElements.define('empty-note', EmptyNote);
