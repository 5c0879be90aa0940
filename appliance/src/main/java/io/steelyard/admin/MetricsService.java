package io.steelyard.admin;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.admin.metrics.MeterBook;
import io.steelyard.admin.metrics.Scrape;
import io.steelyard.service.ApplianceView;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Answers {@code /metrics}, off the event loops, to a few at a time. */
final class MetricsService implements HttpService, AutoCloseable {
    private static final int AT_ONCE = 4;
    private static final MediaType TYPE = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");

    private final MeterBook meters;
    private final ApplianceView appliance;
    private final String version;
    private final Semaphore places = new Semaphore(AT_ONCE);

    @Nullable
    private Scrape scrape;

    private boolean closed;

    MetricsService(MeterBook meters, ApplianceView appliance, String version) {
        this.meters = meters;
        this.appliance = appliance;
        this.version = version;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        if (!places.tryAcquire()) {
            return new Problem(HttpStatus.SERVICE_UNAVAILABLE, AT_ONCE + " scrapes are under way already.").response();
        }
        HttpResponse response = HttpResponse.of(this::answer, ctx.blockingTaskExecutor());
        var unused = response.whenComplete().handle((done, failure) -> {
            places.release();
            return null;
        });
        return response;
    }

    /** Makes the scrape ready, which takes a while the first time; null once closed. */
    @Nullable
    synchronized Scrape prepare() {
        if (scrape == null && !closed) {
            scrape = new Scrape(meters, appliance, version);
        }
        return scrape;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (scrape != null) {
            scrape.close();
        }
    }

    private HttpResponse answer() {
        Scrape ready = prepare();
        if (ready == null) {
            return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "The appliance is stopping.").response();
        }
        ResponseHeaders headers = ResponseHeaders.builder(HttpStatus.OK)
                .contentType(TYPE)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .build();
        return HttpResponse.of(headers, HttpData.ofUtf8(ready.text()));
    }
}
