package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Connection} on a Netty channel: the last handler of the channel's pipeline. Received buffers are released
 * here, after the handler saw them, so nobody further in counts references.
 */
final class ChannelConnection extends ChannelInboundHandlerAdapter implements Connection {
    private final Loop loop;
    private final SocketChannel channel;
    private final Runnable flush = this::flush;
    private @Nullable ConnectionHandler handler;
    private @Nullable ChannelHandlerContext context;
    private boolean flushAwaited;
    private boolean finishing;
    private boolean closing;
    private boolean gone;

    ChannelConnection(Loop loop, SocketChannel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    @Override
    public void handler(ConnectionHandler newHandler) {
        handler = newHandler;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        try {
            if (handler != null && !closing) {
                handler.received(data);
            }
        } finally {
            data.release();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (handler != null && !closing && channel.isWritable()) {
            handler.writable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        boolean ended =
                event == ChannelInputShutdownEvent.INSTANCE || event == ChannelInputShutdownReadComplete.INSTANCE;
        if (event == ChannelInputShutdownEvent.INSTANCE && handler != null && !closing) {
            handler.inputEnded();
        }
        if (!ended) {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        gone = true;
        closing = true;
        if (handler != null) {
            handler.closed();
        }
    }

    @Override
    @SuppressWarnings("deprecation") // deprecated in ChannelHandler, not in ChannelInboundHandler
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Resets and the like: the connection is of no more use, and that is all there is to say about it.
        ctx.close();
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        ChannelHandlerContext to = context;
        if (to == null || closing || finishing) {
            return;
        }
        ByteBuf copy = channel.alloc().directBuffer(length).writeBytes(bytes, offset, length);
        to.write(copy, to.voidPromise());
        flushLater();
    }

    @Override
    public void write(ByteBuf data, int index, int length) {
        ChannelHandlerContext to = context;
        if (to == null || closing || finishing || length == 0) {
            return;
        }
        to.write(data.retainedSlice(index, length), to.voidPromise());
        flushLater();
    }

    private void flushLater() {
        if (!flushAwaited) {
            flushAwaited = true;
            loop.atEndOfTurn(flush);
        }
    }

    private void flush() {
        flushAwaited = false;
        if (gone || context == null) {
            return;
        }
        context.flush();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void pauseReading() {
        if (channel.config().isAutoRead()) {
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void resumeReading() {
        if (!channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void finishWriting() {
        if (closing || finishing || context == null) {
            return;
        }
        finishing = true;
        context.flush();
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        ChannelHandlerContext to = context;
        if (closing || to == null) {
            return;
        }
        closing = true;
        // An empty write completes when everything before it has gone out.
        to.writeAndFlush(channel.alloc().buffer(0)).addListener(sent -> channel.close());
    }

    @Override
    public void abort() {
        if (gone) {
            return;
        }
        closing = true;
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.close();
    }

    @Override
    public boolean isOpen() {
        return !closing && !gone;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    @Override
    public InetSocketAddress localAddress() {
        return channel.localAddress();
    }
}
