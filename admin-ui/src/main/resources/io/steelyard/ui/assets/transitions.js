// Which cells went from one state to another between two documents.

/** One string for each cell of a document. */
export const cellKey = (service, server, cell) =>
  JSON.stringify([service.name, server.name, cell.check.index, cell.host]);

/** The cells whose state differs, with where they stand; none for the first document. */
export function transitions(before, after) {
  if (!before) return [];
  const states = new Map();
  eachCell(before, (service, server, cell) => states.set(cellKey(service, server, cell), cell.state));
  const changed = [];
  eachCell(after, (service, server, cell) => {
    const was = states.get(cellKey(service, server, cell));
    if (was && was !== cell.state) changed.push({ service, server, cell });
  });
  return changed;
}

/** Visits every cell of a document. */
export function eachCell(status, visit) {
  for (const service of status.virtualServices) {
    for (const server of service.realServers) {
      for (const cell of server.cells) visit(service, server, cell);
    }
  }
}
