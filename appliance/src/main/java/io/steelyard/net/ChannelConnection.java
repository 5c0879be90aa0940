package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
    /** Writes up to this size are gathered into one buffer: copying them costs less than another piece to send. */
    private static final int SMALL = 2048;

    private static final int GATHERED = 4096;

    private final Loop loop;
    private final SocketChannel channel;
    private final Runnable flush = this::flush;
    private @Nullable ConnectionHandler handler;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf gathered;
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
        dropGathered();
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
        if (context == null || closing || finishing) {
            return;
        }
        room(length).writeBytes(bytes, offset, length);
        flushLater();
    }

    @Override
    public void write(ByteBuf data, int index, int length) {
        ChannelHandlerContext to = context;
        if (to == null || closing || finishing || length == 0) {
            return;
        }
        if (length <= SMALL) {
            room(length).writeBytes(data, index, length);
        } else {
            passOnGathered(to);
            to.write(data.retainedSlice(index, length), to.voidPromise());
        }
        flushLater();
    }

    /** The buffer that small writes are gathered in, with room for this many more bytes. */
    private ByteBuf room(int length) {
        ByteBuf present = gathered;
        if (present != null && present.writableBytes() < length && context != null) {
            passOnGathered(context);
            present = null;
        }
        if (present == null) {
            present = channel.alloc().directBuffer(Math.max(GATHERED, length));
            gathered = present;
        }
        return present;
    }

    private void passOnGathered(ChannelHandlerContext to) {
        ByteBuf ready = gathered;
        if (ready != null) {
            gathered = null;
            to.write(ready, to.voidPromise());
        }
    }

    private void dropGathered() {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }

    private void flushLater() {
        if (!flushAwaited) {
            flushAwaited = true;
            loop.atEndOfTurn(flush);
        }
    }

    private void flush() {
        flushAwaited = false;
        ChannelHandlerContext to = context;
        if (gone || to == null) {
            return;
        }
        passOnGathered(to);
        to.flush();
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
        ChannelHandlerContext to = context;
        if (closing || finishing || to == null) {
            return;
        }
        finishing = true;
        passOnGathered(to);
        // An empty write completes when everything before it has gone out; shutting down throws away what has not.
        to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> channel.shutdownOutput());
    }

    @Override
    public void close() {
        ChannelHandlerContext to = context;
        if (closing || to == null) {
            return;
        }
        closing = true;
        passOnGathered(to);
        // An empty write completes when everything before it has gone out.
        to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> channel.close());
    }

    @Override
    public void abort() {
        if (gone) {
            return;
        }
        closing = true;
        dropGathered();
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
