package io.steelyard.names;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks name servers (RFC 1035, RFC 3596): for IPv4 addresses, and where a name has none, for IPv6 addresses. The first
 * name server is asked first, the next where it does not answer. Names in the hosts file, as it was at the start, are
 * asked of nobody. Thread-safe.
 */
public final class DnsNames implements NameSource, AutoCloseable {
    static final Duration QUESTION_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_QUESTIONS = 6;
    private static final String NONE = "no name server gives an address for it";

    private final DnsNameResolver resolver;
    private final List<InetSocketAddress> asked;
    private final String servers;

    /**
     * @param loop what the questions run on; stays the caller's to end
     * @param datagrams a channel type of the loop's own transport
     * @param streams another, for answers that are too long for a datagram
     * @param servers at least one, in the order in which they are asked
     */
    public DnsNames(
            EventLoop loop,
            Class<? extends DatagramChannel> datagrams,
            Class<? extends SocketChannel> streams,
            List<InetSocketAddress> servers) {
        this(loop, datagrams, streams, servers, QUESTION_TIMEOUT);
    }

    /** On epoll or NIO, whichever the loop is. */
    public static DnsNames on(IoEventLoop loop, List<InetSocketAddress> servers) {
        boolean epoll = loop.isIoType(EpollIoHandler.class);
        return new DnsNames(
                loop,
                epoll ? EpollDatagramChannel.class : NioDatagramChannel.class,
                epoll ? EpollSocketChannel.class : NioSocketChannel.class,
                servers);
    }

    DnsNames(
            EventLoop loop,
            Class<? extends DatagramChannel> datagrams,
            Class<? extends SocketChannel> streams,
            List<InetSocketAddress> servers,
            Duration timeout) {
        this.asked = List.copyOf(servers);
        this.servers = servers.stream()
                .map(server -> server.getAddress().getHostAddress() + " port " + server.getPort())
                .collect(Collectors.joining(", "));
        this.resolver = new DnsNameResolverBuilder(loop)
                .datagramChannelType(datagrams)
                .socketChannelType(streams)
                .nameServerProvider(new SequentialDnsServerAddressStreamProvider(servers))
                .queryTimeoutMillis(timeout.toMillis())
                .maxQueriesPerResolve(MAX_QUESTIONS)
                .resolveCache(NoopDnsCache.INSTANCE)
                .searchDomains(List.of())
                .build();
    }

    @Override
    public CompletionStage<Answer> ask(String name) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        ask(name, DnsRecordType.A, answer);
        return answer;
    }

    private void ask(String name, DnsRecordType type, CompletableFuture<Answer> answer) {
        String full = name + ".";
        try {
            resolver.resolveAll(new DefaultDnsQuestion(full, type))
                    .addListener((Future<List<DnsRecord>> future) -> take(full, type, future, answer));
        } catch (RuntimeException e) {
            answer.complete(new Answer.Failed("it cannot be asked for: " + e.getMessage()));
        }
    }

    private void take(String name, DnsRecordType type, Future<List<DnsRecord>> future, CompletableFuture<Answer> to) {
        boolean aliased = future.isSuccess() && isOfAnother(name, future.getNow());
        Answer answer = future.isSuccess() ? read(type, future.getNow()) : new Answer.Failed(words(future.cause()));
        boolean other = type.equals(DnsRecordType.A) && answer instanceof Answer.Failed && !isFinal(future.cause());
        if (other) {
            ask(name.substring(0, name.length() - 1), DnsRecordType.AAAA, to);
        } else if (aliased && answer instanceof Answer.Found found) {
            shorten(found, new DefaultDnsQuestion(name, type), 0, to);
        } else {
            to.complete(answer);
        }
    }

    private static boolean isOfAnother(String name, List<DnsRecord> records) {
        return records.stream().anyMatch(record -> !record.name().equalsIgnoreCase(name));
    }

    /**
     * Addresses that were found by way of an alias (CNAME) hold no longer than the alias does. The resolver keeps the aliases
     * to itself, so the whole answer is asked for once more; where nobody gives it, the addresses hold for no time.
     *
     * @param server whom to ask
     */
    private void shorten(Answer.Found found, DnsQuestion question, int server, CompletableFuture<Answer> to) {
        if (server == asked.size()) {
            to.complete(new Answer.Found(found.addresses(), Duration.ZERO));
            return;
        }
        resolver.query(asked.get(server), question)
                .addListener((Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> future) -> {
                    Duration aliases = future.isSuccess() ? shortestAlias(future.getNow()) : null;
                    if (aliases == null) {
                        shorten(found, question, server + 1, to);
                    } else {
                        Duration shorter = aliases.compareTo(found.ttl()) < 0 ? aliases : found.ttl();
                        to.complete(new Answer.Found(found.addresses(), shorter));
                    }
                });
    }

    /** Null where it is no answer. An answer holds the aliases on the way to the addresses, and no others. */
    private static @Nullable Duration shortestAlias(AddressedEnvelope<DnsResponse, InetSocketAddress> envelope) {
        try {
            DnsResponse response = envelope.content();
            if (!response.code().equals(DnsResponseCode.NOERROR)) {
                return null;
            }
            long shortest = Integer.MAX_VALUE;
            for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
                DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
                if (record.type().equals(DnsRecordType.CNAME)) {
                    shortest = Math.min(shortest, record.timeToLive());
                }
            }
            return Duration.ofSeconds(Math.max(0, shortest));
        } finally {
            envelope.release();
        }
    }

    private static Answer read(DnsRecordType type, List<DnsRecord> records) {
        List<InetAddress> addresses = new ArrayList<>();
        long ttl = Integer.MAX_VALUE;
        try {
            for (DnsRecord record : records) {
                InetAddress address = record.type().equals(type) ? address(record) : null;
                if (address != null) {
                    addresses.add(address);
                    ttl = Math.min(ttl, record.timeToLive());
                }
            }
        } finally {
            records.forEach(ReferenceCountUtil::release);
        }
        return addresses.isEmpty()
                ? new Answer.Failed(NONE)
                : new Answer.Found(addresses, Duration.ofSeconds(Math.max(0, ttl)));
    }

    private static @Nullable InetAddress address(DnsRecord record) {
        if (!(record instanceof DnsRawRecord raw)) {
            return null;
        }
        ByteBuf content = raw.content();
        byte[] bytes = new byte[content.readableBytes()];
        content.getBytes(content.readerIndex(), bytes);
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            return address.isAnyLocalAddress() || address.isMulticastAddress() ? null : address;
        } catch (UnknownHostException e) {
            return null; // not 4 and not 16 bytes
        }
    }

    /** Whether asking for the other kind of address would be of no use. */
    private static boolean isFinal(@Nullable Throwable failure) {
        return find(failure, DnsNameResolverTimeoutException.class) != null || code(failure) == 3;
    }

    private static int code(@Nullable Throwable failure) {
        DnsErrorCauseException cause = find(failure, DnsErrorCauseException.class);
        return cause == null ? 0 : cause.getCode().intValue();
    }

    private String words(Throwable failure) {
        if (find(failure, DnsNameResolverTimeoutException.class) != null) {
            return "no name server answers (asked: " + servers + ")";
        }
        return switch (code(failure)) {
            case 0 -> NONE;
            case 2 -> "the name server failed (SERVFAIL)";
            case 3 -> "the name server says that there is no such name (NXDOMAIN)";
            default -> "the name server answers with error code " + code(failure);
        };
    }

    private static <T extends Throwable> @Nullable T find(@Nullable Throwable failure, Class<T> kind) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (kind.isInstance(cause)) {
                return kind.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }

    @Override
    public void close() {
        resolver.close();
    }
}
