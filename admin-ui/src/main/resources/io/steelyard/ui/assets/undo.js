// Taking a change back: the revision before it becomes the newest one again.

import { change, read } from './api.js';

/** What restores a revision, for a toast's undo; says what it did. Nothing where the revision is not known. */
export function undoTo(revision) {
  if (!revision) return undefined;
  return async () => {
    const { etag } = await read('/configuration');
    const { revision: made } = await change('POST', `/revisions/${revision}/restore`, undefined, { etag, why: `Undo: back to revision ${revision}` });
    window.dispatchEvent(new CustomEvent('configuration-changed'));
    return `Taken back: revision ${made} is as revision ${revision} was.`;
  };
}
