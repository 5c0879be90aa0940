package io.steelyard.admin;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/** Answers that may use the disk or compute for a while: made on a thread that may wait, once the whole body is there. */
public final class Slowly {
    private Slowly() {}

    /** Makes the answer to one request, or says why there is none. */
    @FunctionalInterface
    public interface Answering {
        HttpResponse answer(ServiceRequestContext ctx, AggregatedHttpRequest request) throws Unfit;
    }

    public static HttpService answer(Answering answering) {
        return (ctx, request) -> HttpResponse.of(
                request.aggregate().thenApplyAsync(whole -> made(answering, ctx, whole), ctx.blockingTaskExecutor()));
    }

    private static HttpResponse made(Answering answering, ServiceRequestContext ctx, AggregatedHttpRequest request) {
        try {
            return answering.answer(ctx, request);
        } catch (Unfit unfit) {
            return unfit.problem().response();
        }
    }
}
