// What is wrong with a virtual service, in the fewest lines that say it all.

import { firstLine } from './words.js';

/** The states in which clients get no real server; where all are used although they are down, no rule keeps them out. */
const OUT = new Set(['down', 'sorry', 'redirect']);

const SEVERITY = ['down', 'sorry', 'degraded', 'pending', 'draining', 'disabled', 'unchecked', 'redirect', 'up'];

/** The place of a state in a list that begins with the worst. */
export const badness = (state) => (SEVERITY.indexOf(state) + SEVERITY.length + 1) % (SEVERITY.length + 1);

/** Why no real server is used at all; null where some are. */
export const whyClosed = (service) => (service.whyClosed && OUT.has(service.state) ? service.whyClosed : null);

/**
 * The cells that are down, and those that are up although something is wrong with them: `{reason, down, since, cells:
 * [{server, host, check}]}`, those with the same reason as one. What is down comes first, and the newest of it.
 */
export function troubles(service) {
  const byReason = new Map();
  for (const server of service.realServers) {
    for (const cell of server.cells) {
      const down = cell.state === 'down';
      const reason = down ? firstLine(cell.reason) : cell.suspectCheck ?? cell.diagnosis;
      if (!reason) continue;
      const known = byReason.get(reason) ?? { reason, down, cells: [], since: cell.since };
      known.cells.push({ server: server.name, host: cell.host, check: cell.check.index });
      if (cell.since > known.since) known.since = cell.since;
      byReason.set(reason, known);
    }
  }
  return [...byReason.values()].sort((a, b) => b.down - a.down || b.since.localeCompare(a.since));
}

/** How many cells there are, and how many of them are up. */
export function cellCounts(service) {
  let all = 0;
  let up = 0;
  for (const server of service.realServers) {
    for (const cell of server.cells) {
      all++;
      if (cell.state === 'up') up++;
    }
  }
  return { all, up };
}
