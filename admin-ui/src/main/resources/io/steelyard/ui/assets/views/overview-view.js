import { LitElement, css, html, nothing } from '../lit/index.js';
import { repeat } from '../lit/lit-html/directives/repeat.js';
import { controls } from '../parts/styles.js';
import { link } from '../router.js';
import { may } from '../session.js';
import { badness } from '../troubles.js';
import { many, stateWord } from '../words.js';
import '../parts/empty-note.js';
import '../service-card.js';

const FEW = 3;

/** Every virtual service with its state, what is wrong with it, and its grid of cells; filtered by state and by words. */
export class OverviewView extends LitElement {
  static properties = {
    status: { attribute: false },
    rates: { attribute: false },
    session: { attribute: false },
    path: { attribute: false },
    fresh: { attribute: false },
    words: { state: true },
    state: { state: true },
    unfolded: { state: true },
  };

  static styles = [controls, css`
    :host { display: block; max-width: 150rem; margin: 0 auto; padding: clamp(.7rem, 1.6vw, 1.4rem); }
    .tools { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .7rem; margin-bottom: .9rem; }
    .tools input { flex: 0 1 18rem; width: auto; min-width: 9rem; }
    .chips { display: flex; flex-wrap: wrap; gap: .35rem; margin: 0; padding: 0; border: 0; }
    .chips button[aria-pressed="true"] { background: var(--accent-wash); border-color: var(--accent); color: var(--accent); }
    .end { display: flex; flex-wrap: wrap; gap: .35rem; margin-left: auto; }
    .services { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 56rem), 1fr)); align-items: start; gap: 1rem; }
    .nothing { padding: 2rem 1rem; text-align: center; color: var(--ink-soft); max-width: none; }
  `];

  #order = new Map();

  constructor() {
    super();
    this.words = '';
    this.state = '';
    this.unfolded = null;
  }

  willUpdate(changed) {
    if (changed.has('path')) {
      this.words = this.path?.query?.q ?? '';
      this.state = this.path?.query?.state ?? '';
    }
    // A few fit with their grids; of many, only the lines that say what is wrong.
    if (this.unfolded === null && this.status) {
      const { virtualServices } = this.status;
      this.unfolded = new Set(virtualServices.length <= FEW ? virtualServices.map((service) => service.name) : []);
    }
  }

  render() {
    const { status } = this;
    if (!status.virtualServices.length) return this.#empty();
    const shown = this.#ordered(status.virtualServices.filter((service) => this.#fits(service)));
    return html`<h1 class="unseen" tabindex="-1">Overview</h1>
      ${this.#tools(shown)}
      <div class="unseen" role="status">${this.words || this.state ? `${many(shown.length, 'virtual service')} shown` : ''}</div>
      <div class="services">${repeat(shown, (service) => service.name, (service) => html`<service-card .service=${service} .rates=${this.rates}
        .now=${Date.parse(status.at)} .fresh=${this.fresh} .open=${this.unfolded.has(service.name)} @fold=${() => this.#fold([service.name])}></service-card>`)}</div>
      ${shown.length ? nothing : html`<p class="nothing">No virtual service fits.
        <button type="button" class="plain" @click=${() => this.#filter('', '')}>Show all ${status.virtualServices.length}</button></p>`}`;
  }

  #empty() {
    return html`<h1 class="unseen" tabindex="-1">Overview</h1><empty-note heading="Add your first virtual service">
      A virtual service is the address and port that clients talk to, with the real servers that answer behind it.
      Steelyard tries every real server with every host name before anything is saved.
      ${may(this.session, 'administrator') ? html`<a slot="action" class="button primary" id="add-first" href=${link('add')}>Add a virtual service</a>` : nothing}
    </empty-note>`;
  }

  #tools(shown) {
    const counts = new Map();
    for (const { state } of this.status.virtualServices) counts.set(state, (counts.get(state) ?? 0) + 1);
    const states = [...counts.keys()].sort((a, b) => badness(a) - badness(b));
    const folded = shown.some((service) => !this.unfolded.has(service.name));
    return html`<div class="tools">
      <input type="search" id="filter" aria-label="Filter by name, address, host name or reason" placeholder="Filter: name, address, host name …"
        .value=${this.words} @input=${(event) => this.#filter(event.target.value, this.state)}>
      <div class="chips" role="group" aria-label="Filter by state">
        <button type="button" class="small" aria-pressed=${!this.state} @click=${() => this.#filter(this.words, '')}>All ${this.status.virtualServices.length}</button>
        ${states.map((state) => html`<button type="button" class="small" data-state=${state} aria-pressed=${this.state === state}
          @click=${() => this.#filter(this.words, this.state === state ? '' : state)}>${stateWord(state)} ${counts.get(state)}</button>`)}
      </div>
      <div class="end">
        <button type="button" class="small" id="fold" @click=${() => this.#foldAll(shown, folded)}>${folded ? 'Unfold all' : 'Fold all'}</button>
        <a class="button small" id="to-wall" href=${link('wall')}>Wall view</a>
      </div>
    </div>`;
  }

  /** The worst first; but nothing moves away under the pointer or the focus. */
  #ordered(services) {
    const held = this.renderRoot.querySelector('service-card:hover, service-card:focus, service-card:focus-within');
    if (!held) this.#order = new Map([...services].sort((a, b) => badness(a.state) - badness(b.state)).map(({ name }, i) => [name, i]));
    return services.sort((a, b) => (this.#order.get(a.name) ?? Infinity) - (this.#order.get(b.name) ?? Infinity));
  }

  #fits(service) {
    if (this.state && service.state !== this.state) return false;
    const text = textOf(service);
    return this.words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
  }

  #filter(words, state) {
    this.words = words;
    this.state = state;
    const query = Object.fromEntries(Object.entries({ q: words, state }).filter(([, value]) => value));
    history.replaceState(null, '', Object.keys(query).length ? link(query) : link());
  }

  #fold(names) {
    const unfolded = new Set(this.unfolded);
    for (const name of names) if (!unfolded.delete(name)) unfolded.add(name);
    this.unfolded = unfolded;
  }

  #foldAll(shown, open) {
    this.unfolded = new Set(open ? shown.map((service) => service.name) : []);
  }
}

function textOf(service) {
  const parts = [service.name, `${service.address}:${service.port}`, service.type, service.state];
  for (const server of service.realServers) {
    parts.push(server.name, server.state);
    for (const cell of server.cells) parts.push(cell.host ?? '', cell.state === 'down' ? cell.reason : '');
  }
  return parts.join(' ').toLowerCase();
}

customElements.define('overview-view', OverviewView);
