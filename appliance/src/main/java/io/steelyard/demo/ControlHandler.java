package io.steelyard.demo;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** The control port of a demo server: one request per connection, one line back, or a page for a browser. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends its connection, that is all
final class ControlHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int MAX_BODY = 4096;
    private static final int IDLE_SECONDS = 10;

    private final DemoServer server;

    private ControlHandler(DemoServer server) {
        this.server = server;
    }

    static CompletableFuture<Channel> listen(DemoServer server, EventLoopGroup loops, int port) {
        return DemoServer.bind(new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        new ReadTimeoutHandler(IDLE_SECONDS),
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(MAX_BODY),
                                        new ControlHandler(server));
                    }
                })
                .localAddress(DemoServer.ADDRESS, port));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean browser = request.headers().get(HttpHeaderNames.ACCEPT, "").contains("text/html");
        boolean foreign = "cross-site".equals(request.headers().get("Sec-Fetch-Site"));
        if (request.decoderResult().isFailure() || foreign) {
            write(context, HttpResponseStatus.BAD_REQUEST, false, "not understood\n");
        } else if (request.method().equals(HttpMethod.POST)) {
            order(context, request.uri(), browser);
        } else if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            write(context, HttpResponseStatus.METHOD_NOT_ALLOWED, false, "GET shows, POST orders\n");
        } else if (!request.uri().equals("/")) {
            write(context, HttpResponseStatus.NOT_FOUND, false, "there is only / here; orders are sent with POST\n");
        } else {
            String page = browser ? ControlPage.html(server) : ControlPage.text(server);
            write(context, HttpResponseStatus.OK, browser, page);
        }
    }

    private void order(ChannelHandlerContext context, String path, boolean browser) {
        new Control(server).order(path).thenAccept(outcome -> {
            HttpResponseStatus ok = browser ? HttpResponseStatus.SEE_OTHER : HttpResponseStatus.OK;
            write(context, outcome.done() ? ok : HttpResponseStatus.NOT_FOUND, false, outcome.line() + "\n");
        });
    }

    private static void write(ChannelHandlerContext context, HttpResponseStatus status, boolean html, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(bytes));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, (html ? "text/html" : "text/plain") + "; charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length)
                .set(HttpHeaderNames.CONNECTION, "close");
        if (status.equals(HttpResponseStatus.SEE_OTHER)) {
            response.headers().set(HttpHeaderNames.LOCATION, "/");
        }
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
