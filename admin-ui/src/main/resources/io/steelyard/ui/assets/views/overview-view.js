import { LitElement, css, html } from '../lit/index.js';
import { repeat } from '../lit/lit-html/directives/repeat.js';
import { controls } from '../parts/styles.js';
import { link } from '../router.js';
import { may } from '../session.js';
import '../parts/empty-note.js';
import '../service-card.js';

/** Every virtual service with its state and its grid of cells. */
export class OverviewView extends LitElement {
  static properties = {
    status: { attribute: false },
    rates: { attribute: false },
    session: { attribute: false },
    path: { attribute: false },
    fresh: { attribute: false },
  };

  static styles = [controls, css`
    :host { display: block; }
    .services { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 56rem), 1fr)); align-items: start; gap: 1rem; max-width: 150rem; margin: 0 auto; padding: clamp(.7rem, 1.6vw, 1.4rem); }
  `];

  render() {
    const { status } = this;
    if (!status.virtualServices.length) {
      return html`<h1 class="unseen" tabindex="-1">Overview</h1><empty-note heading="Add your first virtual service">
        A virtual service is the address and port that clients talk to, with the real servers that answer behind it.
        Steelyard tries every real server with every host name before anything is saved.
        ${may(this.session, 'administrator') ? html`<a slot="action" class="button primary" id="add-first" href=${link('add')}>Add a virtual service</a>` : ''}
      </empty-note>`;
    }
    return html`<h1 class="unseen" tabindex="-1">Overview</h1><div class="services">${repeat(status.virtualServices, (service) => service.name,
      (service) => html`<service-card .service=${service} .rates=${this.rates} .now=${Date.parse(status.at)} .fresh=${this.fresh}></service-card>`)}</div>`;
  }
}

customElements.define('overview-view', OverviewView);
