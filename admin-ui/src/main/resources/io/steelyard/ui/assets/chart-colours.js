import { css } from './lit/index.js';

/** Colours that stand for series, not for states; told apart by lightness too. */
export const chartColours = css`
  :host { --chart-1: #2563eb; --chart-2: #0f8f7e; --chart-3: #8b5cd6; --chart-4: #c2620c; }
  @media (prefers-color-scheme: dark) { :host { --chart-1: #7ba4ff; --chart-2: #3fc7b3; --chart-3: #b698f5; --chart-4: #f0a058; } }
`;
