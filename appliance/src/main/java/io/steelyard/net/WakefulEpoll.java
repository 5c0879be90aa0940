package io.steelyard.net;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Netty's epoll for its channels, on which one that waited for nothing can wait for something again. A channel comes to
 * wait for nothing when its input has ended and all that was to be sent has gone, or when a listening socket rests.
 *
 * <p>Netty (4.2.18, and 4.2.20 still) then takes the descriptor out of the epoll set and goes on as if it were there: the
 * next thing that it waits for fails with ENOENT, what was to be sent is thrown away, and the other side is told a good
 * end where bytes are missing. It cannot be left in the set, as epoll_ctl(2) reports EPOLLHUP to those who wait for nothing
 * too, over and over. So its registration is ended here, and another one is made when there is something to wait for.
 *
 * <p>All calls come from the one event loop, except {@link #wakeup}.
 */
final class WakefulEpoll implements IoHandler {
    private static final Logger log = LoggerFactory.getLogger(WakefulEpoll.class);

    private final IoHandler epoll;

    /** Those that wait for nothing, which are the ones that Netty's handler does not know of. */
    private final Set<Registration> asleep = new HashSet<>();

    private WakefulEpoll(IoHandler epoll) {
        this.epoll = epoll;
    }

    static IoHandlerFactory newFactory() {
        IoHandlerFactory plain = EpollIoHandler.newFactory();
        return new IoHandlerFactory() {
            @Override
            public IoHandler newHandler(ThreadAwareExecutor executor) {
                return new WakefulEpoll(plain.newHandler(executor));
            }

            @Override
            public boolean isChangingThreadSupported() {
                return plain.isChangingThreadSupported();
            }
        };
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return epoll.run(context);
    }

    @Override
    public void prepareToDestroy() {
        List.copyOf(asleep).forEach(Registration::close);
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new Registration(handle, epoll.register(handle));
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }

    /** Outlives the registrations with Netty's handler that stand for it, one after the other. */
    private final class Registration implements IoRegistration {
        private final IoHandle handle;
        private IoRegistration present;
        private boolean cancelled;

        Registration(IoHandle handle, IoRegistration first) {
            this.handle = handle;
            this.present = first;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // so declared by Netty
        public <T> T attachment() {
            return present.attachment();
        }

        @Override
        public long submit(IoOps ops) {
            if (cancelled) {
                return -1;
            }
            if (((EpollIoOps) ops).value() == EpollIoOps.NONE.value()) {
                if (asleep.add(this)) {
                    present.cancel();
                }
                return 0;
            }
            if (asleep.remove(this)) {
                present = again();
            }
            return present.submit(ops);
        }

        private IoRegistration again() {
            try {
                return epoll.register(handle);
            } catch (Exception e) {
                throw new IllegalStateException("the event loop took it before and does not now", e);
            }
        }

        @Override
        public boolean isValid() {
            return !cancelled;
        }

        @Override
        public boolean cancel() {
            if (cancelled) {
                return false;
            }
            cancelled = true;
            return asleep.remove(this) || present.cancel();
        }

        void close() {
            try {
                handle.close();
            } catch (Exception e) {
                log.debug("a connection could not be closed with its event loop: {}", e.getMessage());
            }
        }
    }
}
