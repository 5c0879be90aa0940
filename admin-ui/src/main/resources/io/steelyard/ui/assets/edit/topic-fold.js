import { LitElement, css, html, nothing } from '../lit/index.js';
import { controls } from '../parts/styles.js';
import { keyWords } from '../settings.js';
import { at } from './draft.js';
import './setting-field.js';

/** One topic of advanced settings, folded; says how many of them are not at their defaults. */
export class TopicFold extends LitElement {
  static properties = {
    topic: { attribute: false },
    draft: { attribute: false },
    problems: { attribute: false },
    open: { type: Boolean, reflect: true },
  };

  static styles = [controls, css`
    :host { display: block; border-top: 1px solid var(--line); }
    summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .6rem; padding: .75rem .2rem; cursor: pointer; list-style: none; }
    summary::before { content: "▸"; width: 1em; color: var(--ink-faint); }
    details[open] > summary::before { content: "▾"; }
    summary::-webkit-details-marker { display: none; }
    summary b { font-weight: 600; }
    .note { color: var(--ink-faint); }
    .count { margin-left: auto; padding: 0 .6em; border-radius: 99px; background: var(--accent-wash); color: var(--accent); font-size: .92em; }
    .count.bad { background: var(--bad-wash); color: var(--bad); }
    .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 1rem 1.4rem; padding: .3rem .2rem 1.3rem 1.6rem; align-items: start; }
    @media (max-width: 640px) { .fields { padding-left: .2rem; } }
    .lists { grid-column: 1 / -1; margin: 0; }
  `];

  willUpdate() {
    if (this.topic.settings.some((setting) => this.problems.get(setting.at))) this.open = true;
  }

  render() {
    const { topic, draft, problems } = this;
    const changed = topic.settings.filter((setting) => at(draft, setting.at) !== undefined).length;
    const wrong = topic.settings.filter((setting) => problems.get(setting.at)).length;
    return html`<details ?open=${this.open} @toggle=${(event) => { this.open = event.target.open; }}>
      <summary id="topic-${topic.id}"><b>${topic.title}</b><span class="note">${topic.note}</span>
        ${wrong ? html`<span class="count bad">${wrong} wrong</span>` : changed ? html`<span class="count">${changed} set</span>` : nothing}</summary>
      ${this.open ? html`<div class="fields">${topic.settings.map((setting) => html`<setting-field place=${setting.at}  label=${labelOf(setting, topic)} .setting=${setting}
          .value=${at(draft, setting.at)} .problem=${problems.get(setting.at) ?? ''}></setting-field>`)}
        ${topic.lists.size ? html`<p class="lists faint">Without a field here, and written in the <a href="#/system?part=configuration">configuration file</a>:
          ${[...topic.lists].map((list, i) => html`${i ? ', ' : ''}<code>${list}</code>`)}.</p>` : nothing}</div>` : nothing}
    </details>`;
  }
}

/** The group's name is said by the topic already where all of its settings are in that one group. */
const labelOf = ({ at: path }, { settings }) => {
  const group = path.slice(0, path.indexOf('.') + 1);
  return keyWords(group && settings.every((other) => other.at.startsWith(group)) ? path.slice(group.length) : path);
};

customElements.define('topic-fold', TopicFold);
