import { LitElement, css, html, nothing } from '../lit/index.js';
import { controls } from '../parts/styles.js';
import { defaultWords, keyWords } from '../settings.js';
import '../parts/help-tip.js';

/**
 * One setting's field, made from what the appliance tells of it: a choice, a yes or no, a list, or text with the default as
 * its placeholder. `place` is its path in what is edited. Fires "edit" with `{path, value}`, value undefined when it is left
 * to the default.
 */
export class SettingField extends LitElement {
  static properties = {
    setting: { attribute: false },
    place: { reflect: true },
    value: { attribute: false },
    problem: {},
    label: {},
    required: { type: Boolean },
    bare: { type: Boolean },
  };

  static shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static styles = [controls, css`
    :host { display: block; min-width: 0; }
    .head { display: flex; align-items: center; gap: .4rem; margin-bottom: .25rem; min-height: 1.35rem; }
    label { overflow-wrap: anywhere; }
    .changed { width: .5rem; height: .5rem; border-radius: 50%; background: var(--accent); }
    .problem { margin: .25rem 0 0; color: var(--bad); font-size: .96em; overflow-wrap: anywhere; }
    textarea { min-height: 3.6em; }
    .number { max-width: 9rem; }
    .start { margin: .2rem 0 0; color: var(--ink-faint); font-size: .93em; }
  `];

  render() {
    const setting = this.setting ?? { path: '', key: this.place };
    const label = this.label || keyWords(setting.at ?? setting.key ?? this.place);
    return html`<div class="head" ?hidden=${this.bare}><label for="input">${label}</label>
        <help-tip setting=${setting.id ?? setting.path}></help-tip>
        ${this.value !== undefined && !this.required && !this.bare ? html`<span class="changed" title="Not the default"></span>` : nothing}</div>
      ${this.#input(setting, label)}
      ${this.problem ? html`<p class="problem" id="problem">${this.problem}</p>` : nothing}
      ${setting.nextStart && !this.bare ? html`<p class="start">Counts from the next start on.</p>` : nothing}`;
  }

  #input(setting, label) {
    const kind = kindOf(setting);
    const invalid = this.problem ? 'true' : nothing;
    const name = this.bare ? label : nothing;
    const described = this.problem ? 'problem' : nothing;
    const fallback = defaultWords(setting);
    if (kind === 'choice' || kind === 'flag') {
      const values = kind === 'flag' ? ['true', 'false'] : valuesOf(setting);
      const now = this.value === undefined ? '' : String(this.value);
      return html`<select id="input" aria-label=${name} aria-invalid=${invalid} aria-describedby=${described} @change=${(event) => this.#edit(event.target.value, kind)}>
        ${this.required ? nothing : html`<option value="" ?selected=${now === ''}>${fallback ? `${wordOf(fallback, kind)} (default)` : 'Default'}</option>`}
        ${values.map((value) => html`<option value=${value} ?selected=${value === now}>${wordOf(value, kind)}</option>`)}
        ${now && !values.includes(now) ? html`<option value=${now} selected>${now}</option>` : nothing}</select>`;
    }
    if (kind === 'list') {
      return html`<textarea id="input" rows="2" aria-label=${name} aria-invalid=${invalid} aria-describedby=${described} spellcheck="false" placeholder=${fallback || 'One per line'}
        .value=${textOf(this.value)} @change=${(event) => this.#edit(event.target.value, kind)}></textarea>`;
    }
    return html`<input id="input" class=${kind === 'integer' ? 'number' : ''} type=${setting.secret ? 'password' : 'text'} inputmode=${kind === 'integer' ? 'numeric' : nothing}
      aria-label=${name} aria-invalid=${invalid} aria-describedby=${described} aria-required=${this.required ? 'true' : nothing} autocomplete="off" spellcheck="false"
      placeholder=${fallback || nothing} .value=${textOf(this.value)} @change=${(event) => this.#edit(event.target.value, kind)}>`;
  }

  #edit(text, kind) {
    this.dispatchEvent(new CustomEvent('edit', { bubbles: true, composed: true, detail: { path: this.place, value: valueOf(text, kind) } }));
  }
}

/** What kind of field a setting needs. What is allowed is said in words as well, in case its type is one unknown here. */
function kindOf({ type = '', allowed = '', values }) {
  if (values?.length || allowed.startsWith('one of ')) return 'choice';
  if (/^(flag|boolean)$/.test(type) || allowed === 'true or false') return 'flag';
  if (/^(list|array)$/.test(type) || allowed.startsWith('a list of')) return 'list';
  if (/^(integer|number)$/.test(type) || allowed.startsWith('a whole number')) return 'integer';
  return 'text';
}

const valuesOf = ({ values, allowed = '' }) => (values?.length ? values.map(String) : allowed.replace('one of ', '').split(', '));

const wordOf = (value, kind) => (kind === 'flag' ? { true: 'Yes', false: 'No' }[value] ?? value : value);

function textOf(value) {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  return typeof value === 'object' ? Object.entries(value).map(([key, one]) => `${key}: ${one}`).join(', ') : String(value);
}

/** Typed text as the configuration has it. What is not of its kind stays text, for the appliance to say what is wrong. */
function valueOf(text, kind) {
  const typed = text.trim();
  if (!typed) return undefined;
  if (kind === 'flag') return typed === 'true';
  if (kind === 'list') return typed.split('\n').map((line) => line.trim()).filter(Boolean).map(plain);
  if (kind === 'choice') return plain(typed);
  return kind === 'integer' ? plain(typed) : text;
}

const plain = (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text);

customElements.define('setting-field', SettingField);
