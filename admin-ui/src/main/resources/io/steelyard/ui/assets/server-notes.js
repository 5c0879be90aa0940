import { css, html, nothing } from './lit/index.js';
import { clock, sentence, span } from './words.js';

/** What stands under a real server's name: where its name leads, and what keeps clients from it beside its checks. */
export function serverNotes(server, now) {
  const { resolved, agent, hostOrders = {}, ejections = [] } = server;
  const orders = Object.entries(hostOrders);
  if (!resolved && !agent && !orders.length && !ejections.length) return nothing;
  return html`<ul class="notes">
    ${resolved ? nameNote(resolved) : nothing}
    ${orders.map(([host, order]) => html`<li class="warn">${ORDERS[order] ?? order} for <b>${host}</b></li>`)}
    ${ejections.map((ejection) => ejectionNote(ejection, now))}
    ${agent ? agentNote(agent) : nothing}
  </ul>`;
}

const ORDERS = { drain: 'Draining', disable: 'Disabled' };

function nameNote({ addresses, age, failure }) {
  if (!addresses.length) return html`<li class="warn">No address known${failure ? html`: ${sentence(failure)}` : ' yet'}</li>`;
  const shown = addresses.slice(0, 4).join(', ') + (addresses.length > 4 ? ` and ${addresses.length - 4} more` : '');
  return html`<li title=${addresses.join(', ')}>at ${shown}</li>
    ${failure ? html`<li class="warn">Last good answer ${span(parseInt(age, 10) * 1000)} ago: ${sentence(failure)}</li>` : nothing}`;
}

function ejectionNote({ host, until, reason }, now) {
  const left = Date.parse(until) - now;
  return html`<li class="warn">Ejected${host ? html` for <b>${host}</b>` : nothing} until
    <time datetime=${until}>${clock(until)}</time>${left > 0 ? ` (${span(left)})` : ''}: ${sentence(reason)}</li>`;
}

function agentNote({ says, percent, maxConnections, reason }) {
  const words = [says];
  if (percent !== 100) words.push(`${percent} % of the weight`);
  if (maxConnections !== undefined) words.push(`at most ${maxConnections} connections`);
  return html`<li class=${says === 'up' ? '' : 'warn'}>Agent: ${words.join(', ')}${reason ? html`: ${sentence(reason)}` : nothing}</li>`;
}

export const noteStyles = css`
  .notes { list-style: none; margin: .2rem 0 0; padding: 0; width: max-content; max-width: 34ch; font: 400 .9em/1.4 var(--font); color: var(--ink-soft); white-space: normal; overflow-wrap: anywhere; }
  .notes li + li { margin-top: .15rem; }
  .notes .warn { color: var(--warn); }
  .notes time { white-space: nowrap; }
  @media (max-width: 700px) { .notes { width: auto; max-width: none; } }
`;
