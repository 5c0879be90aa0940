package io.steelyard.demo;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client connection of a demo server. Pipelined requests are answered in order, whatever their delays. Reads no
 * more while many answers are waiting, for their time or for the client to take them. Bodies are read and thrown away.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends its connection, that is all
final class DemoHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private static final int MAX_WAITING = 64;

    private final DemoServer server;
    private @Nullable HttpRequest request;
    /** Answers that are held back. */
    private int waiting;
    /** When the last of them is due; no later answer may go before. */
    private long lastDue;
    /** The last answer was decided: whatever still comes is thrown away. */
    private boolean ending;

    DemoHandler(DemoServer server) {
        this.server = server;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (ending) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            answer(context, Answer.invalidRequest(), false, false);
            return;
        }
        if (part instanceof HttpRequest begun) {
            begin(context, begun);
        }
        if (part instanceof LastHttpContent && request != null) {
            end(context, request);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest begun) {
        request = begun;
        server.received(head(begun));
        if (HttpUtil.is100ContinueExpected(begun)) {
            context.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    private void end(ChannelHandlerContext context, HttpRequest ended) {
        request = null;
        Answer answer = server.answer(ended.headers().getAll(HttpHeaderNames.HOST));
        boolean keepAlive = HttpUtil.isKeepAlive(ended) && !answer.closes();
        boolean announce = ended.protocolVersion().equals(HttpVersion.HTTP_1_0);
        answer(context, answer, keepAlive, announce);
    }

    private void answer(ChannelHandlerContext context, Answer answer, boolean keepAlive, boolean announce) {
        ending = !keepAlive;
        long delay = server.delay().toNanos();
        if (delay == 0 && waiting == 0) {
            write(context, answer, keepAlive, announce);
            return;
        }
        long now = System.nanoTime();
        lastDue = waiting == 0 ? now + delay : Math.max(lastDue, now + delay);
        waiting++;
        readOrWait(context);
        context.executor()
                .schedule(
                        () -> {
                            waiting--;
                            write(context, answer, keepAlive, announce);
                            readOrWait(context);
                        },
                        lastDue - now,
                        TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        readOrWait(context);
    }

    private void readOrWait(ChannelHandlerContext context) {
        context.channel()
                .config()
                .setAutoRead(waiting < MAX_WAITING && context.channel().isWritable());
    }

    private static void write(ChannelHandlerContext context, Answer answer, boolean keepAlive, boolean announce) {
        byte[] body = answer.bytes();
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status(), answer.reason()),
                Unpooled.wrappedBuffer(body));
        response.headers().set("Content-Type", answer.contentType());
        if (answer.location() != null) {
            response.headers().set("Location", answer.location());
        }
        response.headers()
                .set("Server", answer.server())
                .set("Date", HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
        if (!keepAlive) {
            response.headers().set("Connection", HttpHeaderValues.CLOSE);
        } else if (announce) {
            response.headers().set("Connection", HttpHeaderValues.KEEP_ALIVE);
        }
        response.headers().set("Content-Length", body.length);
        context.writeAndFlush(response)
                .addListener(keepAlive ? ChannelFutureListener.CLOSE_ON_FAILURE : ChannelFutureListener.CLOSE);
    }

    private static String head(HttpRequest request) {
        StringBuilder head = new StringBuilder(256)
                .append(request.method())
                .append(' ')
                .append(request.uri())
                .append(' ')
                .append(request.protocolVersion())
                .append("\r\n");
        request.headers()
                .forEach(field -> head.append(field.getKey())
                        .append(": ")
                        .append(field.getValue())
                        .append("\r\n"));
        return head.append("\r\n").toString();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
