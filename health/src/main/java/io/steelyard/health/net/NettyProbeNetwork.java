package io.steelyard.health.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.steelyard.health.Conversation;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import io.steelyard.health.tls.TlsSettings;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Probes over Netty channels, on event loops that stay the caller's to end, after whoever probes has ended. */
public final class NettyProbeNetwork implements ProbeNetwork {
    private final Bootstrap bootstrap;
    private final Bootstrap datagrams;
    private final boolean bare;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Map<IoEventLoop, ProbeTimer> timers = new ConcurrentHashMap<>();
    private final Executor handshakes = HandshakeThreads.executor();

    /**
     * @param group the event loops; their number bounds the cores that probes use
     * @param channel a channel type of the group's own transport
     * @param datagramChannel another of the same transport
     * @param clock what transcripts say of when they began
     * @param nanoTime what transcripts say of how long things took, in nanoseconds
     */
    public NettyProbeNetwork(
            EventLoopGroup group,
            Class<? extends SocketChannel> channel,
            Class<? extends DatagramChannel> datagramChannel,
            Clock clock,
            LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.bare = channel == EpollSocketChannel.class && group instanceof IoEventLoopGroup;
        this.bootstrap = new Bootstrap()
                .group(group)
                .channel(channel)
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0); // the dialogue minds the target's own
        this.datagrams = new Bootstrap()
                .group(group)
                .channel(datagramChannel)
                .disableResolver()
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(UdpDialogue.MAX_DATAGRAM));
    }

    /** On epoll or NIO, whichever the group's event loops are. */
    public static NettyProbeNetwork on(EventLoopGroup group, Clock clock) {
        boolean epoll = group instanceof IoEventLoopGroup io && io.isIoType(EpollIoHandler.class);
        return new NettyProbeNetwork(
                group,
                epoll ? EpollSocketChannel.class : NioSocketChannel.class,
                epoll ? EpollDatagramChannel.class : NioDatagramChannel.class,
                clock,
                System::nanoTime);
    }

    @Override
    public CompletionStage<Verdict> tcp(Target target, Conversation conversation) {
        if (bare
                && !bootstrap.config().group().isShuttingDown()
                && !conversation.mayStartTls()
                && bootstrap.config().group().next() instanceof IoEventLoop loop) {
            ProbeTimer timer = timers.computeIfAbsent(loop, each -> ProbeTimer.inBeats(ProbeTimer.on(each)));
            return new BareDialogue(target, conversation, new Recorder(clock, nanoTime), loop, timer).begin();
        }
        return hold(dialogue(target, null, conversation));
    }

    @Override
    public CompletionStage<Verdict> tls(Target target, TlsSettings tls, Conversation conversation) {
        return hold(dialogue(target, tls, conversation));
    }

    private TcpDialogue dialogue(Target target, @Nullable TlsSettings tls, Conversation conversation) {
        return new TcpDialogue(target, tls, conversation, new Recorder(clock, nanoTime), handshakes);
    }

    private CompletionStage<Verdict> hold(TcpDialogue dialogue) {
        if (bootstrap.config().group().isShuttingDown()) { // nobody would be left to tell us how it went
            dialogue.cannotBegin(Failures.stopping());
            return dialogue.verdict();
        }
        try {
            bootstrap
                    .clone()
                    .handler(dialogue)
                    .connect(dialogue.target().address())
                    .addListener(dialogue::connectEnded);
        } catch (RuntimeException e) { // the system refused a socket
            dialogue.cannotBegin(e);
        }
        return dialogue.verdict();
    }

    @Override
    public CompletionStage<Verdict> udp(Target target, Conversation conversation) {
        UdpDialogue dialogue = new UdpDialogue(target, conversation, new Recorder(clock, nanoTime));
        if (datagrams.config().group().isShuttingDown()) {
            dialogue.cannotBegin(Failures.stopping());
            return dialogue.verdict();
        }
        try {
            datagrams.clone().handler(dialogue).connect(target.address()).addListener(dialogue::connectEnded);
        } catch (RuntimeException e) { // the system refused a socket
            dialogue.cannotBegin(e);
        }
        return dialogue.verdict();
    }
}
