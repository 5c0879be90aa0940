package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.steelyard.net.ConnectionHandler;
import io.steelyard.net.ProxyHeader;
import io.steelyard.net.ProxyHeaderReader;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a connection on which a proxy says for whom it speaks. It is over when that was said, when it turned
 * out that nothing of the kind will be, or when the connection has to be refused.
 */
final class ProxyIntake {
    /** Why a connection is refused, as listeners are told. */
    static final String MISSING = "proxy-header-missing";

    static final String MALFORMED = "proxy-header-malformed";
    static final String LATE = "proxy-header-timeout";

    private final ProxyHeaderReader reader = new ProxyHeaderReader();
    private final boolean required;
    private ProxyHeader header = ProxyHeader.OWN;
    private byte[] taken = {};
    private @Nullable String refusal;
    private boolean over;

    ProxyIntake(boolean required) {
        this.required = required;
    }

    /** Takes what belongs to the header. */
    void feed(ByteBuf data) {
        switch (reader.feed(data)) {
            case MORE -> {}
            case COMPLETE -> {
                header = reader.header();
                over = true;
            }
            case ABSENT -> {
                taken = reader.taken();
                over = !required;
                refusal = required ? MISSING : null;
            }
            case REFUSED -> refusal = MALFORMED;
        }
    }

    /** Why the connection is refused; null where it is not. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** Whether requests follow. */
    boolean isOver() {
        return over;
    }

    /** Makes the client's ends what the header says that they are. */
    void applyTo(ClientEnds ends) {
        if (header.source() != null && header.destination() != null) {
            ends.announced(header.source(), header.destination());
        }
    }

    /** Gives the data to whoever reads requests, behind what was taken of it and turned out to be no header. */
    void handOn(ByteBuf data, ConnectionHandler requests) {
        if (taken.length == 0) {
            requests.received(data);
            return;
        }
        ByteBuf all = PooledByteBufAllocator.DEFAULT
                .directBuffer(taken.length + data.readableBytes())
                .writeBytes(taken)
                .writeBytes(data);
        requests.received(all);
        all.release();
    }
}
