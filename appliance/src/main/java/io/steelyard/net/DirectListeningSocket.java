package io.steelyard.net;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.NativeInetAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket that is a bare handle on Netty's epoll event loop; what it accepts is a {@link DirectConnection}. */
final class DirectListeningSocket implements ListeningSocket, EpollIoHandle {
    private static final Logger log = LoggerFactory.getLogger(DirectListeningSocket.class);

    /** Accepted in a row before those that are open have their turn. */
    private static final int MOST_ACCEPTED = 64;

    private final Loop loop;
    private final LinuxSocket socket;
    private final Acceptor acceptor;

    /** Its length, then its bytes, as accept(2) fills it in. */
    private final byte[] peer = new byte[26];

    private @Nullable IoRegistration registration;

    private DirectListeningSocket(Loop loop, LinuxSocket socket, Acceptor acceptor) {
        this.loop = loop;
        this.socket = socket;
        this.acceptor = acceptor;
    }

    static DirectListeningSocket open(Loop loop, InetSocketAddress address, Acceptor acceptor) throws IOException {
        LinuxSocket socket = LinuxSocket.newSocketStream(address.getAddress() instanceof Inet6Address);
        try {
            socket.setReuseAddress(true);
            socket.setReusePort(true);
            // Accepted sockets inherit these.
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.bind(address);
            socket.listen(BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        DirectListeningSocket listening = new DirectListeningSocket(loop, socket, acceptor);
        loop.eventLoop().execute(listening::register);
        return listening;
    }

    private void register() {
        try {
            registration = loop.register(this);
            registration.submit(EpollIoOps.EPOLLIN);
        } catch (IOException e) {
            log.error("a listening socket could not be watched", e);
        }
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    public void refuseNew() {
        try {
            socket.setRawOpt(NobodyNew.LEVEL, NobodyNew.OPTION, NobodyNew.option());
        } catch (IOException e) {
            log.debug("clients that come while a listening socket is closed are reset: {}", e.getMessage());
        }
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        try {
            for (int i = 0; i < MOST_ACCEPTED && socket.isOpen(); i++) {
                int accepted = socket.accept(peer);
                if (accepted < 0) {
                    return;
                }
                take(new Socket(accepted), NativeInetAddress.address(peer, 1, peer[0]));
            }
        } catch (IOException e) {
            rest(e);
        }
    }

    private void take(Socket accepted, InetSocketAddress from) throws IOException {
        DirectConnection connection = new DirectConnection(loop, accepted, from, true);
        try {
            connection.register(null);
        } catch (IOException e) {
            accepted.close();
            throw e;
        }
        acceptor.accepted(connection);
    }

    /** Most likely no file descriptors are left: accept no more for a moment, rather than spin on it. */
    private void rest(IOException cause) {
        if (registration == null || !socket.isOpen()) {
            return;
        }
        log.warn("a client could not be accepted: {}", cause.getMessage());
        IoRegistration resting = registration;
        resting.submit(EpollIoOps.EPOLLERR);
        loop.eventLoop().schedule(() -> wake(resting), 1, TimeUnit.SECONDS);
    }

    private void wake(IoRegistration resting) {
        if (socket.isOpen()) {
            resting.submit(EpollIoOps.EPOLLIN);
        }
    }

    private void acceptRest() throws IOException {
        for (int i = 0; i < BACKLOG && socket.isOpen(); i++) {
            int accepted = socket.accept(peer);
            if (accepted < 0) {
                return;
            }
            take(new Socket(accepted), NativeInetAddress.address(peer, 1, peer[0]));
        }
    }

    @Override
    public void close() {
        loop.eventLoop().submit(this::closeSocket).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private void closeSocket() {
        try {
            acceptRest();
            socket.close();
        } catch (IOException e) {
            log.warn("a listening socket could not be closed: {}", e.getMessage());
        }
        if (registration != null) {
            registration.cancel();
        }
    }
}
