package io.steelyard.admin;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.EventLoop;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status as server-sent events (WHATWG HTML, section 9.2): the whole document at once on connecting, on every
 * change, and each second for the counters and as the sign of life that a page misses when the connection is dead.
 *
 * <p>Everything happens on one event loop. A document is written once for all subscribers and only while there are any;
 * changes that come within {@value #GAP_MILLIS} ms share one. Each subscriber has at most one document on its way and
 * one waiting, which the next replaces, so a slow reader costs no memory and still sees the newest; one that takes
 * nothing for {@value #STALLED_TICKS} seconds is cut off.
 *
 * <p>Each document has the number of the journal's newest entry as its id. A browser that lost the connection comes back
 * by itself and names the last id it saw: it is told the entries that it missed, and then how everything is.
 */
final class EventStream implements HttpService, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    static final int MAX_SUBSCRIBERS = 64;
    private static final long GAP_MILLIS = 25;
    private static final int STALLED_TICKS = 30;
    /** What a browser waits before it comes back. */
    private static final int RETRY_MILLIS = 1000;

    private static final AsciiString LAST_EVENT_ID = HttpHeaderNames.of("last-event-id");

    private final EventLoop loop;
    private final Supplier<byte[]> status;
    private final Missed missed;
    private final Set<Subscriber> subscribers = new HashSet<>();
    private final AtomicInteger places = new AtomicInteger(MAX_SUBSCRIBERS);
    private final AtomicBoolean due = new AtomicBoolean();
    private final ScheduledFuture<?> ticks;

    /**
     * Makes a stream without subscribers.
     *
     * @param loop where everything happens
     * @param status writes the document as of now
     * @param missed what happened while somebody was not connected
     */
    EventStream(EventLoop loop, Supplier<byte[]> status, Missed missed) {
        this.loop = loop;
        this.status = status;
        this.missed = missed;
        this.ticks = loop.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** What happened, by numbers that count up. */
    interface Missed {
        /** Where nothing is remembered. */
        Missed NOTHING = new Missed() {
            @Override
            public long last() {
                return 0;
            }

            @Override
            public byte[] since(long number) {
                return "{\"last\":0,\"events\":[]}".getBytes(StandardCharsets.US_ASCII);
            }
        };

        /** The number of the newest; never waits. */
        long last();

        /** Those after this number, as a JSON document in one line. */
        byte[] since(long number);
    }

    /** Something is not as the last document says. Any thread; returns at once. */
    void changed() {
        if (due.compareAndSet(false, true)) {
            schedulePublish();
        }
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        if (places.getAndDecrement() <= 0) {
            places.incrementAndGet();
            return new Problem(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "There are " + MAX_SUBSCRIBERS + " subscribers already; close a page somewhere.")
                    .response();
        }
        ctx.clearRequestTimeout();
        HttpResponseWriter out = HttpResponse.streaming();
        out.write(ResponseHeaders.builder(HttpStatus.OK)
                .contentType(MediaType.EVENT_STREAM)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .build());
        Subscriber subscriber = new Subscriber(out);
        String seen = request.headers().get(LAST_EVENT_ID);
        boolean returned = seen != null && seen.matches("\\d{1,18}");
        var unused = out.whenComplete().handle((done, failure) -> places.incrementAndGet());
        loop.execute(() -> {
            subscribers.add(subscriber);
            if (returned) {
                subscriber.offer(HttpData.wrap(event("missed", missed.last(), missed.since(Long.parseLong(seen)))));
            }
            offerTo(Set.of(subscriber));
        });
        return out;
    }

    /** Ends every subscriber's stream. */
    @Override
    public void close() {
        if (ticks.cancel(false)) {
            loop.execute(() -> subscribers.forEach(subscriber -> subscriber.out.close()));
        }
    }

    private void schedulePublish() {
        try {
            var unused = loop.schedule(this::publish, GAP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.trace("a change after the end is told to nobody", closed);
        }
    }

    private void publish() {
        due.set(false);
        subscribers.removeIf(subscriber -> !subscriber.out.isOpen());
        offerTo(subscribers);
    }

    private void tick() {
        subscribers.forEach(Subscriber::tick);
        publish();
    }

    private void offerTo(Set<Subscriber> those) {
        if (those.isEmpty()) {
            return;
        }
        try {
            HttpData event = event();
            those.forEach(subscriber -> subscriber.offer(event));
        } catch (RuntimeException fault) {
            LOG.error("The status could not be written; the event stream goes on without it", fault);
        }
    }

    private HttpData event() {
        long last = missed.last(); // before the document, so that nothing falls between the two
        return HttpData.wrap(event("status", last, status.get()));
    }

    private static byte[] event(String name, long id, byte[] body) {
        byte[] head = ("retry: " + RETRY_MILLIS + "\nid: " + id + "\nevent: " + name + "\ndata: ")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] event = new byte[head.length + body.length + 2];
        System.arraycopy(head, 0, event, 0, head.length);
        System.arraycopy(body, 0, event, head.length, body.length);
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }

    /** One page that listens. Only ever touched on the loop. */
    private final class Subscriber {
        private final HttpResponseWriter out;
        private boolean onItsWay;
        private HttpData waiting = HttpData.empty();
        private int stalledTicks;

        Subscriber(HttpResponseWriter out) {
            this.out = out;
        }

        void offer(HttpData event) {
            if (onItsWay) {
                waiting = event;
                return;
            }
            if (!out.tryWrite(event)) {
                return;
            }
            onItsWay = true;
            stalledTicks = 0;
            var unused = out.whenConsumed().handleAsync((done, failure) -> taken(), loop);
        }

        private boolean taken() {
            onItsWay = false;
            HttpData next = waiting;
            waiting = HttpData.empty();
            if (!next.isEmpty()) {
                offer(next);
            }
            return true;
        }

        private void tick() {
            if (onItsWay && ++stalledTicks >= STALLED_TICKS) {
                out.abort();
            }
        }
    }
}
