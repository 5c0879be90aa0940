// Which view an address stands for. Addresses are fragments, so that the appliance serves one page only.

/**
 * Each route: its pattern, the view's element and where its code comes from when it is first needed, the words of the
 * title, and the place in the navigation.
 */
export const ROUTES = [
  { pattern: [], view: 'overview-view', load: () => import('./views/overview-view.js'), title: 'Overview', nav: 'Overview' },
  { pattern: ['wall'], view: 'wall-view', load: () => import('./views/wall-view.js'), title: 'Wall view' },
  { pattern: ['services', ':name'], view: 'service-view', load: () => import('./views/service-view.js'), title: 'Virtual service' },
  { pattern: ['add'], view: 'edit-view', load: () => import('./views/edit-view.js'), title: 'Add a virtual service' },
  { pattern: ['services', ':name', 'edit'], view: 'edit-view', load: () => import('./views/edit-view.js'), title: 'Edit' },
  { pattern: ['changes'], view: 'changes-view', load: () => import('./views/changes-view.js'), title: 'Changes', nav: 'Changes' },
  { pattern: ['changes', ':revision'], view: 'changes-view', load: () => import('./views/changes-view.js'), title: 'Changes' },
  { pattern: ['journal'], view: 'journal-view', load: () => import('./views/journal-view.js'), title: 'Journal', nav: 'Journal' },
  { pattern: ['statistics'], view: 'statistics-view', load: () => import('./views/statistics-view.js'), title: 'Statistics', nav: 'Statistics' },
  { pattern: ['system'], view: 'system-view', load: () => import('./views/system-view.js'), title: 'System', nav: 'System' },
  { pattern: ['users'], view: 'users-view', load: () => import('./views/users-view.js'), title: 'Users', nav: 'Users' },
];

/** The address of a view: `link('services', name, 'edit')`; a last argument that is an object becomes the query. */
export function link(...steps) {
  const query = typeof steps.at(-1) === 'object' ? steps.pop() : null;
  const path = `#/${steps.map(encodeURIComponent).join('/')}`;
  return query ? `${path}?${new URLSearchParams(query)}` : path;
}

/**
 * The route of an address with its parameters: `{view, load, title, path: {name, …}}`, where `path.query` are the parameters
 * behind a question mark. Null for an address that leads nowhere.
 */
export function routeOf(hash) {
  const [path, query = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const steps = path.split('/').filter(Boolean);
  for (const route of ROUTES) {
    const parameters = matched(route.pattern, steps);
    if (parameters) return { ...route, hash, path: { ...parameters, query: Object.fromEntries(new URLSearchParams(query)) } };
  }
  return null;
}

function matched(pattern, steps) {
  if (pattern.length !== steps.length) return null;
  const parameters = {};
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i].startsWith(':')) parameters[pattern[i].slice(1)] = decoded(steps[i]);
    else if (pattern[i] !== steps[i]) return null;
  }
  return parameters;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
