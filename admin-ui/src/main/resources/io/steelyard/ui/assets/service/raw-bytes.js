// Bytes as people read them. The API gives them as text with one character for each byte.

const ROW = 16;
const MOST_ROWS = 512;

/** Text in pieces `[text, isMark]`, where what cannot be seen is a mark: line ends, and every other control or high byte. */
export function shown(text) {
  const pieces = [];
  for (const [part] of text.matchAll(/[\t\x20-\x7e]+|\r?\n|[^]/g)) {
    if (part === '\r\n') pieces.push(['\\r\\n', true], ['\n', false]);
    else if (part === '\n') pieces.push(['\\n', true], ['\n', false]);
    else if (part.length === 1 && !/[\t\x20-\x7e]/.test(part)) pieces.push([`\\x${hex(part)}`, true]);
    else pieces.push([part, false]);
  }
  return pieces;
}

/** The same as a hex dump: offset, sixteen bytes, and the characters among them. */
export function hexDump(text) {
  const rows = [];
  for (let at = 0; at < text.length && rows.length < MOST_ROWS; at += ROW) {
    const row = [...text.slice(at, at + ROW)];
    const codes = row.map(hex).join(' ').padEnd(ROW * 3 - 1);
    rows.push(`${at.toString(16).padStart(4, '0')}  ${codes}  ${row.map((one) => (/[\x20-\x7e]/.test(one) ? one : '.')).join('')}`);
  }
  return rows.join('\n');
}

const hex = (character) => (character.charCodeAt(0) & 0xff).toString(16).padStart(2, '0');
