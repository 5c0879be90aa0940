// Numbers for charts: round tops of axes, paths of lines, and few rows out of many values.

const ROUND = [1, 2, 3, 4, 5, 6, 8, 10];

/** The least round number that holds this, so that its half is round too. */
export function roundTop(highest) {
  if (!(highest > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  return ROUND.find((one) => one * power >= highest) * power;
}

/** A line through values as an SVG path in a box; it is broken where a value is null, and a lone value is a dot. */
export function linePath(values, top, width, height) {
  const step = width / Math.max(1, values.length - 1);
  let path = '';
  values.forEach((value, i) => {
    if (value === null) return;
    const point = `${(i * step).toFixed(1)} ${(height - (Math.min(value, top) / top) * height).toFixed(1)}`;
    const begins = i === 0 || values[i - 1] === null;
    const alone = begins && (values[i + 1] ?? null) === null;
    path += alone ? `M${point}h.01` : `${begins ? 'M' : 'L'}${point}`;
  });
  return path;
}

/** The same down to the ground, for what is filled. */
export function areaPath(values, top, width, height) {
  const step = width / Math.max(1, values.length - 1);
  const points = values.map((value, i) => `L${(i * step).toFixed(1)} ${(height - (Math.min(value ?? 0, top) / top) * height).toFixed(1)}`);
  return `M0 ${height}${points.join('')}L${width} ${height}Z`;
}

/** The values of so many rows: the mean of each stretch, or its highest where a mean would say nothing. */
export function rows(values, count, highest) {
  const size = Math.ceil(values.length / count);
  return Array.from({ length: Math.ceil(values.length / size) }, (_, row) => {
    const known = values.slice(row * size, (row + 1) * size).filter((value) => value !== null);
    if (!known.length) return null;
    return highest ? Math.max(...known) : known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}
