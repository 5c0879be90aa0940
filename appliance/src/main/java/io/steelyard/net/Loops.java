package io.steelyard.net;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The data plane's event loops, one thread each. */
public final class Loops implements AutoCloseable {
    private final Transport transport;
    private final MultiThreadIoEventLoopGroup group;
    private final List<Loop> loops;

    /**
     * Starts the threads.
     *
     * @param count how many, normally one per core
     */
    public Loops(Transport transport, int count) {
        this.transport = transport;
        this.group = new MultiThreadIoEventLoopGroup(
                count, new DefaultThreadFactory("data-plane"), transport.ioHandlerFactory());
        List<Loop> all = new ArrayList<>();
        for (EventExecutor executor : group) {
            all.add(new Loop(all.size(), (SingleThreadIoEventLoop) executor));
        }
        this.loops = List.copyOf(all);
    }

    public Transport transport() {
        return transport;
    }

    public List<Loop> all() {
        return loops;
    }

    /** Ends the threads; waits for them for a few seconds at most. Not to be called on one of them. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        if (group.isTerminated()) {
            loops.forEach(Loop::release);
        }
    }
}
