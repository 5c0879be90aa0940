package io.steelyard.journal;

import io.steelyard.config.WebhookConfig;
import io.steelyard.event.Severity;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts entries as one JSON document, {@code {"events": [...]}}. Up to 299 is taken for delivered, everything else is
 * tried again, so that the receiver may see an entry twice and knows it by its number.
 *
 * <p>With a secret, {@code Steelyard-Signature: t=SECONDS,v1=HEX} carries the HMAC-SHA256 of the seconds, a dot and the
 * body; the time lets the receiver refuse old requests that are played again.
 */
final class WebhookReceiver implements Receiver {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MOST_DISCARDED = 299;

    private final WebhookConfig config;
    private final URI uri;
    private final Clock clock;
    private final HttpClient client;

    WebhookReceiver(WebhookConfig config) {
        this(config, Clock.systemUTC());
    }

    WebhookReceiver(WebhookConfig config, Clock clock) {
        this.config = config;
        this.uri = URI.create(config.url());
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public void deliver(List<JournalEntry> entries) throws IOException {
        String body = entries.stream().map(EntryJson::line).collect(Collectors.joining(",", "{\"events\":[", "]}"));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(config.timeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Steelyard")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!config.secret().isEmpty()) {
            long seconds = clock.instant().getEpochSecond();
            request.header("Steelyard-Signature", "t=" + seconds + ",v1=" + signature(seconds, body));
        }
        try {
            int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status > MOST_DISCARDED) {
                throw new IOException("the receiver answered HTTP " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("ended").initCause(e);
        }
    }

    private String signature(long seconds, String body) throws IOException {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(config.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IOException("the Java runtime cannot sign: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "webhook " + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    @Override
    public Severity least() {
        return config.least();
    }

    @Override
    public Retry retry() {
        return new Retry(config.attempts(), Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    @Override
    public void close() {
        // requests end by their own timeout, or by the interruption of the thread that waits for them
    }
}
