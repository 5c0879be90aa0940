// What a diagnosis proposes, laid over a virtual service's configuration. Nothing here touches what it is given.

/** The steps of a path: `healthChecks[0].hosts` is ["healthChecks", 0, "hosts"]. */
export function stepsOf(path) {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) => (index === undefined ? key : Number(index)));
}

/** What stands at a path; undefined where nothing does. */
export const valueAt = (tree, path) => stepsOf(path).reduce((node, step) => node?.[step], tree);

/** A copy of a tree with every edit `{path, value}` made; a null takes the setting away. */
export function withEdits(tree, edits) {
  const copy = structuredClone(tree);
  for (const { path, value } of edits) {
    const steps = stepsOf(path);
    const last = steps.pop();
    const parent = steps.reduce((node, step, i) => (node[step] ??= typeof (steps[i + 1] ?? last) === 'number' ? [] : {}), copy);
    if (value === null || value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return copy;
}

/** Each edit as it was and as it would be, for people: `{path, before, after}`. */
export function differences(tree, edits) {
  return edits.map(({ path, value }) => ({ path, before: written(valueAt(tree, path)), after: written(value) }));
}

/** A value as the configuration file has it, on one line. */
export function written(value) {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (typeof value === 'object') return `{ ${Object.entries(value).map(([key, one]) => `${key}: ${written(one)}`).join(', ')} }`;
  return String(value);
}

/**
 * The least that holds all of the edits: `{path, edits}`, a path of the API and the edits as they read there. That is one
 * health check, so that what others change meanwhile stays; or else the virtual service.
 */
export function objectOf({ virtualService, check, fix: { edits } }) {
  const service = `/virtual-services/${encodeURIComponent(virtualService)}`;
  const prefix = `healthChecks[${check}].`;
  if (!edits.every(({ path }) => path.startsWith(prefix))) return { path: service, edits };
  return { path: `${service}/health-checks/${check}`, edits: edits.map(({ path, value }) => ({ path: path.slice(prefix.length), value })) };
}

/**
 * The health check to try: as it would be after the fix, or, where the configuration cannot be read, as the diagnosis's
 * own trials had it. Null where neither is known.
 */
export function checkToTry(diagnosis, tree) {
  if (tree) return withEdits(tree, diagnosis.fix.edits).healthChecks?.[diagnosis.check] ?? null;
  const [first] = diagnosis.proof;
  if (!first) return null;
  const hosts = diagnosis.fix.edits.find(({ path }) => path.endsWith('.hosts'))?.value
    ?? [...new Set(diagnosis.proof.map((trial) => trial.host).filter(Boolean))];
  return { type: first.type, ...first.settings, ...(hosts.length ? { hosts } : {}) };
}
