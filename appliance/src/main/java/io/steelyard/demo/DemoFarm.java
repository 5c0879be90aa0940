package io.steelyard.demo;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A farm to try things on: demo servers in this process, named {@code iis1}, {@code iis2} and so on, on event loops of
 * their own that keep no JVM alive.
 */
public final class DemoFarm implements AutoCloseable {
    private static final int LOOPS = 2;
    private static final int SHUTDOWN_SECONDS = 5;

    private final EventLoopGroup loops;
    private final List<DemoServer> servers = new ArrayList<>();

    private DemoFarm() {
        loops = new MultiThreadIoEventLoopGroup(
                LOOPS, new DefaultThreadFactory("demo-farm", true), NioIoHandler.newFactory());
    }

    /**
     * Starts a demo server for each pair of ports; all are listening when this returns.
     *
     * @throws DemoBindException naming the port that cannot be listened on; nothing is left open then
     */
    public static DemoFarm start(List<DemoPorts> ports) {
        DemoFarm farm = new DemoFarm();
        try {
            for (DemoPorts pair : ports) {
                farm.servers.add(DemoServer.start("iis" + (farm.servers.size() + 1), farm.loops, pair));
            }
            return farm;
        } catch (DemoBindException e) {
            farm.close();
            throw e;
        }
    }

    /** In the order of their ports. */
    public List<DemoServer> servers() {
        return List.copyOf(servers);
    }

    /** The server with this place in the list, from 0. */
    public DemoServer server(int index) {
        return servers.get(index);
    }

    /** Ends every port and connection, and the event loops; waits for them, seconds at most. */
    @Override
    public void close() {
        servers.stream().map(DemoServer::close).toList().forEach(CompletableFuture::join);
        loops.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(SHUTDOWN_SECONDS + 1, TimeUnit.SECONDS);
    }
}
