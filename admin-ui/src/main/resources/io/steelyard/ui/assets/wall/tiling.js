// How many columns make tiles of a good shape, so that all of them fit without scrolling.

const BEST_SHAPE = 2.1;
const LEAST_WIDTH = 190;
const LEAST_HEIGHT = 54;

/**
 * Columns and rows for so many tiles in a room of this size: the shape nearest to what reads best. Where they would
 * become too small to read, there are as many rows as it takes, and the wall scrolls.
 */
export function tiling(tiles, width, height, gap) {
  const most = Math.max(1, Math.floor((width + gap) / (LEAST_WIDTH + gap)));
  let best = { columns: most, rows: Math.ceil(tiles / most), fits: false };
  let distance = Infinity;
  for (let columns = 1; columns <= Math.min(most, tiles); columns++) {
    const rows = Math.ceil(tiles / columns);
    const tileHeight = (height - (rows - 1) * gap) / rows;
    const shape = (width - (columns - 1) * gap) / columns / tileHeight;
    const off = Math.abs(Math.log(shape / BEST_SHAPE)) + (columns * rows - tiles) / tiles / 4;
    if (tileHeight >= LEAST_HEIGHT && off < distance) {
      distance = off;
      best = { columns, rows, fits: true };
    }
  }
  return best;
}
