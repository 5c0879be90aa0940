package io.steelyard.demo;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One real server of the demo farm, behaving as IIS with two sites on one address and port, told apart by host name.
 * Everything about it can be broken and mended while it runs. Listens on the loopback address only. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends its connection, that is all
public final class DemoServer {
    static final String ADDRESS = "127.0.0.1";
    /** The longest that an answer can be held back. */
    static final Duration MAX_DELAY = Duration.ofSeconds(60);

    private static final int MAX_CONNECTIONS = 20_000;
    private static final int IDLE_SECONDS = 120;

    private final String name;
    private final EventLoopGroup loops;
    private final Bindings bindings;
    private final ChannelGroup connections;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final int port;
    private volatile String lastHead = "";
    private volatile Duration delay = Duration.ZERO;
    private volatile TcpLevel level = TcpLevel.ANSWER;
    private volatile @Nullable Channel listener;
    private volatile @Nullable Channel control;
    /** Changes of the level run one after another; this is the end of the last one. */
    private CompletableFuture<Void> lastChange = CompletableFuture.completedFuture(null);

    private DemoServer(String name, EventLoopGroup loops, int port) {
        this.name = name;
        this.loops = loops;
        this.bindings = new Bindings(name);
        this.connections = new DefaultChannelGroup(loops.next());
        Channel bound = bound(listen(port), port);
        this.listener = bound;
        this.port = port(bound);
    }

    /** @throws DemoBindException if one of the ports cannot be listened on; neither is open then */
    static DemoServer start(String name, EventLoopGroup loops, DemoPorts ports) {
        DemoServer server = new DemoServer(name, loops, ports.http());
        try {
            server.control = bound(ControlHandler.listen(server, loops, ports.control()), ports.control());
            return server;
        } catch (DemoBindException e) {
            server.close().join();
            throw e;
        }
    }

    private static Channel bound(CompletableFuture<Channel> binding, int port) {
        try {
            return binding.join();
        } catch (CompletionException e) {
            throw new DemoBindException(ADDRESS, port, Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private static int port(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private CompletableFuture<Channel> listen(int wanted) {
        return bind(new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                })
                .localAddress(ADDRESS, wanted));
    }

    static CompletableFuture<Channel> bind(ServerBootstrap bootstrap) {
        CompletableFuture<Channel> bound = new CompletableFuture<>();
        bootstrap.bind().addListener((ChannelFutureListener) binding -> {
            if (binding.isSuccess()) {
                bound.complete(binding.channel());
            } else {
                bound.completeExceptionally(binding.cause());
            }
        });
        return bound;
    }

    private void accept(SocketChannel channel) {
        accepted.increment();
        TcpLevel now = level;
        if (now == TcpLevel.RESET || connections.size() >= MAX_CONNECTIONS) {
            reset(channel);
            return;
        }
        connections.add(channel);
        channel.pipeline().addLast(new ReadTimeoutHandler(IDLE_SECONDS));
        if (now == TcpLevel.SILENT) {
            channel.config().setAutoRead(false);
            channel.pipeline().addLast(new SilentHandler());
        } else {
            channel.pipeline().addLast(new HttpServerCodec(), new DemoHandler(this));
        }
        if (level != now) {
            reset(channel); // the change did not see this connection yet
        }
    }

    private static void reset(Channel channel) {
        channel.eventLoop().execute(() -> {
            if (channel.isOpen()) { // it stays so during this task, only its own event loop closes it
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                channel.close();
            }
        });
    }

    Answer answer(List<String> hostFields) {
        return bindings.answer(hostFields);
    }

    void received(String head) {
        requests.increment();
        lastHead = head;
    }

    Bindings bindings() {
        return bindings;
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    /** Where it is started and stopped by hand: {@code curl http://127.0.0.1:PORT/} says how. */
    public int controlPort() {
        Channel channel = control;
        return channel == null ? 0 : port(channel);
    }

    /** From now on requests for this host name get HTTP.sys's 404. */
    public void stopSite(String host) {
        site(host).run(false);
    }

    public void startSite(String host) {
        site(host).run(true);
    }

    /** From now on requests for this host name get HTTP.sys's 503. */
    public void stopPool(String host) {
        site(host).runPool(false);
    }

    public void startPool(String host) {
        site(host).runPool(true);
    }

    /** Requests that the site of this host name itself answered. */
    public long hits(String host) {
        return site(host).hits();
    }

    private DemoSite site(String host) {
        DemoSite site = bindings.find(host);
        if (site == null) {
            throw new IllegalArgumentException("no site is bound to " + host);
        }
        return site;
    }

    /** Request heads that came, whatever they were answered with. */
    public long requests() {
        return requests.sum();
    }

    /** Connections that were accepted since the start. */
    public long accepted() {
        return accepted.sum();
    }

    /** The last request head, fields as they were written; empty before the first. */
    public String lastHead() {
        return lastHead;
    }

    /**
     * Holds every answer back by this much.
     *
     * @throws IllegalArgumentException if it is negative or more than a minute
     */
    public void delay(Duration time) {
        if (time.isNegative() || time.compareTo(MAX_DELAY) > 0) {
            throw new IllegalArgumentException("a delay must be from 0 to " + MAX_DELAY.toMillis() + " ms");
        }
        delay = time;
    }

    Duration delay() {
        return delay;
    }

    public TcpLevel level() {
        return level;
    }

    /** Stops listening and resets every connection, as a machine does that is switched off. */
    public CompletableFuture<Void> stop() {
        return level(TcpLevel.REFUSE);
    }

    /** Listens and answers again, on the same port. */
    public CompletableFuture<Void> start() {
        return level(TcpLevel.ANSWER);
    }

    /** Changes what becomes of connections; open ones are reset. Done when the returned future is. */
    public synchronized CompletableFuture<Void> level(TcpLevel next) {
        lastChange = lastChange.handle((done, failure) -> next).thenCompose(this::change);
        return lastChange;
    }

    private CompletableFuture<Void> change(TcpLevel next) {
        level = next;
        Channel open = listener;
        CompletableFuture<Void> changed = new CompletableFuture<>();
        if (next == TcpLevel.REFUSE && open != null) {
            listener = null;
            open.close().addListener(closed -> whenGone(open, changed));
        } else if (next != TcpLevel.REFUSE && open == null) {
            listen(port).whenComplete((channel, failure) -> {
                listener = channel;
                if (failure == null) {
                    changed.complete(null);
                } else {
                    changed.completeExceptionally(new DemoBindException(ADDRESS, port, failure));
                }
            });
        } else {
            changed.complete(null);
        }
        return changed.thenRun(() -> connections.forEach(DemoServer::reset));
    }

    /**
     * The JDK really closes a socket only when the selector that knew it selects again, and goes on accepting until
     * then. A scheduled task never runs before the event loop has.
     */
    private static void whenGone(Channel closed, CompletableFuture<Void> gone) {
        closed.eventLoop().schedule(() -> gone.complete(null), 1, TimeUnit.MILLISECONDS);
    }

    /** Ends both ports and every connection. */
    CompletableFuture<Void> close() {
        Channel channel = control;
        if (channel != null) {
            channel.close();
        }
        return stop();
    }
}
