package io.steelyard.demo;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Reads nothing and says nothing until the connection has been idle for too long. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends its connection, that is all
final class SilentHandler extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
