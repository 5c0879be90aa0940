package io.steelyard.admin.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.netty.util.NetUtil;
import io.steelyard.admin.Problem;
import io.steelyard.admin.Problem.Culprit;
import io.steelyard.admin.Unfit;
import io.steelyard.health.settings.Nearest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be captured.
 *
 * @param address an IP address in its usual form; null for every one
 * @param port 1–65535
 * @param time at most {@link #LONGEST}
 * @param bytes of the file, at most {@value #MOST_BYTES}
 */
record CaptureOrder(@Nullable String address, int port, Duration time, long bytes) {
    static final Duration LONGEST = Duration.ofSeconds(60);
    static final long MOST_BYTES = 64L * 1024 * 1024;
    /** A file with a few packets. */
    static final long LEAST_BYTES = 4096;

    private static final List<String> FIELDS = List.of("address", "port", "seconds", "bytes");
    private static final ObjectMapper JSON = new ObjectMapper();

    static CaptureOrder of(AggregatedHttpRequest request) throws Unfit {
        MediaType type = request.contentType();
        if (type == null || !type.belongsTo(MediaType.JSON)) {
            throw new Unfit(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON, as application/json.");
        }
        JsonNode body;
        try {
            body = JSON.readTree(request.contentUtf8());
        } catch (JsonProcessingException e) {
            throw new Unfit(HttpStatus.BAD_REQUEST, "The body is not JSON: " + e.getOriginalMessage());
        }
        if (!body.isObject()) {
            throw new Unfit(
                    HttpStatus.BAD_REQUEST, "The body must be an object such as {\"port\": 80, \"seconds\": 10}.");
        }
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw unfit(name, body.get(name), "this field is not known here" + Nearest.hint(name, FIELDS));
            }
        }
        return new CaptureOrder(
                address(body.path("address")),
                (int) number(body, "port", 1, 65535, -1),
                Duration.ofSeconds(number(body, "seconds", 1, LONGEST.toSeconds(), 10)),
                number(body, "bytes", LEAST_BYTES, MOST_BYTES, MOST_BYTES));
    }

    private static @Nullable String address(JsonNode given) throws Unfit {
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        InetAddress address = given.isTextual() ? NetUtil.createInetAddressFromIpAddressString(given.asText()) : null;
        if (address == null) {
            throw unfit("address", given, "this must be an IP address");
        }
        return address.isAnyLocalAddress() ? null : NetUtil.toAddressString(address);
    }

    private static long number(JsonNode body, String name, long least, long most, long fallback) throws Unfit {
        JsonNode given = body.path(name);
        if (fallback >= 0 && (given.isMissingNode() || given.isNull())) {
            return fallback;
        }
        if (!given.isIntegralNumber() || !given.canConvertToLong() || given.asLong() < least || given.asLong() > most) {
            throw unfit(name, given, "this must be a whole number from " + least + " to " + most);
        }
        return given.asLong();
    }

    private static Unfit unfit(String name, JsonNode value, String sentence) {
        String shown = value.isMissingNode() || value.isNull() ? null : value.asText(value.toString());
        String end = sentence.endsWith("?") ? "" : ".";
        return new Unfit(new Problem(
                HttpStatus.UNPROCESSABLE_ENTITY,
                name + ": " + sentence + end,
                new Culprit(
                        name, shown, value.isMissingNode() ? List.of() : FIELDS.contains(name) ? List.of() : FIELDS)));
    }
}
