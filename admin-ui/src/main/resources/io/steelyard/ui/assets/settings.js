// What can be configured, as the appliance tells it: its help, its default and what is allowed are written only there.

import { get } from './api.js';

let asked = null;

/** Every setting by its id, its path such as "virtualServices[].timeouts.idle"; asked for once. Empty where it is not told. */
export function settings() {
  asked ??= get('/settings').then(byPath, (problem) => {
    asked = null;
    if (problem.missing) return new Map();
    throw problem;
  });
  return asked;
}

/** A path in a configuration as the settings' paths are written: without numbers between brackets. */
export const settingPath = (path) => path.replace(/\[\d+\]/g, '[]');

/** A setting that only some kinds of health check have stands once for each, as "path#kind", since their helps differ. */
function byPath(told) {
  const all = new Map();
  for (const setting of Array.isArray(told) ? told : (told?.settings ?? [])) {
    const kinds = setting.kinds?.length ? setting.kinds : [''];
    for (const kind of kinds) {
      const id = kind ? `${setting.path}#${kind}` : setting.path;
      if (!all.has(id)) all.set(id, { ...setting, id, kind });
    }
  }
  return all;
}

/** A default as a person reads it. */
export function defaultWords(setting) {
  const { default: value } = setting;
  if (value === null || value === undefined || value === '') return '';
  return Array.isArray(value) ? value.map((one) => typeof one === 'object' ? JSON.stringify(one) : one).join(', ') : String(value);
}

/** "redirectHttp.port" and "connectTimeout" as words: "Redirect HTTP port", "Connect timeout". */
export function keyWords(key) {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[.\-_]/g, ' ').toLowerCase()
    .replace(/\b(http|https|tls|url|uri|ip|dns|sni|tcp|udp|ca)\b/g, (word) => word.toUpperCase()).replace(/\bipv([46])\b/g, 'IPv$1');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
