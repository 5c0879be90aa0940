import { LitElement, css, html, nothing } from '../lit/index.js';
import { controls } from '../parts/styles.js';
import { place } from '../words.js';
import { written } from './fix.js';

const SHOWN_WITH_CHECK = ['version', 'method', 'path', 'up', 'port'];

/**
 * What a virtual service is, in the words of the configuration: where it listens, how it chooses, how clients stay, what
 * is asked of the real servers. `config` is null where the appliance does not tell it.
 */
export class ServiceFacts extends LitElement {
  static properties = { service: { attribute: false }, config: { attribute: false } };

  static styles = [controls, css`
    :host { display: block; }
    dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: .7rem 1.4rem; margin: 0; }
    dt { color: var(--ink-faint); font-size: .9em; }
    dd { margin: 0; overflow-wrap: anywhere; }
    .wide { grid-column: 1 / -1; }
    dd + dd { margin-top: .15rem; }
    .tag { margin-left: .5em; color: var(--ink-soft); }
  `];

  render() {
    const { service, config } = this;
    return html`<dl>
      ${fact('Address', html`<code>${place(service.address, service.port)}</code>`)}
      ${fact('Type', service.type.toUpperCase())}
      ${fact('Scheduling method', service.scheduling.replaceAll('-', ' '))}
      ${config ? fact('Persistence', persistence(config)) : nothing}
      ${service.clientConnections === undefined ? nothing : fact('Clients connected', service.clientConnections)}
      ${service.queued || service.counters?.queued || config?.queue ? fact('Requests that wait', `${service.queued}${turnedAway(service.counters)}`) : nothing}
      ${service.counters?.retries ? fact('Requests tried again', `${service.counters.retries} since the start`) : nothing}
      ${service.redirectHttp ? fact('HTTP redirect', html`port ${service.redirectHttp.port} leads to <code>${service.redirectHttp.to}</code> (${service.redirectHttp.status})`) : nothing}
      ${config ? html`<div class="wide"><dt>Health checks</dt>${checks(config)}</div>` : nothing}
    </dl>`;
  }
}

/** Requests that found the line full, or waited in vain, since the start. */
function turnedAway({ queueFull = 0, queueTimeouts = 0 } = {}) {
  const parts = [];
  if (queueFull) parts.push(`${queueFull} found no room`);
  if (queueTimeouts) parts.push(`${queueTimeouts} waited in vain`);
  return parts.length ? ` (since the start ${parts.join(', ')})` : '';
}

const fact = (title, content) => html`<div><dt>${title}</dt><dd>${content}</dd></div>`;

function persistence({ persistence: group }) {
  if (!group || !group.type || group.type === 'none') return 'none: each request is scheduled by itself';
  return `${group.type.replaceAll('-', ' ')}${group.timeout ? `, for ${group.timeout}` : ''}`;
}

function checks({ healthChecks = [] }) {
  if (!healthChecks.length) return html`<dd>none: every real server counts as usable</dd>`;
  return healthChecks.map((check) => html`<dd><b>${check.type ?? 'http'}</b>
    ${SHOWN_WITH_CHECK.filter((key) => check[key] !== undefined).map((key) => html`<span class="tag">${key} <code>${written(check[key])}</code></span>`)}
    ${check.hosts?.length ? html`<span class="tag">for ${check.hosts.map((host) => host.name ?? host).join(', ')}</span>` : nothing}</dd>`);
}

customElements.define('service-facts', ServiceFacts);
