import { LitElement, css, html, nothing } from '../lit/index.js';
import { ROUTES, link } from '../router.js';
import { may } from '../session.js';
import { stateWord } from '../words.js';
import { controls } from './styles.js';
import '../state-mark.js';
import './search-box.js';

const WORST_FIRST = ['down', 'degraded', 'sorry', 'pending', 'disabled', 'unchecked', 'redirect', 'up'];

/** The bar at the top: where one can go, the search, how the virtual services are, and who is logged on. */
export class PageBar extends LitElement {
  static properties = {
    status: { attribute: false },
    session: { attribute: false },
    connection: {},
    view: {},
  };

  static styles = [controls, css`
    :host { position: sticky; top: 0; z-index: 3; display: block; background: var(--card); border-bottom: 1px solid var(--line); }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem 1rem; min-height: 3.3rem; padding: .4rem clamp(.8rem, 2vw, 1.6rem); }
    .brand { display: flex; align-items: center; gap: .55rem; font-size: 1.12em; font-weight: 650; letter-spacing: -.01em; color: var(--ink); text-decoration: none; }
    .brand img { width: 1.75rem; height: 1.75rem; display: block; }
    nav { display: flex; flex-wrap: wrap; gap: .1rem; }
    nav a { padding: .35em .6em; border-radius: 7px; color: var(--ink-soft); text-decoration: none; font-weight: 550; }
    nav a:hover { background: var(--sunken); color: var(--ink); }
    nav a[aria-current="page"] { background: var(--accent-wash); color: var(--accent); }
    search-box { flex: 1 1 11rem; max-width: 24rem; margin-left: auto; }
    .counts { display: flex; flex-wrap: wrap; gap: .2rem .8rem; margin: 0; padding: 0; list-style: none; }
    .counts li { white-space: nowrap; display: flex; gap: .35em; align-items: center; }
    .counts b { font-weight: 650; }
    .live { display: inline-flex; align-items: center; gap: .45em; color: var(--ink-soft); font-size: .93em; white-space: nowrap; }
    .live::before { content: ""; width: .6em; height: .6em; border-radius: 50%; background: var(--ink-faint); }
    .live[data-is="live"]::before { background: var(--good); animation: beat 2s infinite; }
    .live[data-is="lost"] { color: var(--bad); font-weight: 600; }
    .live[data-is="lost"]::before { background: none; border: 2px solid currentColor; }
    .who { display: inline-flex; align-items: center; gap: .3rem; max-width: 16rem; }
    .who span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--ink-soft); }
    @keyframes beat { 50% { opacity: .35; } }
    @media (prefers-reduced-motion: reduce) { .live[data-is="live"]::before { animation: none; } }
    .to-add { margin-left: auto; }
    .break { display: none; flex-basis: 100%; height: 0; }
    @media (max-width: 1480px) {
      nav, .to-add { order: 5; }
      .break { display: block; order: 4; }
      header { padding-bottom: .3rem; }
    }
    @media (max-width: 620px) {
      :host { position: static; }
      nav { flex-wrap: nowrap; width: 100%; overflow-x: auto; }
      nav a { padding-inline: .55em; }
      .live { margin-left: auto; }
      search-box { order: 3; flex: 1 0 100%; max-width: none; }
      .to-add { width: 100%; }
    }
  `];

  render() {
    const { session, view } = this;
    return html`<header>
      <a class="brand" href=${link()}><img src="/assets/steelyard.svg" alt="">Steelyard</a>
      <nav aria-label="Main">${ROUTES.filter((route) => route.nav).map((route) => html`<a id="nav-${route.nav.toLowerCase()}"
        href=${link(...route.pattern)} aria-current=${view === route.view ? 'page' : nothing}>${route.nav}</a>`)}</nav>
      <search-box .status=${this.status}></search-box>
      ${this.#counts()}
      <span class="live" data-is=${this.connection}>${{ live: 'Live', lost: 'Not connected' }[this.connection] ?? 'Connecting'}</span>
      <div class="break"></div>
      ${may(session, 'administrator') ? html`<a class="button primary small to-add" id="add-service" href=${link('add')}>Add a virtual service</a>` : nothing}
      ${session?.user && !session.open ? html`<span class="who"><span title="${session.user}, ${session.role}">${session.user}</span>
        <button type="button" class="plain small" id="log-off" @click=${() => this.dispatchEvent(new CustomEvent('log-off'))}>Log off</button></span>` : nothing}
    </header>`;
  }

  #counts() {
    const counts = new Map();
    for (const { state } of this.status?.virtualServices ?? []) counts.set(state, (counts.get(state) ?? 0) + 1);
    const present = WORST_FIRST.filter((state) => counts.has(state));
    return html`<ul class="counts" aria-label="Virtual services by state">${present.map(
      (state) => html`<li title=${stateWord(state)}><b>${counts.get(state)}</b><state-mark state=${state}></state-mark></li>`)}</ul>`;
  }
}

customElements.define('page-bar', PageBar);
