// Who is logged on. The cookie is the browser's business; the page only knows the name, the role and the token.

import { change, get, useToken } from './api.js';

/** What a role may do; each may do what those before it may. */
export const ROLES = ['viewer', 'operator', 'administrator'];

/** An appliance without users, as it was before there were any, lets everybody in. */
const OPEN = { user: null, role: 'administrator', open: true };

/**
 * The session as it stands: `{user, role, …}` when somebody is logged on, `{setupNeeded}` where nobody is.
 *
 * @throws Problem where the appliance cannot be asked
 */
export async function currentSession() {
  try {
    return remembered(await get('/session'));
  } catch (problem) {
    if (problem.missing) return OPEN;
    if (problem.status === 401) return { user: null, role: null, setupNeeded: problem.more.setupNeeded === true };
    throw problem;
  }
}

export const logOn = async (user, password) => remembered(await change('POST', '/session', { user, password }));

export const setUp = async (code, user, password) => remembered(await change('POST', '/setup', { code, user, password }));

export async function logOff() {
  await change('DELETE', '/session');
  useToken('');
}

/** Whether this session may do what needs this role. */
export const may = (session, role) => ROLES.indexOf(session?.role) >= ROLES.indexOf(role);

function remembered(session) {
  useToken(session.csrf);
  return session;
}
