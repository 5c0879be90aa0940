package io.steelyard.architecture;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One row of the design's table: a package, and the packages that it may name. What those may use it may use too, so a
 * row lists only what its neighbours do not already bring.
 *
 * @param name the package below {@code io.steelyard}, without what is below it
 * @param mayUse names of rooms that stand above this one in the table
 */
record Room(String name, Set<String> mayUse) {
    static final String ROOT = "io.steelyard.";

    /** The design's table, in its order: an arrow points up, never down. Rooms that are still empty are in it too. */
    static final List<Room> TABLE = List.of(
            new Room("health.settings", Set.of()),
            new Room("health", Set.of("health.settings")),
            new Room("health.check", Set.of("health")),
            new Room("event", Set.of("health")),
            new Room("config", Set.of("event")),
            new Room("journal", Set.of("config")),
            new Room("diagnosis", Set.of("config", "health.check")),
            new Room("names", Set.of("config", "event")),
            new Room("limit", Set.of()),
            new Room("pool", Set.of("config", "event", "limit")),
            new Room("route", Set.of("pool")),
            new Room("net", Set.of("config", "event")),
            new Room("tls", Set.of("config", "event")),
            new Room("l4", Set.of("net", "tls", "pool")),
            new Room("l7", Set.of("net", "tls", "route")),
            new Room("service", Set.of("health.check", "names", "l4", "l7")),
            new Room("admin", Set.of("service", "journal", "diagnosis")),
            new Room("demo", Set.of()),
            new Room("appliance", Set.of("admin", "demo")));

    String packageName() {
        return ROOT + name;
    }

    /** Itself and every room it may use, directly or through another. */
    Set<String> reach() {
        Set<String> reached = new TreeSet<>();
        collect(this, reached);
        return reached;
    }

    private static void collect(Room room, Set<String> reached) {
        if (reached.add(room.name())) {
            room.mayUse().forEach(used -> collect(named(used), reached));
        }
    }

    /**
     * The room that a package belongs to: its own, or the nearest around it, so that a feature may have folders.
     *
     * @throws AssertionError where the table has no such room
     */
    static Room of(String packageName) {
        for (String name = packageName; name.startsWith(ROOT); name = name.substring(0, name.lastIndexOf('.'))) {
            String candidate = name.substring(ROOT.length());
            for (Room room : TABLE) {
                if (room.name().equals(candidate)) {
                    return room;
                }
            }
        }
        throw new AssertionError("package " + packageName + " is in no room of the design's table");
    }

    private static Room named(String name) {
        return TABLE.stream()
                .filter(room -> room.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no room is named " + name));
    }
}
