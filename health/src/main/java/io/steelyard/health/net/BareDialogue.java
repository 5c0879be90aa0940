package io.steelyard.health.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.FileDescriptor;
import io.steelyard.health.Conversation;
import io.steelyard.health.Dialogue;
import io.steelyard.health.DialogueFailure;
import io.steelyard.health.Ending;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import io.steelyard.health.tls.CertificateFacts;
import io.steelyard.health.tls.TlsSettings;
import java.io.IOException;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One probe's connection in the clear, as a bare handle on Netty's epoll event loop: no channel, no pipeline. Thousands of
 * probes a second are thousands of connections a second, and a channel takes three times the system calls for one. What
 * may go over to TLS, and what has no epoll, is a {@link TcpDialogue}.
 *
 * <p>The socket is registered once, edge-triggered (epoll(7)): a read shorter than the buffer means that nothing more is
 * there, and an edge that comes while the answers are full is remembered.
 *
 * <p>After the verdict, a real server that was sent something has {@link #SERVER_FIRST} to close the connection, which is
 * what it was asked for; so the port stays with it in TIME_WAIT and not with us. Then our half is closed, and what still
 * comes is thrown away for at most {@link #LINGER}, so that the server sees no reset (RFC 1122, 4.2.2.13). A dialogue that
 * failed is closed at once.
 */
final class BareDialogue implements Dialogue, EpollIoHandle {
    private static final Duration SERVER_FIRST = Duration.ofMillis(250);
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final int LINGER_BYTES = 256 * 1024;
    private static final int BUFFER = 8 * 1024;

    private static final EpollIoOps EVERYTHING = EpollIoOps.EPOLLIN
            .with(EpollIoOps.EPOLLOUT)
            .with(EpollIoOps.EPOLLRDHUP)
            .with(EpollIoOps.EPOLLET);
    private static final int IN = EpollIoOps.EPOLLIN.value();
    private static final int OUT = EpollIoOps.EPOLLOUT.value();
    private static final int ENDED = EpollIoOps.EPOLLRDHUP.value();
    private static final int BROKEN = EpollIoOps.EPOLLERR.value();

    private enum Stage {
        CONNECTING,
        OPEN,
        LINGERING,
        CLOSED
    }

    private final Target target;
    private final Conversation conversation;
    private final Outgoing outgoing = new Outgoing();
    private final Recorder recorder;
    private final IoEventLoop loop;
    private final Alarm alarm;
    private final Answers answers = new Answers();
    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();

    private @Nullable LinuxSocket socket;
    private @Nullable IoRegistration registration;
    private @Nullable DialogueFailure failure;
    private Stage stage = Stage.CONNECTING;
    private boolean readable;
    private boolean reading;
    private boolean ending;
    private boolean asked;
    private boolean done;
    private int lingered;

    BareDialogue(Target target, Conversation conversation, Recorder recorder, IoEventLoop loop, ProbeTimer timer) {
        this.target = target;
        this.conversation = conversation;
        this.recorder = recorder;
        this.loop = loop;
        this.alarm = new Alarm(timer);
    }

    /** May be called on any thread, once. */
    CompletionStage<Verdict> begin() {
        if (loop.inEventLoop()) {
            connect();
        } else {
            try {
                loop.execute(this::connect);
            } catch (RejectedExecutionException e) {
                verdict.complete(Verdict.failed(Failures.connecting(e), recorder.transcript()));
            }
        }
        return verdict.minimalCompletionStage();
    }

    private void connect() {
        try {
            LinuxSocket opened = LinuxSocket.newSocketStream(target.address().getAddress() instanceof Inet6Address);
            socket = opened;
            outgoing.mayEndTheOpening(opened, conversation, target.greeting());
            opened.connect(target.address());
            var registered = loop.register(this);
            if (!registered.isSuccess()) {
                throw new IOException("the event loop takes no more", registered.cause());
            }
            registration = registered.getNow();
            alarm.set(target.connectTimeout(), () -> fail(Failures.noConnection(target.connectTimeout())));
            registration.submit(EVERYTHING); // an edge comes at once where the connection is open already
        } catch (IOException | RuntimeException e) {
            fail(Failures.connecting(e));
        }
    }

    @Override
    public FileDescriptor fd() {
        if (socket == null) {
            throw new IllegalStateException("no socket yet");
        }
        return socket;
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        int ops = ((EpollIoEvent) event).ops().value();
        if (stage == Stage.CONNECTING && !connected(ops)) {
            return;
        }
        ending |= (ops & (ENDED | BROKEN)) != 0;
        readable |= ending || (ops & IN) != 0;
        if ((ops & OUT) != 0) {
            flush();
        }
        if (readable) {
            read();
        }
    }

    private boolean connected(int ops) {
        if ((ops & BROKEN) != 0) {
            fail(whyNotConnected());
        } else if ((ops & OUT) != 0) {
            converse();
        }
        return stage != Stage.CONNECTING && stage != Stage.CLOSED;
    }

    private DialogueFailure whyNotConnected() {
        try {
            if (socket != null) {
                socket.finishConnect();
            }
            return new DialogueFailure(DialogueFailure.Kind.RESET, "connection reset"); // open for a moment only
        } catch (IOException e) {
            return Failures.connecting(e);
        }
    }

    private void converse() {
        stage = Stage.OPEN;
        recorder.connected();
        alarm.set(
                target.responseTimeout(),
                () -> fail(Failures.tooLate(recorder.hasReceived(), target.responseTimeout())));
        CompletionStage<Verdict> held;
        try {
            held = conversation.hold(this);
        } catch (RuntimeException e) {
            held = CompletableFuture.failedFuture(e);
        }
        held.whenComplete((found, cause) -> {
            if (loop.inEventLoop()) {
                finish(found, cause);
            } else {
                loop.execute(() -> finish(found, cause));
            }
        });
    }

    /** Reads what there is, as far as somebody will want it. Never within itself. */
    private void read() {
        if (reading) {
            return;
        }
        reading = true;
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(BUFFER, BUFFER);
        try {
            while (readable && stage != Stage.CLOSED && !(stage == Stage.OPEN && answers.isFull())) {
                receive(buffer.clear());
            }
        } catch (IOException e) {
            broke(e);
        } finally {
            reading = false;
            buffer.release();
        }
        if (stage == Stage.LINGERING && ending && !readable) {
            close();
        }
    }

    private void receive(ByteBuf buffer) throws IOException {
        LinuxSocket from = socket;
        int count = from == null ? 0 : from.recvAddress(buffer.memoryAddress(), 0, buffer.capacity());
        if (count < buffer.capacity() && (count <= 0 || !ending || stage == Stage.LINGERING)) {
            readable = false;
        }
        if (count < 0) {
            streamEnded();
        } else if (count > 0 && stage == Stage.OPEN) {
            answers.add(buffer.writerIndex(count), recorder);
            serve();
            // The end is known to be there, and no more before it: nobody has to read it.
            readable &= stage != Stage.LINGERING || count == buffer.capacity();
        } else if (count > 0) {
            lingered += count;
            if (lingered > LINGER_BYTES) {
                close();
            }
        }
    }

    /** The other side closed: what came is all there will be, and the conversation may come to its verdict with it. */
    private void streamEnded() {
        ending = true;
        if (stage == Stage.OPEN) {
            failure = failure == null ? Failures.closed(recorder.hasReceived()) : failure;
            answers.noMoreCome(failure);
        }
    }

    private void broke(IOException cause) {
        if (done) {
            close();
        } else {
            fail(Failures.broken(cause));
        }
    }

    /** Nothing more can come of this dialogue: the conversation hears it, and has had its time. */
    private void fail(DialogueFailure cause) {
        if (!done) {
            failure = cause;
            answers.noMoreCome(cause);
            finish(null, cause);
        }
    }

    private void finish(@Nullable Verdict found, @Nullable Throwable cause) {
        if (done) {
            return;
        }
        done = true;
        if (failure == null && stage == Stage.OPEN) {
            linger();
        } else {
            close();
        }
        verdict.complete(found != null ? found : failed(cause));
    }

    private void linger() {
        stage = Stage.LINGERING;
        if (ending) {
            read(); // what came before the end; then it closes
        } else if (asked) {
            alarm.set(SERVER_FIRST, this::closeOurHalf);
        } else {
            closeOurHalf();
        }
    }

    private void closeOurHalf() {
        try {
            if (socket != null) {
                socket.shutdown(false, true);
            }
            alarm.set(LINGER, this::close);
        } catch (IOException e) {
            close();
        }
    }

    /** Closes the descriptor; epoll forgets it by itself, which saves a system call. */
    @Override
    public void close() {
        if (stage == Stage.CLOSED) {
            return;
        }
        stage = Stage.CLOSED;
        alarm.off();
        outgoing.drop();
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // The descriptor is free all the same.
        }
        if (registration != null) {
            registration.cancel();
        }
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public void send(byte[] bytes) {
        send(bytes, bytes);
    }

    @Override
    public void send(byte[] bytes, byte[] shown) {
        onItsThread();
        if (failure != null || stage != Stage.OPEN) {
            return; // the receive that follows tells why
        }
        asked = true;
        recorder.sent(shown);
        outgoing.add(bytes);
        flush();
    }

    private void flush() {
        if (socket != null) {
            outgoing.sendTo(socket);
        }
    }

    @Override
    public CompletionStage<byte[]> receive(Ending wanted, int most) {
        return receive(new Receive(wanted, most, false));
    }

    @Override
    public CompletionStage<byte[]> receiveAtMost(Ending wanted, int most) {
        return receive(new Receive(wanted, most, true));
    }

    private CompletionStage<byte[]> receive(Receive wanted) {
        onItsThread();
        answers.ask(wanted);
        serve();
        if (readable) {
            read();
        }
        return wanted.answer;
    }

    /** Completes the receive that waits, if it can be. */
    private void serve() {
        DialogueFailure tooLong = answers.serve(failure);
        if (tooLong != null) {
            fail(tooLong);
        }
    }

    /** What may do that has a {@link TcpDialogue}. */
    @Override
    public CompletionStage<CertificateFacts> startTls(TlsSettings tls) {
        throw new IllegalStateException("this conversation said that it stays in the clear");
    }

    @Override
    public Verdict up(String reason) {
        return Verdict.up(reason, recorder.transcript());
    }

    @Override
    public Verdict down(String reason) {
        return Verdict.down(reason, recorder.transcript());
    }

    private void onItsThread() {
        if (!loop.inEventLoop()) {
            throw new IllegalStateException("a dialogue is held on the network's thread only");
        }
    }

    private Verdict failed(@Nullable Throwable cause) {
        Throwable inner = cause instanceof CompletionException wrapped ? wrapped.getCause() : cause;
        return inner == null
                ? down("the check itself failed: null")
                : Verdict.failed(DialogueFailure.of(inner), recorder.transcript());
    }
}
