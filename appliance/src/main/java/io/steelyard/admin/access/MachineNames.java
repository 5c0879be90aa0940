package io.steelyard.admin.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What this machine calls itself, without asking a name service. */
public final class MachineNames {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private MachineNames() {}

    /** The whole name and its first label; empty where it has none that browsers could ask for. */
    public static Set<String> now() {
        Set<String> names = new TreeSet<>();
        try {
            String name =
                    Files.readString(HOST_NAME, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
            if (name.matches("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){0,8}")) {
                names.add(name);
                names.add(name.replaceAll("\\..*", ""));
            }
        } catch (IOException e) {
            return names;
        }
        return names;
    }
}
