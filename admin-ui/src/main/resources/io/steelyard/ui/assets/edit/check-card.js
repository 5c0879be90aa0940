import { LitElement, css, html, nothing } from '../lit/index.js';
import { controls } from '../parts/styles.js';
import { at, hostsIn, hostsOf, writtenHosts } from './draft.js';
import { IN_SERVICE, settingsWithin } from './topics.js';
import './paste-list.js';
import './setting-field.js';

/** The kinds that ask by host name, and all kinds where the appliance does not list them. */
const BY_HOST = ['http', 'https', 'grpc', 'tls'];
const TYPES = ['http', 'https', 'tcp', 'tls', 'icmp', 'dns', 'smtp', 'ftp', 'pop3', 'imap', 'nntp', 'telnet', 'ldap', 'rdp', 'grpc', 'binary', 'none'];
const CHECKS = 'healthChecks[]';
const POLICIES = [['own-traffic', 'Its own requests'], ['required', 'All requests'], ['informational', 'None, only shown']];

/** One health check being edited: its kind, the host names it asks by, and its settings. */
export class CheckCard extends LitElement {
  static properties = {
    check: { attribute: false },
    index: { type: Number },
    only: { type: Boolean },
    known: { attribute: false },
    problems: { attribute: false },
    open: { state: true },
  };

  static styles = [controls, css`
    :host { display: block; }
    .top { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .8rem 1.4rem; align-items: end; margin-bottom: 1rem; }
    .top .row { justify-content: flex-end; }
    ul { list-style: none; margin: 0 0 .9rem; padding: 0; border-top: 1px solid var(--line); }
    li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 15rem) auto; gap: .4rem .9rem; align-items: center; padding: .45rem 0; border-bottom: 1px solid var(--line); }
    li b { font-weight: 600; overflow-wrap: anywhere; }
    li .own { grid-column: 1 / -1; }
    .heads { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 15rem) 5rem; gap: .9rem; color: var(--ink-faint); font-size: .9em; padding-bottom: .2rem; }
    .more { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); gap: 1rem 1.4rem; margin-top: 1rem; align-items: start; }
    @media (max-width: 640px) { .top, li { grid-template-columns: minmax(0, 1fr); } .heads { display: none; } .top .row { justify-content: flex-start; } li { justify-items: start; } li select { width: 100%; } }
  `];

  render() {
    const { check, index } = this;
    const type = check.type ?? '';
    const setting = this.known.get(`${IN_SERVICE}${CHECKS}.type`) ?? { path: '', key: 'type' };
    const kinds = setting.values?.length ? setting : { ...setting, values: TYPES };
    const own = settingsOf(this.known, type);
    if (own.some((one) => this.#problem(one.at))) this.open = true;
    const set = own.filter((one) => at(check, one.at) !== undefined).length;
    return html`<div class="top">
        <setting-field place="healthChecks[${index}].type" label="Health check" .setting=${kinds} .value=${check.type} required .problem=${this.#problem('type')}></setting-field>
        <div class="row">${own.length ? html`<button type="button" class="plain" aria-expanded=${!!this.open} id="check-settings" @click=${() => { this.open = !this.open; }}>${this.open ? 'Fewer settings' : `More settings${set ? ` (${set} set)` : ''}`}</button>` : nothing}
          ${this.only ? nothing : html`<button type="button" class="plain danger" aria-label="Remove the ${type} health check" @click=${() => this.#edit(`healthChecks[${index}]`, undefined)}>Remove this check</button>`}</div>
      </div>
      ${BY_HOST.includes(type) ? this.#hosts() : hostsOf(check).length ? html`<p class="bad">A check of this kind does not ask by host name.
        <button type="button" class="small" @click=${() => this.#edit(`healthChecks[${index}].hosts`, undefined)}>Remove its host names</button></p>` : nothing}
      ${this.#problem('') ? html`<p class="bad" role="alert">${this.#problem('')}</p>` : nothing}
      ${this.open ? html`<div class="more">${own.map((one) => html`<setting-field place="healthChecks[${index}].${one.at}" .setting=${one}
        .value=${at(check, one.at)} .problem=${this.#problem(one.at)}></setting-field>`)}</div>` : nothing}`;
  }

  #hosts() {
    const hosts = hostsOf(this.check);
    return html`
      ${hosts.length ? html`<div class="heads" aria-hidden="true"><span>Host name</span><span>When down, avoided by</span></div><ul>${hosts.map((host, i) => this.#host(host, i, hosts))}</ul>` : nothing}
      ${this.#problem('hosts') ? html`<p class="bad" role="alert">${this.#problem('hosts')}</p>` : nothing}
      <paste-list id="paste-hosts" label=${hosts.length ? 'Add host names' : 'Host names'} button="Add to the list" placeholder=${'www.example.com\nshop.example.com'}
        .read=${(text) => this.#read(text, hosts)} @found=${(event) => this.#setHosts([...hosts, ...event.detail.map((name) => ({ name }))])}></paste-list>
      <p class="faint">Each site is asked by its own name and has a state of its own on each real server. A server with several sites needs them.</p>`;
  }

  #host(host, i, hosts) {
    const { name, policy, ...own } = host;
    const settings = Object.entries(own);
    const problem = this.#problem(`hosts[${i}]`) || this.#problem(`hosts[${i}].name`);
    return html`<li><b>${name}</b>
      <select aria-label="Which requests avoid a real server where ${name} is down" @change=${(event) => this.#setHosts(hosts.map((one, at) => (at === i ? withPolicy(one, event.target.value) : one)))}>
        ${POLICIES.map(([word, words]) => html`<option value=${word} ?selected=${word === (policy ?? 'own-traffic')}>${words}</option>`)}</select>
      <button type="button" class="plain small danger" aria-label="Remove ${name}" @click=${() => this.#setHosts(hosts.filter((one) => one !== host))}>Remove</button>
      ${settings.length ? html`<span class="own faint">Only for this host name: ${settings.map(([key, value], at) => html`${at ? ', ' : ''}<code>${key}: ${String(value)}</code>`)}</span>` : nothing}
      ${problem ? html`<span class="own bad">${problem}</span>` : nothing}</li>`;
  }

  #read(text, hosts) {
    const { hosts: names, refused } = hostsIn(text);
    const known = new Set(hosts.map((host) => host.name));
    return { found: names.filter((name) => !known.has(name) && known.add(name)), refused };
  }

  #setHosts(hosts) {
    this.#edit(`healthChecks[${this.index}].hosts`, hosts.length ? writtenHosts(hosts) : undefined);
  }

  #problem(key) {
    return this.problems.get(`healthChecks[${this.index}]${key ? `.${key}` : ''}`) ?? '';
  }

  #edit(path, value) {
    this.dispatchEvent(new CustomEvent('edit', { bubbles: true, composed: true, detail: { path, value } }));
  }
}

function withPolicy({ policy, ...host }, word) {
  return word === 'own-traffic' ? host : { ...host, policy: word };
}

/** The settings of one kind of health check; the appliance tells of each to which kinds it belongs. */
function settingsOf(known, type) {
  return settingsWithin(known, CHECKS, ['type', 'hosts']).filter(({ kind }) => !kind || kind === type);
}

customElements.define('check-card', CheckCard);
