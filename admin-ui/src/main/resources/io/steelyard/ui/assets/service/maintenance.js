// Takes real servers, or single host names on them, out of service and back: at once, and with a way back.

import { change } from '../api.js';
import { toast } from '../parts/toast-line.js';
import { many } from '../words.js';

const DONE = {
  enable: 'takes clients again',
  drain: 'drains: it gets no new clients, those it has may finish',
  disable: 'is disabled: it gets no requests',
};

/** What stands for a real server now. */
export function orderOf(server) {
  if (server.draining) return 'drain';
  return server.enabled ? 'enable' : 'disable';
}

/** What stands for one host name on a real server now. */
export const hostOrderOf = (server, host) => server.hostOrders?.[host] ?? 'enable';

/** Gives an order and says what became of it, with the way back to what stood before. */
export async function give(order, before, { service, server, host }) {
  const scope = { virtualService: service, realServer: server, ...(host ? { host } : {}) };
  const what = host ? `${host} on ${server}` : server;
  try {
    const answer = await change('POST', '/maintenance', { ...scope, order });
    toast(`${what} ${DONE[order]}${left(order, answer)}.`, {
      undo: order === before ? undefined : async () => {
        await change('POST', '/maintenance', { ...scope, order: before });
        return `${what} ${DONE[before]}, as before.`;
      },
    });
  } catch (problem) {
    toast(`${what} stays as it is: ${problem.message}`, { bad: true });
  }
}

function left(order, { remaining = 0, sessions = 0 }) {
  if (order === 'enable') return '';
  const parts = [];
  if (remaining) parts.push(many(remaining, 'request'));
  if (sessions) parts.push(many(sessions, 'session'));
  return parts.length ? ` (${parts.join(' and ')} left)` : '';
}
