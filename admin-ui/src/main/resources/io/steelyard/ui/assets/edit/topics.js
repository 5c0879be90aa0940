// How a virtual service's settings are sorted: the folds of the form, in the order of how often they are needed.

import { settingPath } from '../settings.js';

export const IN_SERVICE = 'virtualServices[].';

/** What the form's short part has fields for, or lists with an editor of their own. */
const ELSEWHERE = ['name', 'address', 'port', 'type', 'realServers', 'healthChecks'];

/** Each topic with the first words of the settings' paths that belong to it. */
const TOPICS = [
  { id: 'scheduling', title: 'Scheduling', note: 'how the next real server is chosen', keys: ['scheduling', 'hashing', 'slowStart', 'resource', 'agent'] },
  { id: 'persistence', title: 'Persistence', note: 'how a client stays on its real server', keys: ['persistence'] },
  { id: 'availability', title: 'When no real server can answer', note: 'sorry server, redirect, 503', keys: ['whenAllDown', 'sorryServer', 'redirect', 'minServersUp', 'answers'] },
  { id: 'health', title: 'Health in time', note: 'intervals, timeouts, how many failures', keys: ['health', 'healthCombine', 'atLeast', 'passive'] },
  { id: 'redirectHttp', title: 'Redirect from HTTP', note: 'a second port that sends clients on to this one', keys: ['redirectHttp'] },
  { id: 'timeouts', title: 'Timeouts', note: 'how long is waited for whom', keys: ['timeouts'] },
  { id: 'limits', title: 'Limits, queue and retries', note: 'what is taken at most', keys: ['limits', 'clients', 'queue', 'retries'] },
  { id: 'upgrades', title: 'WebSockets and tunnels', note: 'connections that change protocol', keys: ['upgrades'] },
  { id: 'forwarding', title: 'What real servers are told', note: 'client address, PROXY protocol, request id, tracing', keys: ['forwarding', 'proxyProtocol', 'requestId', 'tracing', 'debug'] },
  { id: 'accessLog', title: 'Access log', note: 'a line for each request', keys: ['accessLog'] },
];
const OTHER = { id: 'other', title: 'More', note: 'what is needed rarely' };

/** The topics that have settings, each with them: `{id, title, note, settings, lists}`; `lists` are those without a field. */
export function topicsOf(known) {
  const sorted = new Map([...TOPICS, OTHER].map((topic) => [topic, { ...topic, settings: [], lists: new Set() }]));
  for (const setting of known.values()) {
    const key = inService(setting.path);
    if (!key || ELSEWHERE.includes(firstOf(key))) continue;
    const topic = sorted.get(TOPICS.find((one) => one.keys.includes(firstOf(key))) ?? OTHER);
    const list = key.indexOf('[]');
    if (list < 0) topic.settings.push({ ...setting, at: key });
    else topic.lists.add(key.slice(0, list));
  }
  for (const [topic, { settings }] of sorted) {
    const rank = (at) => (topic.keys ?? []).indexOf(firstOf(at));
    settings.sort((a, b) => rank(a.at) - rank(b.at));
  }
  return [...sorted.values()].filter((topic) => topic.settings.length || topic.lists.size);
}

/** The settings of what stands in a list of a virtual service, such as of "realServers[]", each with its path there as `at`. */
export function settingsWithin(known, list, without = []) {
  const prefix = `${IN_SERVICE}${list}.`;
  return [...known.values()].filter((setting) => setting.path.startsWith(prefix))
    .map((setting) => ({ ...setting, at: setting.path.slice(prefix.length) }))
    .filter((setting) => !setting.at.includes('[]') && !without.includes(firstOf(setting.at)));
}

/** The topic of a path in a virtual service, such as "timeouts.idle". */
export const topicOf = (path) => (TOPICS.find((topic) => topic.keys.includes(firstOf(path))) ?? OTHER).id;

/** A path inside its virtual service; null for one that is elsewhere. */
export const inService = (path) => (settingPath(path).startsWith(IN_SERVICE) ? path.replace(/^virtualServices\[\d*\]\./, '') : null);

const firstOf = (path) => path.split(/[.[]/, 1)[0];
