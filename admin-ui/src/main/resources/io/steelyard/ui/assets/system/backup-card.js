import { LitElement, css, html } from '../lit/index.js';
import { Problem, read, send } from '../api.js';
import { nameIn, save } from '../download.js';
import { controls } from '../parts/styles.js';
import { toast } from '../parts/toast-line.js';
import { undoTo } from '../undo.js';
import '../parts/apply-dialog.js';
import '../parts/error-note.js';

/** Everything as one file, and back again; restoring is a change like any other, with its plan first. */
export class BackupCard extends LitElement {
  static properties = { problem: { state: true }, busy: { state: true }, asked: { state: true } };

  static styles = [controls, css`
    :host { display: block; }
    .field { display: grid; gap: .25rem; margin: 1.1rem 0 .6rem; }
    input[type="file"] { padding: .3em; min-height: 0; }
    error-note { margin-top: .8rem; }
  `];

  render() {
    return html`<section class="card" aria-labelledby="title"><h2 id="title">Backup</h2>
      <p class="soft">The configuration with its secrets, and the history, as one file. Keep it where nobody else reads it.</p>
      <button type="button" id="download-backup" ?disabled=${this.busy} @click=${() => this.#download()}>Download a backup</button>
      <div class="field"><label for="backup-file">Restore from a backup</label><input id="backup-file" type="file" accept=".zip,application/zip"></div>
      <button type="button" id="restore-backup" ?disabled=${this.busy} @click=${() => this.#restore()}>Show the plan …</button>
      <error-note .problem=${this.problem}></error-note>
      <apply-dialog .asked=${this.asked} @applied=${(event) => this.#restored(event.detail)} @close=${() => { this.asked = null; }}></apply-dialog></section>`;
  }

  async #download() {
    await this.#doing(async () => {
      const answer = await send('GET', '/backup');
      save(nameIn(answer, 'steelyard-backup.zip'), await answer.blob());
    });
  }

  async #restore() {
    await this.#doing(async () => {
      const [file] = this.renderRoot.querySelector('#backup-file').files;
      if (!file) throw new Problem(0, { title: 'No file is chosen', detail: 'Choose the backup’s file first.' });
      const { etag } = await read('/configuration');
      this.asked = { heading: `Restore ${file.name}`, method: 'POST', path: '/backup', body: file, type: 'application/zip', etag, whole: true, why: `From the backup ${file.name}` };
    });
  }

  async #doing(what) {
    this.busy = true;
    this.problem = null;
    try {
      await what();
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }

  #restored({ revision, before, confirmBy }) {
    this.asked = null;
    toast(`Restored as revision ${revision}.`, { undo: confirmBy ? undefined : undoTo(before) });
  }
}

customElements.define('backup-card', BackupCard);
