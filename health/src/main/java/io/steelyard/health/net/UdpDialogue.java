package io.steelyard.health.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.steelyard.health.Conversation;
import io.steelyard.health.Dialogue;
import io.steelyard.health.DialogueFailure;
import io.steelyard.health.DialogueFailure.Kind;
import io.steelyard.health.Ending;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import io.steelyard.health.settings.Quantities;
import io.steelyard.health.tls.CertificateFacts;
import io.steelyard.health.tls.TlsSettings;
import java.net.PortUnreachableException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One probe's datagrams, on a socket of its own that hears the target only. All of it happens on the channel's event loop.
 *
 * <p>A send is one datagram, a receive is one datagram: the first in which its ending finds an end. Others are thrown
 * away, as anybody may have sent them, up to {@link #MAX_STRAY}. Datagrams that come while nobody receives are kept up to
 * {@link #MAX_WAITING}, more are lost, as UDP allows.
 */
@SuppressWarnings("FutureReturnValueIgnored") // how closing ends is nobody's concern: no more comes either way
final class UdpDialogue extends ChannelInboundHandlerAdapter implements Dialogue {
    /** A datagram is never longer (RFC 768: its length has 16 bits). */
    static final int MAX_DATAGRAM = 65_535;

    private static final int MAX_WAITING = 16;
    private static final int MAX_STRAY = 1000;

    private final Target target;
    private final Conversation conversation;
    private final Recorder recorder;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();

    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> deadline;
    private @Nullable Receive receive;
    private @Nullable DialogueFailure failure;
    private boolean done;
    private int strays;

    UdpDialogue(Target target, Conversation conversation, Recorder recorder) {
        this.target = target;
        this.conversation = conversation;
        this.recorder = recorder;
    }

    CompletionStage<Verdict> verdict() {
        return verdict.minimalCompletionStage();
    }

    void cannotBegin(Throwable cause) {
        verdict.complete(failed(Failures.connecting(cause)));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** The socket is bound and knows its target, or is not to be had. Called on the event loop. */
    void connectEnded(Future<?> connect) {
        ChannelHandlerContext ctx = context;
        Throwable cause = connect.cause();
        if (cause != null || ctx == null) {
            cannotBegin(cause == null ? new IllegalStateException("no channel") : cause);
            return;
        }
        deadline = ctx.executor()
                .schedule(() -> fail(tooLate()), target.responseTimeout().toNanos(), TimeUnit.NANOSECONDS);
        CompletionStage<Verdict> held;
        try {
            held = conversation.hold(this);
        } catch (RuntimeException e) {
            held = CompletableFuture.failedFuture(e);
        }
        held.whenComplete((found, failed) -> {
            if (ctx.executor().inEventLoop()) {
                finish(ctx, found, failed);
            } else {
                ctx.executor().execute(() -> finish(ctx, found, failed));
            }
        });
    }

    private DialogueFailure tooLate() {
        return strays == 0
                ? Failures.tooLate(recorder.hasReceived(), target.responseTimeout())
                : new DialogueFailure(
                        Kind.INCOMPLETE,
                        "datagrams came, but none that answers, within " + Quantities.write(target.responseTimeout()));
    }

    private void finish(ChannelHandlerContext ctx, @Nullable Verdict found, @Nullable Throwable cause) {
        if (done) {
            return;
        }
        done = true;
        waiting.clear();
        if (deadline != null) {
            deadline.cancel(false);
        }
        ctx.close();
        verdict.complete(found != null ? found : failed(cause));
    }

    private void fail(DialogueFailure cause) {
        if (done || context == null) {
            return;
        }
        failure = failure == null ? cause : failure;
        serve();
        finish(context, null, cause);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (!done && waiting.size() < MAX_WAITING) {
                ByteBuf content = ((DatagramPacket) message).content();
                byte[] datagram = new byte[content.readableBytes()];
                content.readBytes(datagram);
                recorder.received(datagram, 0, datagram.length);
                waiting.add(datagram);
                serve();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(broken(cause));
    }

    private static DialogueFailure broken(Throwable cause) {
        boolean refused = cause instanceof PortUnreachableException
                || String.valueOf(cause.getMessage()).contains("refused");
        return refused
                ? new DialogueFailure(Kind.REFUSED, "port unreachable: nothing listens on this UDP port")
                : Failures.connecting(cause);
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
        ChannelHandlerContext ctx = onItsThread();
        if (done || failure != null) {
            return; // the receive that follows tells why
        }
        recorder.sent(shown);
        ctx.writeAndFlush(ctx.alloc().ioBuffer(bytes.length).writeBytes(bytes)).addListener(written -> {
            if (written.cause() != null) {
                fail(broken(written.cause()));
            }
        });
    }

    @Override
    public CompletionStage<byte[]> receive(Ending ending, int most) {
        onItsThread();
        if (most < 1 || most > MAX_BYTES) {
            throw new IllegalArgumentException("a receive may ask for 1 to " + MAX_BYTES + " bytes");
        }
        if (receive != null) {
            throw new IllegalStateException("one receive at a time");
        }
        Receive wanted = new Receive(ending, most, false);
        receive = wanted;
        serve();
        return wanted.answer;
    }

    /** The same as {@link #receive}: a datagram has its end with it. */
    @Override
    public CompletionStage<byte[]> receiveAtMost(Ending ending, int most) {
        return receive(ending, most);
    }

    /** TLS is spoken over connections only. */
    @Override
    public CompletionStage<CertificateFacts> startTls(TlsSettings tls) {
        throw new IllegalStateException("TLS cannot be spoken over datagrams");
    }

    @Override
    public @Nullable CertificateFacts certificate() {
        return null;
    }

    /** Completes the receive that waits, if it can be. */
    private void serve() {
        Receive wanted = receive;
        if (wanted == null) {
            return;
        }
        for (byte[] next = waiting.poll(); next != null; next = waiting.poll()) {
            int offered = Math.min(next.length, wanted.most);
            int end = wanted.ending.find(next, 0, offered);
            if (end >= 0) {
                receive = null;
                wanted.answer.complete(Arrays.copyOf(next, Math.min(end, offered)));
                return;
            }
            if (++strays == MAX_STRAY && failure == null) {
                failure = new DialogueFailure(Kind.TOO_LONG, MAX_STRAY + " datagrams came, and none that answers");
            }
        }
        if (failure != null) {
            receive = null;
            wanted.answer.completeExceptionally(failure);
        }
    }

    @Override
    public Verdict up(String reason) {
        return Verdict.up(reason, recorder.transcript());
    }

    @Override
    public Verdict down(String reason) {
        return Verdict.down(reason, recorder.transcript());
    }

    private ChannelHandlerContext onItsThread() {
        ChannelHandlerContext ctx = context;
        if (ctx == null || !ctx.executor().inEventLoop()) {
            throw new IllegalStateException("a dialogue is held on the network's thread only");
        }
        return ctx;
    }

    private Verdict failed(@Nullable Throwable cause) {
        return cause == null
                ? down("the check itself failed: it came to no verdict")
                : Verdict.failed(DialogueFailure.of(cause), recorder.transcript());
    }
}
