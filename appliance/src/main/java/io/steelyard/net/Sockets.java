package io.steelyard.net;

import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketChannelConfig;

/** How every stream socket is set up. */
final class Sockets {
    /** Between these many unsent bytes a connection turns from writable to not, and back. */
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(64 * 1024, 128 * 1024);

    private Sockets() {}

    static void configure(SocketChannel channel) {
        SocketChannelConfig config = channel.config();
        config.setTcpNoDelay(true);
        config.setAllowHalfClosure(true);
        config.setWriteBufferWaterMark(UNSENT);
        config.setOption(ChannelOption.SO_KEEPALIVE, true);
    }
}
