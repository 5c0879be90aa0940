import { LitElement, css, html, nothing } from '../lit/index.js';
import { get, step, withQuery } from '../api.js';
import { controls, tables } from '../parts/styles.js';
import { many, sentence } from '../words.js';
import '../parts/error-note.js';

/** Where a request would go at this moment, and why not to the other real servers; nothing is sent to anybody. */
export class RequestWay extends LitElement {
  static properties = { service: { attribute: false }, told: { state: true }, problem: { state: true }, busy: { state: true } };

  static styles = [controls, tables, css`
    :host { display: block; }
    form { display: flex; flex-wrap: wrap; align-items: end; gap: .6rem .8rem; margin-bottom: .8rem; }
    form div { display: grid; gap: .2rem; flex: 1 1 11rem; max-width: 20rem; }
    label { font-size: .93em; }
    .name { font: .94em var(--mono); }
    tr.chosen .name { font-weight: 700; }
  `];

  constructor() {
    super();
    this.told = null;
    this.problem = null;
    this.busy = false;
  }

  render() {
    const hosts = [...new Set(this.service.realServers.flatMap((server) => server.cells.map((cell) => cell.host).filter(Boolean)))];
    return html`<form @submit=${this.#ask}>
        <div><label for="way-host">Host name</label><input id="way-host" name="host" list="way-hosts" autocomplete="off" spellcheck="false" .defaultValue=${hosts[0] ?? ''}>
          <datalist id="way-hosts">${hosts.map((host) => html`<option value=${host}></option>`)}</datalist></div>
        <div><label for="way-path">Path</label><input id="way-path" name="path" autocomplete="off" spellcheck="false" .defaultValue=${'/'}></div>
        <div><label for="way-client">Client’s address</label><input id="way-client" name="client" autocomplete="off" spellcheck="false" placeholder="127.0.0.1"></div>
        <button id="way-ask" ?disabled=${this.busy}>Where would it go?</button></form>
      <error-note .problem=${this.problem} heading="It cannot be told"></error-note>
      ${this.told ? this.#answer(this.told) : nothing}`;
  }

  #answer({ chosen, closed, scheduling, persistence, had, notKept, realServers, moreFit, moreOut }) {
    const fit = realServers.filter((one) => one.fit).length + moreFit;
    return html`<p role="status" id="way-answer">${chosen ? html`To <b>${chosen}</b>.`
      : fit && !closed ? html`To <b>${fit === 1 ? 'the one real server' : `one of the ${many(fit, 'real server')}`}</b> that ${fit === 1 ? 'is' : 'are'} fit, as ${scheduling.replaceAll('-', ' ')} has it.`
        : html`<b>To no real server${closed ? `: ${sentence(closed)}` : '.'}</b>`}
        ${persistence === 'kept' ? 'The client stays where it was.' : nothing}
        ${had && notKept ? `It had ${had}, which does not keep it: ${sentence(notKept)}` : nothing}</p>
      <div class="scroll"><table><caption class="unseen">Real servers that were considered</caption>
        <thead><tr><th scope="col">Real server</th><th scope="col">Considered</th></tr></thead>
        <tbody>${realServers.map((one) => html`<tr class=${one.chosen ? 'chosen' : ''}><th scope="row" class="name">${one.realServer}</th>
          <td data-head="Considered">${one.chosen ? html`<b class="good">Chosen</b>` : one.fit ? 'Fit' : html`<span class="bad">Out</span>`}${one.reason ? html` – ${one.reason.replace(/^fit; /, '')}` : nothing}</td></tr>`)}</tbody></table></div>
      ${moreFit || moreOut ? html`<p class="soft">And ${moreFit} more that are fit, ${moreOut} that are out.</p>` : nothing}`;
  }

  async #ask(event) {
    event.preventDefault();
    const { host, path, client } = Object.fromEntries(new FormData(event.target));
    this.busy = true;
    try {
      this.told = await get(withQuery(`/virtual-services/${step(this.service.name)}/why`, { host: host.trim(), path: path.trim() || '/', client: client.trim() }));
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
      this.told = null;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('request-way', RequestWay);
