import { css } from '../lit/index.js';

/** What people click and type into, and the sheets these stand on; the same in every part. */
export const controls = css`
  * { box-sizing: border-box; }
  :host([hidden]), [hidden] { display: none !important; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
  a { color: var(--accent); text-underline-offset: .15em; }
  h2 { margin: 0 0 .6rem; font-size: 1.12em; font-weight: 650; letter-spacing: -.005em; }
  h3 { margin: 0 0 .4rem; font-size: 1em; font-weight: 650; }
  p { margin: 0 0 .7rem; max-width: 72ch; }
  code, .mono { font-family: var(--mono); font-size: .94em; }
  button, .button { display: inline-flex; align-items: center; justify-content: center; gap: .4em; min-height: 2.15rem; padding: .3em .95em; border: 1px solid var(--line-strong); border-radius: 7px; background: var(--card); color: var(--ink); font: inherit; font-weight: 550; line-height: 1.3; text-decoration: none; cursor: pointer; white-space: nowrap; }
  button:hover, .button:hover { background: var(--sunken); border-color: var(--field-line); }
  button.primary, .button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
  button.primary:hover, .button.primary:hover { background: var(--accent-strong); border-color: var(--accent-strong); }
  button.danger { color: var(--bad); border-color: var(--bad-line); }
  button.danger:hover { background: var(--bad-wash); border-color: var(--bad); }
  button.danger.primary { background: var(--bad-strong); border-color: var(--bad-strong); color: var(--on-bad); }
  button.plain, .button.plain { border-color: transparent; background: none; color: var(--accent); padding-inline: .5em; }
  button.plain:hover { background: var(--accent-wash); }
  button.plain.danger { color: var(--bad); }
  button.small, .button.small { min-height: 1.75rem; padding: .1em .65em; font-size: .93em; }
  button[disabled] { opacity: .55; cursor: not-allowed; }
  label { font-weight: 550; }
  input, select, textarea { width: 100%; min-height: 2.15rem; padding: .3em .6em; border: 1px solid var(--field-line); border-radius: 7px; background: var(--field); color: var(--ink); font: inherit; }
  textarea { min-height: 5.5em; line-height: 1.5; resize: vertical; }
  input::placeholder, textarea::placeholder { color: var(--ink-faint); opacity: 1; }
  input[type="checkbox"], input[type="radio"] { width: 1.1em; height: 1.1em; min-height: 0; margin: 0; accent-color: var(--accent); }
  [aria-invalid="true"] { border-color: var(--bad-strong); box-shadow: 0 0 0 1px var(--bad-strong); }
  .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); padding: 1.1rem 1.25rem; }
  .row { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .7rem; }
  .row.end { justify-content: flex-end; }
  .soft { color: var(--ink-soft); }
  .faint { color: var(--ink-faint); font-size: .93em; }
  .bad { color: var(--bad); }
  .good { color: var(--good); }
  .unseen { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

/** A view: its heading with what can be done beside it, and its cards below one another. */
export const viewLayout = css`
  :host { display: block; max-width: 76rem; margin: 0 auto; padding: clamp(.8rem, 2vw, 1.6rem); }
  .heading { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin-bottom: 1rem; }
  .heading h1 { flex: 1 1 auto; margin: 0; font-size: 1.5em; font-weight: 680; letter-spacing: -.015em; overflow-wrap: anywhere; }
  .heading h1:focus { outline: none; }
  .stack { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
`;

/** A card's heading with what can be done beside it. */
export const cardHead = css`
  .head { display: flex; align-items: center; gap: 1rem; margin-bottom: .6rem; }
  .head h2 { flex: 1; margin: 0; }
`;

/** Tables: hairlines, quiet heads, and on a narrow screen each row becomes a block with its heads beside the values. */
export const tables = css`
  .scroll { overflow-x: auto; }
  table { width: 100%; border-collapse: collapse; text-align: left; }
  th, td { padding: .55rem .7rem; border-top: 1px solid var(--line); vertical-align: baseline; font-weight: 400; overflow-wrap: anywhere; }
  thead th { border-top: 0; padding-block: .3rem; color: var(--ink-faint); font-size: .88em; font-weight: 550; white-space: nowrap; }
  th:first-child, td:first-child { padding-left: 0; }
  th:last-child, td:last-child { padding-right: 0; }
  .number { text-align: right; white-space: nowrap; }
  .actions { text-align: right; white-space: nowrap; }
  @media (max-width: 640px) {
    table, tbody, tr { display: block; }
    thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    tr { padding: .6rem 0; border-top: 1px solid var(--line); }
    tbody tr:first-child { border-top: 0; }
    th, td { display: block; border: 0; padding: .12rem 0; }
    .number, .actions { text-align: left; white-space: normal; }
    td[data-head]::before { content: attr(data-head) ": "; color: var(--ink-faint); }
  }
`;
