package io.steelyard.admin.accesslog;

import io.steelyard.admin.metrics.MeterBook;
import io.steelyard.admin.metrics.ServiceMeters;
import io.steelyard.config.AccessLogConfig;
import io.steelyard.config.AccessLogTarget;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.event.Event;
import io.steelyard.event.EventListener;
import io.steelyard.event.ExchangeEnd;
import io.steelyard.event.Severity;
import io.steelyard.event.TrafficListener;
import java.io.OutputStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a line for each request that ended, of those virtual services that want one. The line is put together on the
 * request's event loop, into memory of that event loop's own, and goes by a bounded ring to a thread that writes it: no
 * event loop waits for a disk or a network, nor for another event loop. Where the ring is full the line is dropped and
 * counted, and the log says so when lines go on.
 *
 * <p>Files and the standard output have one thread, syslog servers, which may keep theirs waiting for seconds, another.
 */
public final class AccessLog implements TrafficListener, AutoCloseable {
    private final Clock clock;
    private final MeterBook meters;
    private final OutputStream stdout;
    private final LogWriter local;
    private final LogWriter remote;
    private final Map<AccessLogTarget, Destination> destinations = new HashMap<>();
    private final Map<Wanted, Outlet> known = new HashMap<>();
    private int localOutlets;
    private int remoteOutlets;
    private volatile EventListener journal = event -> {};
    private volatile Map<String, Outlet> outlets = Map.of();

    private record Wanted(String virtualService, AccessLogConfig config) {}

    AccessLog(Clock clock, MeterBook meters, OutputStream stdout, LogWriter local, LogWriter remote) {
        this.clock = clock;
        this.meters = meters;
        this.stdout = stdout;
        this.local = local;
        this.remote = remote;
    }

    /**
     * One that writes nothing yet.
     *
     * @param loops how many event loops there are
     * @param clock in the time zone that lines are written in where their form has one
     * @param meters where lines are counted
     */
    public static AccessLog start(int loops, Clock clock, MeterBook meters, OutputStream stdout) {
        return new AccessLog(
                clock,
                meters,
                stdout,
                LogWriter.start(loops, clock, "access-log"),
                LogWriter.start(loops, clock, "access-log-syslog"));
    }

    /** From now on this listener is told what goes wrong. */
    public void tell(EventListener listener) {
        journal = listener;
    }

    /** These virtual services may have clients; their requests are logged as they are configured. */
    public synchronized void serve(List<VirtualServiceConfig> services) {
        Map<String, Outlet> next = new HashMap<>();
        for (VirtualServiceConfig service : services) {
            AccessLogConfig config = service.http().accessLog();
            if (config.format() != AccessLogConfig.Format.OFF) {
                next.put(service.name(), known.computeIfAbsent(new Wanted(service.name(), config), this::outlet));
            }
        }
        destinations.values().forEach(destination -> destination.wanted = false);
        next.forEach((name, outlet) -> {
            outlet.destination.wanted = true;
            ServiceMeters counted = meters.service(name);
            if (counted != null) {
                outlet.counts = counted.accessLog();
            }
        });
        outlets = Map.copyOf(next);
    }

    private Outlet outlet(Wanted wanted) {
        AccessLogTarget target = wanted.config().target();
        boolean far = target instanceof AccessLogTarget.Syslog;
        LogWriter writer = far ? remote : local;
        Outlet outlet = new Outlet(
                far ? remoteOutlets++ : localOutlets++,
                wanted.virtualService(),
                LineFormat.of(wanted.config()),
                destinations.computeIfAbsent(target, this::destination),
                writer);
        writer.add(outlet);
        return outlet;
    }

    private Destination destination(AccessLogTarget target) {
        if (target instanceof AccessLogTarget.ToFile file) {
            return new Destination(new FileSink(file, clock, this::complain), clock, this::forward);
        }
        if (target instanceof AccessLogTarget.Syslog syslog) {
            return new Destination(new SyslogSink(syslog.server(), clock), clock, this::forward);
        }
        return new Destination(new StreamSink("the standard output", stdout), clock, this::forward);
    }

    private void forward(Event event) {
        journal.happened(event);
    }

    private void complain(String sentence) {
        forward(Event.of(clock.instant(), Severity.WARNING, "access-log-trouble", sentence));
    }

    @Override
    public void exchangeEnded(ExchangeEnd exchange) {
        Outlet outlet = outlets.get(exchange.virtualService());
        if (outlet != null) {
            long began = clock.millis() - exchange.durationNanos() / 1_000_000;
            outlet.writer.lane(exchange.loop()).take(outlet, exchange, began);
        }
    }

    /** Opens files anew, after somebody moved them away. Returns at once; any thread. */
    public void reopen() {
        local.reopen();
        remote.reopen();
    }

    /** Writes what waits, for seconds at most, and ends. No event loop may have lines any more. */
    @Override
    public void close() {
        local.close();
        remote.close();
    }
}
