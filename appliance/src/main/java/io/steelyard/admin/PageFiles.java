package io.steelyard.admin;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The page's files, out of the page's jar. Each is read once and kept; its entity tag is a hash of its bytes, because
 * the times in a reproducible jar say nothing. A browser asks again every time and mostly hears 304. Whoever understands
 * gzip gets them compressed, which is done once.
 */
final class PageFiles implements HttpService {
    private static final String PREFIX = "io/steelyard/ui/";
    private static final Pattern PATH = Pattern.compile("/(?:[a-z0-9-]+/){0,4}[a-z0-9-]+\\.([a-z0-9]+)");
    private static final Map<String, MediaType> TYPES = Map.of(
            "html", MediaType.HTML_UTF_8,
            "css", MediaType.CSS_UTF_8,
            "js", MediaType.parse("text/javascript; charset=utf-8"),
            "svg", MediaType.SVG_UTF_8);

    private final Map<String, PageFile> read = new ConcurrentHashMap<>();

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        String path = ctx.path().equals("/") ? "/index.html" : ctx.path();
        PageFile known = read.get(path);
        if (known != null) {
            return known.answer(request);
        }
        return HttpResponse.of(
                () -> {
                    PageFile found = find(path);
                    return found == null
                            ? new Problem(HttpStatus.NOT_FOUND, "There is nothing at this path.").response()
                            : found.answer(request);
                },
                ctx.blockingTaskExecutor());
    }

    @Nullable
    private PageFile find(String path) {
        var matched = PATH.matcher(path);
        MediaType type = matched.matches() ? TYPES.get(matched.group(1)) : null;
        if (type == null) {
            return null;
        }
        try (InputStream in = PageFiles.class.getClassLoader().getResourceAsStream(PREFIX + path.substring(1))) {
            return in == null ? null : read.computeIfAbsent(path, any -> new PageFile(type, bytes(in)));
        } catch (IOException broken) {
            throw new UncheckedIOException("the page's file " + path + " cannot be read", broken);
        }
    }

    private static byte[] bytes(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private record PageFile(MediaType type, Form plain, Form zipped) {
        PageFile(MediaType type, byte[] bytes) {
            this(type, Form.of(bytes, ""), Form.of(zip(bytes), "-gzip"));
        }

        HttpResponse answer(HttpRequest request) {
            boolean zips =
                    request.headers().get(HttpHeaderNames.ACCEPT_ENCODING, "").contains("gzip");
            Form form = zips ? zipped : plain;
            boolean known = form.tag.equals(request.headers().get(HttpHeaderNames.IF_NONE_MATCH));
            var headers = ResponseHeaders.builder(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                    .set(HttpHeaderNames.ETAG, form.tag)
                    .set(HttpHeaderNames.VARY, "accept-encoding")
                    .set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
            if (known) {
                return HttpResponse.of(headers.build());
            }
            if (zips) {
                headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
            }
            return HttpResponse.of(headers.contentType(type).build(), form.bytes);
        }
    }

    /** The bytes that are sent, and what tells them from all others. */
    private record Form(HttpData bytes, String tag) {
        static Form of(byte[] bytes, String suffix) {
            return new Form(HttpData.wrap(bytes), '"' + hash(bytes) + suffix + '"');
        }
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array of bytes failed", impossible);
        }
        return zipped.toByteArray();
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
