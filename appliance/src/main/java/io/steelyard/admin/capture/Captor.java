package io.steelyard.admin.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether packets can be captured here: the distribution's {@code tcpdump} does it, and it needs CAP_NET_RAW
 * (capabilities(7)), which a program that is started has where this process is root's or has it among its ambient ones.
 *
 * @param program null where it is not installed
 * @param permitted whether it would be allowed to
 */
public record Captor(@Nullable Path program, boolean permitted) {
    private static final List<String> PLACES = List.of("/usr/bin", "/usr/sbin", "/sbin", "/usr/local/sbin");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern FIELD = Pattern.compile("(Uid|CapEff|CapAmb):\\s+(\\S+)\\s*.*");
    private static final int NET_RAW = 13;

    /** As it is on this machine. */
    public static Captor ofThisMachine() {
        Path program = PLACES.stream()
                .map(place -> Path.of(place, "tcpdump"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        try (Stream<String> lines = Files.lines(STATUS)) {
            return new Captor(program, isPermitted(lines.toList()));
        } catch (IOException e) {
            return new Captor(program, false);
        }
    }

    /** @param status the lines of proc(5)'s status */
    static boolean isPermitted(List<String> status) {
        boolean root = false;
        long effective = 0;
        long ambient = 0;
        for (String line : status) {
            Matcher field = FIELD.matcher(line);
            if (field.matches()) {
                String value = field.group(2).toLowerCase(Locale.ROOT);
                switch (field.group(1)) {
                    case "Uid" -> root = value.equals("0");
                    case "CapEff" -> effective = Long.parseUnsignedLong(value, 16);
                    default -> ambient = Long.parseUnsignedLong(value, 16);
                }
            }
        }
        return (root && has(effective)) || has(ambient);
    }

    private static boolean has(long capabilities) {
        return (capabilities >>> NET_RAW & 1) == 1;
    }

    /** Why it can't be done, and what to do about it; null where it can. */
    @Nullable
    String whyNot() {
        if (program == null) {
            return "the program tcpdump is not installed on this machine: install the package of that name";
        }
        return permitted
                ? null
                : "Steelyard may not look at packets: give it CAP_NET_RAW, such as with AmbientCapabilities=CAP_NET_RAW in"
                        + " its systemd unit";
    }

    /** What is to be started. Nothing in it was written by a client but an address and a port that were read as such. */
    List<String> command(CaptureOrder order) {
        List<String> command = new ArrayList<>(List.of(
                String.valueOf(program), "-i", "any", "-n", "-U", "--immediate-mode", "-s", "65535", "-w", "-"));
        command.addAll(List.of("port", String.valueOf(order.port())));
        if (order.address() != null) {
            command.addAll(List.of("and", "host", order.address()));
        }
        return command;
    }
}
