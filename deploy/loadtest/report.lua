-- One line of JSON after wrk's own text. Only done() is defined: without request() and response() the script costs
-- the load generator nothing while it runs. Times are microseconds.
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "micros": %d, "p50": %.0f, "p99": %.0f, "p999": %.0f, "errors": %d}\n',
    summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
    e.connect + e.read + e.write + e.status + e.timeout))
end
