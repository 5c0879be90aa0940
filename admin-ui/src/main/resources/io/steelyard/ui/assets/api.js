// The appliance's API, as every part of the page talks to it: JSON in and out, and whatever goes wrong is a Problem.

const BASE = '/api/v1';

let csrf = '';

/** Takes the token that changes are sent with; the session has it. */
export function useToken(token) {
  csrf = token ?? '';
}

/**
 * What the appliance refused, or why it could not be asked (status 0). As RFC 9457 has it: `problems` are
 * `{path, message, line?}`, one for each setting that is wrong.
 */
export class Problem extends Error {
  constructor(status, { title = '', detail = '', problems = [], ...rest } = {}) {
    super(detail || title || `The appliance answered with ${status}.`);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
    this.detail = detail || this.message;
    this.problems = problems;
    this.more = rest;
  }

  /** Whether this appliance has no such endpoint, or no such thing behind it. */
  get missing() {
    return this.status === 404 || this.status === 405 || this.status === 501;
  }
}

/** Reads something: its JSON. Null where there is nothing (204). */
export const get = async (path, options) => (await read(path, options)).body;

/** Reads something together with its entity tag, which a later change of it needs: `{body, etag}`. */
export async function read(path, { signal, accept } = {}) {
  const answer = await ask('GET', path, { headers: { accept: accept ?? 'application/json' }, signal });
  return { body: await bodyOf(answer), etag: answer.headers.get('etag') };
}

/**
 * Changes something; gives the answer's JSON, or its text.
 *
 * @param body an object is sent as JSON, anything else as it is
 * @param options `etag` of what was read before; `plan: true` only asks for the effect; `why` in words;
 *     `confirm` a duration such as "60s" after which the change is taken back unless it is confirmed
 */
export async function change(method, path, body, options = {}) {
  return bodyOf(await send(method, path, body, options));
}

/** The same, but gives the answer itself: for what is no JSON, such as a file. */
export async function send(method, path, body, { etag, plan, why, confirm, type, signal } = {}) {
  const headers = { accept: 'application/json' };
  if (csrf) headers['x-csrf-token'] = csrf;
  if (etag) headers['if-match'] = etag;
  const sent = encoded(body, type);
  if (sent.type) headers['content-type'] = sent.type;
  return ask(method, withQuery(path, { plan: plan ? 'only' : null, why, confirm }), { headers, body: sent.body, signal });
}

/** A path with these query parameters added; those that are empty are left out. */
export function withQuery(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== '');
  if (!given.length) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(given)}`;
}

/** A name as one step of a path. */
export const step = (name) => encodeURIComponent(name);

function encoded(body, type) {
  if (body === undefined || body === null) return {};
  if (typeof body === 'string' || body instanceof Blob) return { body, type: type ?? 'application/octet-stream' };
  return { body: JSON.stringify(body), type: type ?? 'application/json' };
}

async function ask(method, path, { headers, body, signal }) {
  let answer;
  try {
    answer = await fetch(BASE + path, { method, headers, body, signal, credentials: 'same-origin', cache: 'no-store' });
  } catch (failed) {
    if (failed.name === 'AbortError') throw failed;
    throw new Problem(0, { title: 'No connection', detail: 'The appliance cannot be reached. It is tried again as soon as you ask for it.' });
  }
  if (answer.ok) return answer;
  const problem = await problemOf(answer, `${method} ${BASE}${path.split('?')[0]}`);
  if (problem.status === 401 && path !== '/session') window.dispatchEvent(new CustomEvent('session-ended', { detail: problem }));
  throw problem;
}

async function problemOf(answer, asked) {
  let said = {};
  try {
    said = JSON.parse(await answer.text());
  } catch {
    // Not from the appliance itself, such as a proxy's page: the status alone has to do.
  }
  if (!said.problems && said.path) {
    said.problems = [{ path: said.path, message: [said.detail, said.allowed?.length ? `Allowed: ${said.allowed.join(', ')}.` : ''].join(' ').trim() }];
  }
  if (answer.status === 404) said.asked = asked;
  return new Problem(answer.status, said);
}

async function bodyOf(answer) {
  if (answer.status === 204) return null;
  const text = await answer.text();
  return (answer.headers.get('content-type') ?? '').includes('json') && text ? JSON.parse(text) : text;
}
