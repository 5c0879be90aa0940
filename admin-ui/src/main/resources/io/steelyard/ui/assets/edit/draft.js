// A virtual service as it is being edited: plain values in the shape of the configuration file, changed by paths such as
// "healthChecks[0].hosts". Nothing here is ever changed in place.

/** What a new virtual service begins with: what most farms want, and nothing that has a good default. */
export const newDraft = () => ({
  name: '', address: '0.0.0.0', port: 80, type: 'http', healthChecks: [{ type: 'http' }], realServers: [],
});

const stepsOf = (path) => (path.match(/[^.[\]]+/g) ?? []).map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/** What stands at a path; undefined where nothing does. */
export const at = (tree, path) => stepsOf(path).reduce((value, step) => value?.[step], tree);

/** The same tree with another value at a path; undefined takes it out, and a group that becomes empty with it. */
export const put = (tree, path, value) => putSteps(tree, stepsOf(path), value);

function putSteps(tree, [step, ...rest], value) {
  const next = rest.length ? putSteps(tree?.[step], rest, value) : value;
  if (typeof step === 'number') {
    const list = [...(tree ?? [])];
    if (next === undefined && !rest.length) list.splice(step, 1);
    else list[step] = next ?? {};
    return list;
  }
  const group = { ...(tree ?? {}) };
  if (next === undefined || (rest.length && isEmptyGroup(next))) delete group[step];
  else group[step] = next;
  return group;
}

const isGroup = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const isEmptyGroup = (value) => isGroup(value) && !Object.keys(value).length;

/** Whether two values are the same all the way down; the order of a group's keys does not count. */
export function same(a, b) {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => same(one, b[i]));
  if (!isGroup(a) || !isGroup(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]));
}

/** What makes the one into the other, as a JSON merge patch (RFC 7396): only what is different. */
export function mergePatch(before, after) {
  const patch = {};
  for (const key of Object.keys(before)) if (!(key in after)) patch[key] = null;
  for (const [key, value] of Object.entries(after)) {
    if (same(before[key], value)) continue;
    patch[key] = isGroup(before[key]) && isGroup(value) ? mergePatch(before[key], value) : value;
  }
  return patch;
}

/**
 * My change made again on top of what somebody else has made of the same meanwhile: what only one of us changed is as that
 * one has it; where both changed the same, it is as I have it.
 */
export function onTop(before, mine, theirs) {
  if (same(mine, before)) return theirs;
  if (same(theirs, before)) return mine;
  if (isGroup(mine) && isGroup(theirs)) return groupOnTop(isGroup(before) ? before : {}, mine, theirs);
  if ([before, mine, theirs].every(isNamedList)) return listOnTop(before, mine, theirs);
  return mine;
}

function groupOnTop(before, mine, theirs) {
  const merged = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const value = onTop(before[key], mine[key], theirs[key]);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

/** Entries are the same when they have the same name; they stand in my order, those that I do not know at the end. */
function listOnTop(before, mine, theirs) {
  const [old, own, other] = [before, mine, theirs].map((list) => new Map(list.map((entry, i) => [entryName(entry, i), entry])));
  return [...new Set([...own.keys(), ...other.keys()])]
    .map((name) => onTop(old.get(name), own.get(name), other.get(name))).filter((entry) => entry !== undefined);
}

const isNamedList = (list) => Array.isArray(list) && list.every(isGroup);
const entryName = ({ name, address, port }, i) => name ?? (address === undefined ? i : `${address}:${port ?? ''}`);

/** A health check's host names as groups; a name alone is short for a group with nothing else. */
export const hostsOf = (check) => (check.hosts ?? []).map((host) => (isGroup(host) ? host : { name: String(host) }));

/** Host names as they are written: those with nothing but a name as that name. */
export const writtenHosts = (hosts) => hosts.map((host) => (Object.keys(host).length === 1 ? host.name : host));

/** A list as people paste them: one per line, or with commas, semicolons or spaces between. */
export const pieces = (text) => text.split(/[\s,;]+/).map((piece) => piece.trim()).filter(Boolean);

/**
 * Real servers out of pasted text: "192.0.2.21:80", "192.0.2.21", "[2001:db8::1]:80", "web1.example.com:8080", also with
 * http:// in front. Gives `{servers: [{address, port}], refused: [{piece, why}]}`.
 */
export function serversIn(text, port = 80) {
  const servers = [];
  const refused = [];
  for (const piece of pieces(text)) {
    const server = serverOf(piece.replace(/^https?:\/\//i, '').replace(/\/$/, ''), port);
    if (typeof server === 'string') refused.push({ piece, why: server });
    else servers.push(server);
  }
  return { servers, refused };
}

function serverOf(piece, fallback) {
  const found = /^\[([0-9a-f:.%]+)\](?::(\d+))?$/i.exec(piece) ?? (piece.split(':').length > 2 ? [piece, piece] : /^([^:/]+)(?::(\d+))?$/.exec(piece));
  if (!found) return 'an address and port such as 192.0.2.21:80 is expected';
  const [, address, digits] = found;
  const port = digits === undefined ? fallback : Number(digits);
  if (port < 1 || port > 65535) return `${digits} is not a port; ports are 1 to 65535`;
  if (!/^[0-9a-z.:_%-]+$/i.test(address)) return 'this is neither an IP address nor a host name';
  if (/^[\d.]+$/.test(address) && !isIpv4(address)) return `${address} is not an IPv4 address`;
  return { address, port };
}

const isIpv4 = (text) => /^(\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);

/** Host names out of pasted text: `{hosts: [name], refused: [{piece, why}]}`. A URL gives its host name. */
export function hostsIn(text) {
  const hosts = [];
  const refused = [];
  for (const piece of pieces(text)) {
    const name = piece.replace(/^https?:\/\//i, '').replace(/[/:].*$/, '').toLowerCase();
    if (/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name)) hosts.push(name);
    else refused.push({ piece, why: 'a host name such as www.example.com is expected' });
  }
  return { hosts, refused };
}

/** A name for a virtual service whose name is not given: from its first host name, else from its port. */
export function suggestedName(draft, taken) {
  const host = hostsOf(draft.healthChecks?.[0] ?? {})[0]?.name;
  const base = host ? host.split('.').slice(host.startsWith('www.') ? 1 : 0)[0] : `service-${draft.port}`;
  let name = base;
  for (let i = 2; taken.includes(name); i++) name = `${base}-${i}`;
  return name;
}
