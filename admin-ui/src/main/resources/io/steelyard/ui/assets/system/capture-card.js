import { LitElement, css, html, nothing } from '../lit/index.js';
import { get, send } from '../api.js';
import { nameIn, save } from '../download.js';
import { controls } from '../parts/styles.js';
import { toast } from '../parts/toast-line.js';
import { byteCount } from '../words.js';
import '../parts/error-note.js';

const MIB = 1024 * 1024;

/** Packets of one port for up to a minute, as a file that Wireshark opens. */
export class CaptureCard extends LitElement {
  static properties = { status: { attribute: false }, possible: { state: true }, problem: { state: true }, left: { state: true } };

  static styles = [controls, css`
    :host { display: block; }
    form { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .8rem 1rem; align-items: end; }
    .wide { grid-column: 1 / -1; }
    .field { display: grid; gap: .25rem; }
  `];

  #ends = null;

  constructor() {
    super();
    this.possible = null;
    this.problem = null;
    this.left = 0;
  }

  async connectedCallback() {
    super.connectedCallback();
    this.possible = await get('/captures').catch(() => null);
  }

  disconnectedCallback() {
    this.#ends?.abort();
    super.disconnectedCallback();
  }

  render() {
    const unable = this.possible?.possible === false;
    return html`<section class="card" aria-labelledby="title"><h2 id="title">Packet capture</h2>
      ${unable ? html`<p>Packets cannot be captured here: ${this.possible.reason}.</p>` : html`
      <form @submit=${(event) => this.#capture(event)}>
        <datalist id="ports">${[...new Set((this.status?.virtualServices ?? []).flatMap((service) => [service.port, ...service.realServers.map((server) => server.port)]))].map((port) => html`<option value=${port}></option>`)}</datalist>
        <div class="field wide"><label for="capture-address">Address</label><input id="capture-address" name="address" placeholder="every address" autocomplete="off" spellcheck="false"></div>
        <div class="field"><label for="capture-port">Port</label><input id="capture-port" name="port" inputmode="numeric" required list="ports" pattern="[0-9]{1,5}" autocomplete="off"></div>
        <div class="field"><label for="capture-seconds">Seconds</label><input id="capture-seconds" name="seconds" type="number" min="1" max=${this.possible?.mostSeconds ?? 60} value="10" required></div>
        <div class="field"><label for="capture-size">At most (MiB)</label><input id="capture-size" name="size" type="number" min="1" max="64" value="16" required></div>
        <div class="row wide">${this.left ? html`<button type="button" id="stop-capture" @click=${() => this.#ends?.abort()}>Stop and discard</button><span role="status">Capturing, ${this.left} s left …</span>`
          : html`<button id="capture-packets">Capture to a file</button><span class="faint">Opens in Wireshark. It holds what clients send.</span>`}</div>
      </form>`}
      ${this.problem ? html`<error-note .problem=${this.problem} heading="Nothing was captured"></error-note>` : nothing}</section>`;
  }

  async #capture(event) {
    event.preventDefault();
    const { address, port, seconds, size } = Object.fromEntries(new FormData(event.target));
    this.problem = null;
    this.left = Number(seconds);
    this.#ends = new AbortController();
    const ticks = setInterval(() => { this.left = Math.max(1, this.left - 1); }, 1000);
    try {
      const body = { ...(address.trim() ? { address: address.trim() } : {}), port: Number(port), seconds: Number(seconds), bytes: Number(size) * MIB };
      const answer = await send('POST', '/captures', body, { signal: this.#ends.signal });
      const packets = await answer.blob();
      save(nameIn(answer, `steelyard-port-${port}.pcap`), packets);
      toast(`Captured ${byteCount(packets.size)}.`);
    } catch (problem) {
      if (problem.name !== 'AbortError') this.problem = problem;
    } finally {
      clearInterval(ticks);
      this.left = 0;
    }
  }
}

customElements.define('capture-card', CaptureCard);
