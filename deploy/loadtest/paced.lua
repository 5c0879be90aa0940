-- Each connection waits before each request, so that all of them together come to a rate: from nothing to twice the mean
-- wait that is given, evenly. What a slow answer takes is not made up for, so a rate is kept only where answers are
-- quick against the wait. Reports as report.lua does.
local mean = 0

function init(args)
  mean = tonumber(args[1])
end

function delay()
  return math.random() * 2 * mean
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "micros": %d, "p50": %.0f, "p99": %.0f, "p999": %.0f, "errors": %d}\n',
    summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
    e.connect + e.read + e.write + e.status + e.timeout))
end
