package io.steelyard.health.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.steelyard.health.Conversation;
import io.steelyard.health.Dialogue;
import io.steelyard.health.DialogueFailure;
import io.steelyard.health.Ending;
import io.steelyard.health.Greeting;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import io.steelyard.health.tls.CertificateFacts;
import io.steelyard.health.tls.TlsSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One probe's connection, from opening to closing. All of it happens on the channel's event loop.
 *
 * <p>It ends in one of two ways. Where the conversation came to a verdict, our half is closed first and what still comes
 * is thrown away for at most {@link #LINGER}, so that the real server sees an orderly end and not a reset, whatever it
 * was about to send (RFC 1122, 4.2.2.13: closing with unread data sends RST). Where the dialogue failed, the connection
 * is closed at once.
 */
@SuppressWarnings("FutureReturnValueIgnored") // how closing ends is nobody's concern: no more comes either way
final class TcpDialogue extends ChannelInboundHandlerAdapter implements Dialogue {
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final int LINGER_BYTES = 256 * 1024;

    private final Target target;
    private final @Nullable TlsSettings tls;
    private final Conversation conversation;
    private final Recorder recorder;
    private final Executor handshakes;
    private final Answers answers = new Answers();
    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();

    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> deadline;
    private @Nullable DialogueFailure failure;
    private @Nullable Handshake handshake;
    private boolean open;
    private boolean done;
    private int lingered;

    /**
     * @param tls what the handshake before the conversation asks for; null where there is none
     * @param handshakes where handshakes do what takes long
     */
    TcpDialogue(
            Target target,
            @Nullable TlsSettings tls,
            Conversation conversation,
            Recorder recorder,
            Executor handshakes) {
        this.target = target;
        this.tls = tls;
        this.conversation = conversation;
        this.recorder = recorder;
        this.handshakes = handshakes;
    }

    CompletionStage<Verdict> verdict() {
        return verdict.minimalCompletionStage();
    }

    void cannotBegin(RuntimeException cause) {
        verdict.complete(Verdict.failed(Failures.connecting(cause), recorder.transcript()));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        setDeadline(ctx, target.connectTimeout(), () -> fail(Failures.noConnection(target.connectTimeout())));
    }

    /** The connection is open, or is not to be had. */
    void connectEnded(Future<?> connect) {
        Throwable cause = connect.cause();
        if (cause == null) {
            return; // channelActive came or comes
        }
        if (context == null) {
            cannotBegin(new IllegalStateException(cause.getMessage(), cause));
        } else {
            fail(Failures.connecting(cause));
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (done) {
            ctx.close();
            return;
        }
        recorder.connected();
        greet(ctx);
        if (tls == null) {
            begin(ctx);
            return;
        }
        setDeadline(ctx, timeLeftToConnect(), () -> fail(TlsFailures.tooLate(target.connectTimeout())));
        shakeHands(ctx, tls).whenComplete((facts, cause) -> {
            if (cause == null) {
                begin(ctx);
            }
        });
    }

    /** Ahead of TLS. Not in the transcript, which is of what the check says. */
    private void greet(ChannelHandlerContext ctx) {
        if (target.greeting() != Greeting.NONE) {
            byte[] bytes = target.greeting().bytes();
            ctx.writeAndFlush(ctx.alloc().ioBuffer(bytes.length).writeBytes(bytes));
        }
    }

    private Duration timeLeftToConnect() {
        Duration left = target.connectTimeout().minus(recorder.elapsedTime());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** A handshake that fails is the dialogue's end, whatever the conversation would say. */
    private CompletionStage<CertificateFacts> shakeHands(ChannelHandlerContext ctx, TlsSettings settings) {
        Handshake begun = new Handshake(settings, target, recorder, handshakes);
        handshake = begun;
        CompletionStage<CertificateFacts> shaken = begun.begin(ctx);
        shaken.whenComplete((facts, cause) -> {
            if (cause instanceof DialogueFailure why) {
                fail(why);
            }
        });
        return shaken;
    }

    private void begin(ChannelHandlerContext ctx) {
        if (done) {
            return;
        }
        open = true;
        setDeadline(
                ctx,
                target.responseTimeout(),
                () -> fail(Failures.tooLate(recorder.hasReceived(), target.responseTimeout())));
        CompletionStage<Verdict> held;
        try {
            held = conversation.hold(this);
        } catch (RuntimeException e) {
            held = CompletableFuture.failedFuture(e);
        }
        held.whenComplete((found, cause) -> {
            if (ctx.executor().inEventLoop()) {
                finish(ctx, found, cause);
            } else {
                ctx.executor().execute(() -> finish(ctx, found, cause));
            }
        });
    }

    private void finish(ChannelHandlerContext ctx, @Nullable Verdict found, @Nullable Throwable cause) {
        if (done) {
            return;
        }
        done = true;
        if (failure == null && ctx.channel().isActive()) {
            linger(ctx);
        } else {
            end(ctx);
        }
        verdict.complete(found != null ? found : failed(unwrapped(cause)));
    }

    private void linger(ChannelHandlerContext ctx) {
        open = false;
        setDeadline(ctx, LINGER, ctx::close);
        if (handshake != null) {
            handshake.closeNotify();
        }
        ((DuplexChannel) ctx.channel()).shutdownOutput();
        ctx.channel().config().setAutoRead(true);
    }

    private void end(ChannelHandlerContext ctx) {
        open = false;
        cancelDeadline();
        ctx.close();
    }

    /** The other side closed: what came is all there will be, and the conversation may come to its verdict with it. */
    private void streamEnded() {
        failure = failure == null ? Failures.closed(recorder.hasReceived()) : failure;
        answers.noMoreCome(failure);
    }

    /** Nothing more can come of this dialogue: the conversation hears it, and has had its time. */
    private void fail(DialogueFailure cause) {
        if (done || context == null) {
            return;
        }
        failure = cause;
        answers.noMoreCome(failure);
        finish(context, null, cause);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (open) {
                answers.add(bytes, recorder);
            } else {
                lingered += bytes.readableBytes();
            }
        } finally {
            ReferenceCountUtil.release(bytes);
        }
        if (open) {
            serve(ctx);
        } else if (lingered > LINGER_BYTES) {
            end(ctx);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (open) {
            streamEnded();
        } else {
            cancelDeadline();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(handshake != null && handshake.isUnderWay() ? handshake.why(cause) : Failures.broken(cause));
        ctx.close();
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
        if (failure != null || !open) {
            return; // the receive that follows tells why
        }
        recorder.sent(shown);
        ByteBuf buffer = ctx.alloc().ioBuffer(bytes.length).writeBytes(bytes);
        ctx.writeAndFlush(buffer).addListener(written -> {
            if (written.cause() != null) {
                fail(Failures.writing(written.cause(), recorder.hasReceived()));
            }
        });
    }

    @Override
    public CompletionStage<byte[]> receive(Ending ending, int most) {
        return receive(new Receive(ending, most, false));
    }

    @Override
    public CompletionStage<byte[]> receiveAtMost(Ending ending, int most) {
        return receive(new Receive(ending, most, true));
    }

    private CompletionStage<byte[]> receive(Receive wanted) {
        ChannelHandlerContext ctx = onItsThread();
        answers.ask(wanted);
        serve(ctx);
        return wanted.answer;
    }

    @Override
    public CompletionStage<CertificateFacts> startTls(TlsSettings settings) {
        ChannelHandlerContext ctx = onItsThread();
        if (answers.isAwaited() || handshake != null) {
            throw new IllegalStateException("TLS starts once, between an answer and the next question");
        }
        if (failure == null && !answers.isEmpty()) {
            fail(TlsFailures.bytesAhead()); // RFC 3207, section 5: not to be taken for what comes inside
        }
        return failure == null && open ? shakeHands(ctx, settings) : CompletableFuture.failedFuture(over());
    }

    private DialogueFailure over() {
        return failure != null ? failure : Failures.closed(recorder.hasReceived());
    }

    /** Completes the receive that waits, if it can be, and reads on if there is room. */
    private void serve(ChannelHandlerContext ctx) {
        DialogueFailure tooLong = answers.serve(failure);
        if (tooLong != null) {
            fail(tooLong);
        }
        if (open && ctx.channel().config().isAutoRead() == answers.isFull()) {
            ctx.channel().config().setAutoRead(!answers.isFull());
        }
    }

    @Override
    public @Nullable CertificateFacts certificate() {
        return recorder.certificate();
    }

    @Override
    public Verdict up(String reason) {
        CertificateFacts certificate = recorder.certificate();
        String warning = certificate == null ? null : certificate.warning();
        return Verdict.up(warning == null ? reason : reason + ", " + warning, recorder.transcript());
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

    private void setDeadline(ChannelHandlerContext ctx, Duration time, Runnable then) {
        cancelDeadline();
        deadline = ctx.executor().schedule(then, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable cause) {
        return cause instanceof CompletionException wrapped ? wrapped.getCause() : cause;
    }

    private Verdict failed(@Nullable Throwable cause) {
        return cause instanceof DialogueFailure known
                ? Verdict.failed(known, recorder.transcript())
                : new Verdict(
                        false, "the check itself failed: " + cause, recorder.transcript(), DialogueFailure.Kind.DEFECT);
    }
}
