// What the page's search finds, and where each finding leads.

import { keyWords } from './settings.js';
import { link } from './router.js';

const MOST = 12;

/**
 * What administrators of other load balancers look for, and the word for it here. `to` is where it leads when there is
 * one virtual service, which most of these need; without any it leads to adding one.
 */
const OTHER_WORDS = [
  { words: ['real server', 'real servers', 'backend', 'node', 'pool member', 'add new'], title: 'Real servers', note: 'who answers: address, port, weight', topic: 'realServers' },
  { words: ['view/modify', 'view/modify services', 'view modify', 'modify', 'virtual services'], title: 'View or modify virtual services', note: 'every virtual service, with edit', overview: true },
  { words: ['scheduling method', 'scheduling', 'algorithm', 'least connection', 'round robin'], title: 'Scheduling method', note: 'how the next real server is chosen', topic: 'scheduling' },
  { words: ['persistence', 'sticky', 'stickiness', 'affinity', 'session cookie'], title: 'Persistence', note: 'how a client stays on its real server', topic: 'persistence' },
  { words: ['check parameters', 'real server check parameters', 'health check', 'monitor'], title: 'Health checks (check parameters)', note: 'what is asked, and what counts as up', topic: 'healthChecks' },
  { words: ['sorry server', 'not available server', 'fallback', 'maintenance page'], title: 'Sorry server', note: 'who answers when no real server can', topic: 'availability' },
  { words: ['drain', 'drain stop', 'drainstop', 'disable', 'maintenance'], title: 'Drain a real server', note: 'no new clients, the present ones finish', service: true },
  { words: ['add virtual service', 'add new', 'new service', 'vip'], title: 'Add a virtual service', note: 'address, port, real servers, host names', to: link('add') },
  { words: ['revision', 'history', 'undo', 'restore', 'configuration'], title: 'Changes', note: 'every revision, compare and restore', to: link('changes') },
  { words: ['log', 'journal', 'events', 'syslog'], title: 'Journal', note: 'what has happened', to: link('journal') },
  { words: ['statistics', 'chart', 'graph', 'throughput'], title: 'Statistics', note: 'the last hour and day', to: link('statistics') },
  { words: ['backup', 'restore backup'], title: 'Backup and restore', note: 'everything as one file', to: link('system', { part: 'backup' }) },
  { words: ['tcpdump', 'packet capture', 'capture', 'wireshark', 'pcap'], title: 'Packet capture', note: 'a file for Wireshark', to: link('system', { part: 'capture' }) },
  { words: ['yaml', 'export', 'configuration file'], title: 'Configuration file', note: 'the whole configuration as YAML', to: link('system', { part: 'configuration' }) },
  { words: ['user', 'users', 'password', 'role', 'permissions'], title: 'Users', note: 'who may log on, and do what', to: link('users') },
  { words: ['token', 'api', 'api token', 'restful'], title: 'API tokens', note: 'for programs', to: link('users', { part: 'tokens' }) },
  { words: ['audit', 'audit log'], title: 'Audit log', note: 'who changed what, and when', to: link('users', { part: 'audit' }) },
];

/**
 * The findings for what was typed, best first: `{kind, title, note, to}`.
 *
 * @param status the live status, or null
 * @param known the settings by path
 */
export function find(text, status, known) {
  const typed = normal(text);
  if (!typed) return [];
  const findings = [...places(typed, status), ...objects(typed, status), ...ofSettings(typed, status, known)];
  return findings.sort((a, b) => b.score - a.score).slice(0, MOST);
}

const normal = (text) => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** How well a text fits what was typed: exactly, from its beginning, from a word's beginning, or anywhere. */
function fit(typed, text) {
  const whole = normal(text);
  if (whole === typed) return 100;
  if (whole.startsWith(typed)) return 80;
  const at = whole.indexOf(typed);
  if (at < 0) return 0;
  return /[a-z0-9]/.test(whole[at - 1]) ? 40 : 60;
}

const best = (typed, texts) => Math.max(0, ...texts.map((text) => fit(typed, text)));

function places(typed, status) {
  const found = [];
  for (const place of OTHER_WORDS) {
    const score = best(typed, [...place.words, place.title]);
    if (!score) continue;
    for (const [to, where] of targets(place, status)) {
      found.push({ kind: 'Go to', title: where ? `${place.title} of ${where}` : place.title, note: place.note, to, score: score + 5 });
    }
  }
  return found;
}

/** A place that belongs to a virtual service is offered for each, up to four. */
function targets(place, status) {
  if (place.to) return [[place.to, '']];
  if (place.overview) return [[link(), '']];
  const names = (status?.virtualServices ?? []).map((service) => service.name);
  if (!names.length) return [[place.topic ? link('add', { topic: place.topic }) : link(), '']];
  return names.slice(0, 4).map((name) => [place.service ? link('services', name) : link('services', name, 'edit', { topic: place.topic }), name]);
}

function objects(typed, status) {
  const found = [];
  for (const service of status?.virtualServices ?? []) {
    const to = link('services', service.name);
    const score = best(typed, [service.name, `${service.address}:${service.port}`]);
    if (score) found.push({ kind: 'Virtual service', title: service.name, note: `${service.address}:${service.port}`, to, score: score + 8, state: service.state });
    const hosts = new Set();
    for (const server of service.realServers) {
      const fits = fit(typed, server.name);
      if (fits) found.push({ kind: 'Real server', title: server.name, note: `of ${service.name}`, to: link('services', service.name, { server: server.name }), score: fits + 4, state: server.state });
      for (const cell of server.cells) if (cell.host) hosts.add(cell.host);
    }
    for (const host of hosts) {
      const fits = fit(typed, host);
      if (fits) found.push({ kind: 'Host name', title: host, note: `of ${service.name}`, to: link('services', service.name, { host }), score: fits + 3 });
    }
  }
  return found;
}

function ofSettings(typed, status, known) {
  const first = status?.virtualServices[0]?.name;
  const found = [];
  const seen = new Set();
  for (const setting of known.values()) {
    const path = setting.path ?? '';
    if (seen.has(path)) continue;
    const score = Math.max(best(typed, [setting.key ?? '', keyWords(setting.key ?? ''), path]), typed.length > 2 && fit(typed, setting.help ?? '') ? 20 : 0);
    if (!score) continue;
    seen.add(path);
    const inService = path.startsWith('virtualServices[].');
    found.push({
      kind: 'Setting', title: keyWords(path.replace('virtualServices[].', '').replaceAll('[]', '')), note: setting.help, score: score - 10,
      to: inService ? serviceSetting(first, path) : link('system', { part: 'configuration', setting: path }),
    });
  }
  return found;
}

const serviceSetting = (name, setting) => (name ? link('services', name, 'edit', { setting }) : link('add', { setting }));
