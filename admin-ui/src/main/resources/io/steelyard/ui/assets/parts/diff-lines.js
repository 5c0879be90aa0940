import { LitElement, css, html } from '../lit/index.js';
import { controls } from './styles.js';

const KINDS = { '+': ['add', 'added'], '-': ['take', 'removed'], '@': ['place', ''] };

/** A unified diff, a line for each line: what is added and removed is marked by sign and word, not by colour alone. */
export class DiffLines extends LitElement {
  static properties = { unified: {} };

  static styles = [controls, css`
    :host { display: block; }
    ol { max-height: min(32rem, 60vh); margin: 0; padding: .5rem 0; overflow: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--sunken); font: .93em/1.5 var(--mono); list-style: none; }
    li { display: grid; grid-template-columns: 1.6rem minmax(0, 1fr); padding: 0 .8rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
    .sign { text-align: center; user-select: none; font-weight: 700; }
    .add { background: var(--good-wash); color: var(--good); }
    .take { background: var(--bad-wash); color: var(--bad); }
    .place { color: var(--ink-faint); padding-top: .3rem; }
  `];

  render() {
    const lines = (this.unified ?? '').split('\n').filter((line, i, all) => line || i < all.length - 1).filter((line) => !/^(---|\+\+\+) /.test(line));
    if (!lines.length) return html`<p class="soft" id="diff">There is no difference.</p>`;
    return html`<ol id="diff" tabindex="0" aria-label="Differences">${lines.map((line) => {
      const [kind, word] = KINDS[line[0]] ?? ['', ''];
      return html`<li class=${kind}><span class="sign" aria-hidden="true">${kind === 'place' ? '…' : line[0]}</span><span>${word ? html`<span class="unseen">${word}: </span>` : ''}${kind === 'place' ? placeWords(line) : line.slice(1)}</span></li>`;
    })}</ol>`;
  }
}

/** "@@ -4,7 +4,8 @@" says where: from which line on. */
const placeWords = (line) => `from line ${/\+(\d+)/.exec(line)?.[1] ?? '?'}`;

customElements.define('diff-lines', DiffLines);
