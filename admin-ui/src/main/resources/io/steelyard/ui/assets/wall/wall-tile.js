import { LitElement, css, html, nothing } from '../lit/index.js';
import { link } from '../router.js';
import { cellCounts, troubles, whyClosed } from '../troubles.js';
import { count, span } from '../words.js';
import '../spark-line.js';
import '../state-mark.js';

/** One virtual service on the wall, to be read from across a room; its type grows with the tile. */
export class WallTile extends LitElement {
  static properties = {
    service: { attribute: false },
    rates: { attribute: false },
    now: { attribute: false },
    state: { reflect: true },
  };

  static styles = css`
    * { box-sizing: border-box; }
    :host { display: block; min-width: 0; min-height: 0; container-type: size; }
    a { display: flex; flex-direction: column; gap: .25em; width: 100%; height: 100%; padding: .55em .8em; overflow: hidden; border: 1px solid var(--line); border-left: .4em solid var(--good); border-radius: 10px; background: var(--card); color: var(--ink); text-decoration: none; font-size: clamp(14px, min(14cqh, 6.4cqw), 40px); line-height: 1.25; }
    a:focus-visible { outline: 3px solid var(--accent); outline-offset: -3px; }
    a:hover { border-color: var(--accent); }
    :host([state="down"]) a { border-color: var(--bad-strong); background: var(--bad-wash); }
    :host([state="degraded"]) a, :host([state="sorry"]) a, :host([state="draining"]) a { border-color: var(--warn-line); border-left-color: var(--warn); background: var(--warn-wash); }
    :host([state="pending"]) a, :host([state="disabled"]) a, :host([state="unchecked"]) a { border-left-color: var(--calm-line); }
    .top { display: flex; align-items: baseline; gap: .5em; }
    b { flex: 1; min-width: 0; font-weight: 680; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    state-mark { font-size: .8em; }
    .why { display: -webkit-box; flex: 0 1 auto; min-height: 0; margin: 0; overflow: hidden; -webkit-box-orient: vertical; -webkit-line-clamp: 5; font-size: .78em; overflow-wrap: anywhere; }
    .why.warns { color: var(--warn); }
    .foot { display: flex; align-items: end; gap: .6em; margin-top: auto; font-size: .7em; color: var(--ink-soft); white-space: nowrap; }
    .foot b { flex: none; font-size: 1.5em; color: var(--ink); line-height: 1; }
    spark-line { flex: 1 1 auto; min-width: 0; height: 1.8em; }
    @container (max-height: 150px) { .why { -webkit-line-clamp: 3; } }
    @container (max-height: 110px) { .why { -webkit-line-clamp: 2; } spark-line { height: 1.2em; } }
    @container (max-height: 60px) { .foot { display: none; } }
  `;

  willUpdate() {
    this.state = this.service.state;
  }

  render() {
    const { service } = this;
    const rate = this.rates.of(service);
    const [worst] = troubles(service);
    const { all, up } = cellCounts(service);
    return html`<a href=${link('services', service.name)}>
      <div class="top"><b title=${service.name}>${service.name}</b><state-mark state=${service.state}></state-mark></div>
      ${worst || whyClosed(service) ? html`<p class="why ${worst?.down === false ? 'warns' : ''}">${worst?.down ? `For ${span(this.now - Date.parse(worst.since))}: ` : ''}${worst?.reason ?? whyClosed(service)}</p>` : nothing}
      <div class="foot"><span><b>${rate ? count(rate.requests) : '–'}</b> req/s</span><spark-line .points=${this.rates.history(service)}></spark-line>
        ${all ? html`<span>${up}/${all} cells</span>` : nothing}</div></a>`;
  }
}

customElements.define('wall-tile', WallTile);
