package io.steelyard.admin.capture;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.admin.Endpoint;
import io.steelyard.admin.JsonAnswer;
import io.steelyard.admin.Slowly;
import io.steelyard.admin.Unfit;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Packets of one port as a file: {@code POST /api/v1/captures}, one at a time, bounded in time and bytes; {@code GET} says
 * whether it can be done here.
 */
public final class CapturesEndpoint implements Endpoint {
    private static final String PATH = "/api/v1/captures";
    private static final MediaType PCAP = MediaType.create("application", "vnd.tcpdump.pcap");

    private final Supplier<Captor> captors;
    private final AtomicBoolean running = new AtomicBoolean();

    /** @param captors asked anew each time: programs get installed */
    public CapturesEndpoint(Supplier<Captor> captors) {
        this.captors = captors;
    }

    @Override
    public void route(ServerBuilder builder) {
        builder.route().get(PATH).build(Slowly.answer((ctx, request) -> possible()));
        builder.route().post(PATH).build(Slowly.answer(this::capture));
    }

    private HttpResponse possible() {
        String whyNot = captors.get().whyNot();
        return JsonAnswer.of(out -> {
            out.writeBooleanField("possible", whyNot == null);
            out.writeStringField("reason", whyNot);
            out.writeBooleanField("running", running.get());
            out.writeNumberField("mostSeconds", CaptureOrder.LONGEST.toSeconds());
            out.writeNumberField("mostBytes", CaptureOrder.MOST_BYTES);
        });
    }

    private HttpResponse capture(ServiceRequestContext ctx, AggregatedHttpRequest request) throws Unfit {
        CaptureOrder order = CaptureOrder.of(request);
        Captor captor = captors.get();
        String whyNot = captor.whyNot();
        if (whyNot != null) {
            throw new Unfit(HttpStatus.CONFLICT, "Packets cannot be captured: " + whyNot + ".");
        }
        if (!running.compareAndSet(false, true)) {
            throw new Unfit(HttpStatus.CONFLICT, "A capture is under way already; there is one at a time.");
        }
        boolean begun = false;
        Capture capture = null;
        try {
            capture = Capture.start(captor.command(order), order.time().toSeconds(), ctx.eventLoop());
            PcapReader file = capture.file();
            if (file == null) {
                throw new Unfit(HttpStatus.CONFLICT, "tcpdump does not capture: " + capture.complaint());
            }
            HttpResponse response = streamed(ctx, capture, file, order);
            begun = true;
            return response;
        } catch (IOException e) {
            throw new Unfit(HttpStatus.CONFLICT, "tcpdump does not capture: " + e.getMessage());
        } finally {
            if (!begun) {
                if (capture != null) {
                    capture.close();
                }
                running.set(false);
            }
        }
    }

    private HttpResponse streamed(ServiceRequestContext ctx, Capture capture, PcapReader file, CaptureOrder order) {
        ctx.clearRequestTimeout();
        HttpResponseWriter out = HttpResponse.streaming();
        out.write(ResponseHeaders.builder(HttpStatus.OK)
                .contentType(PCAP)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(
                        HttpHeaderNames.CONTENT_DISPOSITION,
                        "attachment; filename=\"steelyard-port-" + order.port() + ".pcap\"")
                .build());
        // A client that goes away ends the program, which ends the thread's reading.
        var unused = out.whenComplete().handle((done, gone) -> {
            capture.close();
            running.set(false);
            return true;
        });
        Thread thread = new Thread(() -> capture.copy(file, order.bytes(), out), "steelyard-admin-capture");
        thread.setDaemon(true);
        thread.start();
        return out;
    }
}
