package io.steelyard.l7;

import io.steelyard.route.Route;

/**
 * Answers an exchange in the appliance's own name: writes the answer, sends it and counts it. Each method says whether the
 * client's connection stays. Used again with its exchange.
 */
final class Answering {
    private final HttpLoop home;
    private final Request request;
    private final Response response;

    Answering(HttpLoop home, Request request, Response response) {
        this.home = home;
        this.request = request;
        this.response = response;
    }

    boolean options() {
        boolean stays = staysOpen();
        OwnAnswer.options(home.writer(), request, !stays);
        send();
        return stays;
    }

    boolean redirect(Route.Redirect to) {
        boolean stays = staysOpen();
        OwnAnswer.redirect(home.writer(), to, request, !stays);
        send();
        return stays;
    }

    boolean failure(ProxyFailure why) {
        boolean stays = staysOpen() && why.side() != ProxyFailure.Side.CLIENT;
        OwnAnswer.failure(home.writer(), why, home.service().rules().errorPages(), request, !stays);
        send();
        return stays;
    }

    /** Our own answers say nothing of keep-alive, so they end the connections of HTTP/1.0 clients. */
    private boolean staysOpen() {
        return request.keepsAlive()
                && request.head().minorVersion == 1
                && request.upgrade().isEmpty();
    }

    private void send() {
        request.tellWhy(home.writer());
        home.writer().sendTo(request.client().connection());
        response.countSent(home.writer());
    }
}
