package io.steelyard.l7;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request that a stream of bytes holds, by the plain reading of {@link StrictReference} and {@link ChunkReference}:
 * what a real server must get to see of it.
 *
 * @param host what its Host field must say, nothing where the client named none
 */
record MeantRequest(String method, String target, Optional<String> host, String body) {

    /** All whole requests before the first that is wrong, incomplete or the connection's last. */
    static List<MeantRequest> in(String stream) {
        List<MeantRequest> all = new ArrayList<>();
        String rest = stream;
        while (true) {
            Optional<StrictReference.Accepted> head = StrictReference.request(rest);
            if (head.isEmpty()) {
                return all;
            }
            rest = rest.substring(head.get().length());
            Optional<ChunkReference.Body> body = body(head.get().framing(), rest);
            if (body.isEmpty()) {
                return all;
            }
            all.add(of(head.get(), body.get().content()));
            rest = rest.substring(body.get().length());
            if (!keepsAlive(head.get())) {
                return all;
            }
        }
    }

    private static Optional<ChunkReference.Body> body(String framing, String rest) {
        if (framing.equals("chunked")) {
            return ChunkReference.read(rest);
        }
        long length = framing.equals("none") ? 0 : Long.parseLong(framing.substring("length ".length()));
        return length > rest.length()
                ? Optional.empty()
                : Optional.of(new ChunkReference.Body((int) length, rest.substring(0, (int) length)));
    }

    private static MeantRequest of(StrictReference.Accepted head, String body) {
        String method = head.firstLine().get(0);
        String target = head.firstLine().get(1);
        int scheme = target.indexOf("://");
        if (target.startsWith("/") || target.equals("*") || scheme < 0) {
            return new MeantRequest(
                    method, target, values(head, "host").stream().findFirst(), body);
        }
        String afterScheme = target.substring(scheme + 3);
        String authority = afterScheme.split("[/?]", -1)[0];
        String path = afterScheme.substring(authority.length());
        if (path.isEmpty() && method.equals("OPTIONS")) {
            path = "*";
        } else if (!path.startsWith("/")) {
            path = "/" + path;
        }
        return new MeantRequest(method, path, Optional.of(authority), body);
    }

    private static boolean keepsAlive(StrictReference.Accepted head) {
        List<String> options = values(head, "connection").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(option -> option.strip().toLowerCase(Locale.ROOT))
                .toList();
        boolean unlessSaid = head.firstLine().get(2).equals("1");
        return (unlessSaid || options.contains("keep-alive")) && !options.contains("close");
    }

    private static List<String> values(StrictReference.Accepted head, String name) {
        return head.fields().stream()
                .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(name))
                .map(StrictReference.Field::value)
                .toList();
    }
}
