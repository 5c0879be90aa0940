import { LitElement, css, html, nothing } from '../lit/index.js';
import { repeat } from '../lit/lit-html/directives/repeat.js';
import { controls } from '../parts/styles.js';
import { link } from '../router.js';
import { badness } from '../troubles.js';
import { clock, many, span } from '../words.js';
import { tiling } from '../wall/tiling.js';
import '../wall/wall-tile.js';

const GAP = 10;
const LEAST_ROW = '7rem';

/** The status comes every second; after this much silence the wall says so, as nobody sees the bar in full screen. */
const SILENCE_MS = 4000;

/** Every virtual service as a tile, the worst first, sized so that all of them fit on the screen. */
export class WallView extends LitElement {
  static properties = {
    status: { attribute: false },
    rates: { attribute: false },
    path: { attribute: false },
    size: { state: true },
    silent: { state: true },
  };

  static styles = [controls, css`
    :host { box-sizing: border-box; display: flex; flex-direction: column; gap: .6rem; min-height: 20rem; height: calc(100dvh - var(--above, 4rem)); padding: .6rem .8rem .8rem; background: var(--sheet); }
    :host(:fullscreen) { height: 100dvh; }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem 1rem; }
    h1 { flex: 1; margin: 0; font-size: 1.15em; font-weight: 650; }
    h1:focus { outline: none; }
    .tiles { flex: 1; min-height: 0; display: grid; gap: ${GAP}px; grid-template-columns: repeat(var(--columns, 3), minmax(0, 1fr)); grid-auto-rows: var(--row, minmax(0, 1fr)); }
    .tiles.scrolls { overflow: auto; }
    :host(:fullscreen) .tiles.silent { opacity: .45; filter: saturate(.3); }
    :host(:not(:fullscreen)) .lost { display: none; }
    .lost { padding: .15em .7em; border-radius: 99px; background: var(--bad-strong); color: var(--on-bad); font-weight: 650; }
  `];

  #watch = new ResizeObserver(() => this.#measure());

  #heardAt = 0;
  #tick = 0;

  constructor() {
    super();
    this.size = null;
    this.silent = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#watch.observe(document.documentElement);
    this.#watch.observe(this);
    this.#tick = setInterval(() => this.#listen(), 1000);
  }

  disconnectedCallback() {
    this.#watch.disconnect();
    clearInterval(this.#tick);
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    if (!changed.has('status')) return;
    this.#heardAt = performance.now();
    this.silent = 0;
  }

  #listen() {
    const silence = performance.now() - this.#heardAt;
    this.silent = silence > SILENCE_MS ? silence : 0;
  }

  firstUpdated() {
    this.#measure();
  }

  #measure() {
    const tiles = this.renderRoot.querySelector('.tiles');
    if (!tiles) return;
    if (!document.fullscreenElement) this.style.setProperty('--above', `${Math.round(this.getBoundingClientRect().top + scrollY)}px`);
    const { clientWidth: width, clientHeight: height } = tiles;
    if (width !== this.size?.width || height !== this.size?.height) this.size = { width, height };
  }

  render() {
    const services = [...this.status.virtualServices].sort((a, b) => badness(a.state) - badness(b.state) || a.name.localeCompare(b.name));
    const { columns, fits } = tiling(Math.max(1, services.length), this.size?.width ?? 1200, this.size?.height ?? 700, GAP);
    this.style.setProperty('--columns', columns);
    this.style.setProperty('--row', fits ? 'minmax(0, 1fr)' : LEAST_ROW);
    const up = services.filter((service) => service.state === 'up').length;
    const now = Date.parse(this.status.at);
    return html`<header><h1 tabindex="-1">${up} of ${many(services.length, 'virtual service')} up</h1>
        ${this.silent ? html`<span class="lost">No connection for ${span(this.silent)}</span>` : nothing}
        <time datetime=${this.status.at}>${clock(this.status.at)}</time>
        <a class="button small" href=${link()}>Overview</a>
        ${document.fullscreenEnabled ? html`<button type="button" class="small" id="full-screen" @click=${() => this.#full()}>Full screen</button>` : nothing}</header>
      <div class="tiles ${fits ? '' : 'scrolls'} ${this.silent ? 'silent' : ''}">${repeat(services, (service) => service.name, (service) => html`<wall-tile .service=${service} .rates=${this.rates} .now=${now}></wall-tile>`)}</div>`;
  }

  #full() {
    const done = document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen();
    done.catch(() => {});
  }
}

customElements.define('wall-view', WallView);
