-- One line of JSON after wrk's own text. Times are microseconds. Without an argument nothing is defined that is called
-- while the load runs (request(), response(), delay()), so the script costs the load generator nothing then.
--
-- With an argument, each connection waits before each request, so that all of them together come to a rate: from nothing
-- to twice the mean wait in milliseconds that is given, evenly. What a slow answer takes is not made up for, so a rate is
-- kept only where answers are quick against the wait.
function init(args)
  local mean = tonumber(args[1])
  if mean then
    function delay()
      return math.random() * 2 * mean
    end
  end
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "micros": %d, "p50": %.0f, "p99": %.0f, "p999": %.0f, "errors": %d}\n',
    summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
    e.connect + e.read + e.write + e.status + e.timeout))
end
