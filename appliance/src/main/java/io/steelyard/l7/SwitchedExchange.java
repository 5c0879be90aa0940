package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.steelyard.net.Tunnel;
import org.jspecify.annotations.Nullable;

/** The tunnel that an exchange has become: its two connections speak another protocol now, until both are gone. */
final class SwitchedExchange {
    private final Tunnel tunnel;

    /**
     * Makes a tunnel of an exchange's two connections.
     *
     * @param exchange told of the end
     * @param response what it was answered, so far
     * @param rest what the real server sent behind its answer
     */
    SwitchedExchange(HttpLoop home, Exchange exchange, Response response, ServerConnection server, ByteBuf rest) {
        ClientHandler client = exchange.client();
        server.expectNothing();
        Tunnel.Patience patience = new Tunnel.Patience(
                () -> home.service().timeouts().tunnelNanos(),
                Times.LINGER_NANOS,
                home.service().timeouts().writeNanos());
        tunnel = new Tunnel(
                client.connection(),
                client,
                server.connection(),
                server,
                patience,
                ending -> ended(exchange, response, ending));
        tunnel.begin();
        if (rest.isReadable()) {
            tunnel.server().received(rest);
        }
        client.handTo(tunnel.client());
    }

    private static @Nullable ProxyFailure failureOf(Tunnel.Ending ending) {
        return switch (ending) {
            case DONE -> null;
            case IDLE -> ProxyFailure.ofAppliance(ProxyFailure.Kind.TUNNEL_IDLE);
            case TOLD -> ProxyFailure.ofAppliance(ProxyFailure.Kind.TUNNEL_CLOSED);
            case CLIENT_LOST -> ProxyFailure.ofClient(ProxyFailure.Kind.CLIENT_GONE);
            case SERVER_LOST -> ProxyFailure.ofServer(ProxyFailure.Kind.TUNNEL_RESET, false);
        };
    }

    /** Closes it in good order. */
    void close() {
        tunnel.close();
    }

    private void ended(Exchange exchange, Response response, Tunnel.Ending ending) {
        exchange.request().countTunnelled(tunnel.bytesUp());
        response.countTunnelled(tunnel.bytesDown());
        exchange.tunnelEnded(failureOf(ending));
    }
}
