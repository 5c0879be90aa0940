package io.steelyard.admin;

import com.linecorp.armeria.common.Flags;
import com.linecorp.armeria.common.util.TransportType;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import io.steelyard.admin.thread.BackSeat;
import java.util.concurrent.TimeUnit;

/**
 * Event loops for the admin side alone: daemon threads, and no two seconds of quiet before they end, which is what
 * Netty gives a group that is ended without a word and what the whole process would wait for when it stops. Their
 * transport is the one that Armeria opens its sockets with.
 */
final class AdminLoops extends MultiThreadIoEventLoopGroup {
    AdminLoops(String name, int threads) {
        super(threads, BackSeat.threads(name), transport());
    }

    @Override
    public Future<?> shutdownGracefully() {
        return shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static IoHandlerFactory transport() {
        return Flags.transportType() == TransportType.EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }
}
