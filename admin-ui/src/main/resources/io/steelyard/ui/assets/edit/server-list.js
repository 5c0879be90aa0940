import { LitElement, css, html, nothing } from '../lit/index.js';
import { controls, tables } from '../parts/styles.js';
import { place } from '../words.js';
import { at, serversIn } from './draft.js';
import { IN_SERVICE, settingsWithin } from './topics.js';
import './paste-list.js';
import './setting-field.js';

const IN_ROW = ['address', 'port', 'weight'];

/** The real servers of a virtual service being edited: a list to paste into, and a row for each. */
export class ServerList extends LitElement {
  static properties = {
    servers: { attribute: false },
    known: { attribute: false },
    problems: { attribute: false },
    open: { state: true },
  };

  static styles = [controls, tables, css`
    :host { display: block; }
    table { margin-bottom: 1rem; table-layout: fixed; }
    col.port, col.weight { width: 8.5rem; }
    col.acts { width: 10.5rem; }
    td { vertical-align: top; }
    .more { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: .9rem 1.3rem; padding: .2rem 0 .8rem; }
    tr.details td { border-top: 0; padding-top: 0; }
    .off { color: var(--warn); font-size: .93em; }
    @media (max-width: 640px) { td[data-head]::before { display: block; margin-bottom: .1rem; } }
  `];

  constructor() {
    super();
    this.servers = [];
    this.problems = new Map();
    this.open = new Set();
  }

  render() {
    const { servers } = this;
    return html`
      ${servers.length ? html`<table><caption class="unseen">Real servers</caption>
        <colgroup><col><col class="port"><col class="weight"><col class="acts"></colgroup>
        <thead><tr><th scope="col">Address</th><th scope="col">Port ${this.#help('port')}</th><th scope="col">Weight ${this.#help('weight')}</th><th scope="col"><span class="unseen">Actions</span></th></tr></thead>
        <tbody>${servers.map((server, i) => this.#row(server, i))}</tbody></table>` : nothing}
      ${this.problems.get('realServers') ? html`<p class="bad" role="alert">${this.problems.get('realServers')}</p>` : nothing}
      <paste-list id="paste-servers" label=${servers.length ? 'Add real servers' : 'Real servers'} button="Add to the list"
        placeholder=${'192.0.2.21:80\n192.0.2.22:80'} .read=${(text) => this.#read(text)} @found=${(event) => this.#edit('realServers', [...servers, ...event.detail])}></paste-list>
      <p class="faint">One on each line, or with commas between. Without a port it is 80.</p>`;
  }

  #help(key) {
    return html`<help-tip setting="${IN_SERVICE}realServers[].${key}"></help-tip>`;
  }

  #row(server, i) {
    const name = place(server.address ?? '', server.port ?? 80);
    const shown = this.open.has(i);
    const field = (key, label) => html`<setting-field bare place="realServers[${i}].${key}" label="${label} of ${name}" .setting=${this.known.get(`${IN_SERVICE}realServers[].${key}`)}
      .value=${server[key]} .problem=${this.problems.get(`realServers[${i}].${key}`) ?? ''} ?required=${key === 'address'}></setting-field>`;
    const wrong = this.problems.get(`realServers[${i}]`);
    return html`<tr>
        <td data-head="Address">${field('address', 'Address')}${wrong ? html`<p class="bad">${wrong}</p>` : nothing}${server.enabled === false ? html`<span class="off">Disabled</span>` : nothing}</td>
        <td data-head="Port">${field('port', 'Port')}</td><td data-head="Weight">${field('weight', 'Weight')}</td>
        <td class="actions"><button type="button" class="plain small" aria-expanded=${shown} aria-label="More settings of ${name}" @click=${() => this.#toggle(i)}>${shown ? 'Less' : 'More'}</button>
          <button type="button" class="plain small danger" aria-label="Remove ${name}" @click=${() => this.#remove(i)}>Remove</button></td>
      </tr>${shown ? html`<tr class="details"><td colspan="4"><div class="more">${settingsWithin(this.known, 'realServers[]', IN_ROW).map((setting) => html`
        <setting-field place="realServers[${i}].${setting.at}" .setting=${setting} .value=${at(server, setting.at)} .problem=${this.problems.get(`realServers[${i}].${setting.at}`) ?? ''}></setting-field>`)}</div></td></tr>` : nothing}`;
  }

  #read(text) {
    const { servers, refused } = serversIn(text);
    const names = new Set(this.servers.map((server) => place(server.address ?? '', server.port ?? 80)));
    const found = servers.filter((server) => {
      const name = place(server.address, server.port);
      return !names.has(name) && names.add(name);
    });
    return { found, refused };
  }

  #toggle(i) {
    const open = new Set(this.open);
    if (!open.delete(i)) open.add(i);
    this.open = open;
  }

  #remove(i) {
    this.open = new Set();
    this.#edit('realServers', this.servers.filter((server, one) => one !== i));
    this.updateComplete.then(() => this.renderRoot.querySelector('paste-list').focus());
  }

  #edit(path, value) {
    this.dispatchEvent(new CustomEvent('edit', { bubbles: true, composed: true, detail: { path, value } }));
  }
}

customElements.define('server-list', ServerList);
