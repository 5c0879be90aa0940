package io.steelyard.service;

import io.steelyard.config.RealServerConfig;
import io.steelyard.config.VirtualServiceConfig;
import java.util.List;

/**
 * One difference between two configurations, as it is brought about. What concerns a virtual service that is new, or
 * that goes as a whole, is not listed again for each of its real servers.
 */
public sealed interface Change {

    /** What it does, for people: a sentence without its subject and without a full stop. */
    String sentence();

    /** The names of the virtual services that it concerns. */
    List<String> services();

    /** A virtual service that was not there. */
    record AddService(VirtualServiceConfig service) implements Change {
        @Override
        public List<String> services() {
            return List.of(service.name());
        }

        @Override
        public String sentence() {
            return "adds the virtual service " + service.name() + " with "
                    + Words.count(service.realServers().size(), "real server");
        }
    }

    /** A virtual service that is there no longer: its clients have {@code timeouts.drain} to finish. */
    record RemoveService(VirtualServiceConfig service) implements Change {
        @Override
        public List<String> services() {
            return List.of(service.name());
        }

        @Override
        public String sentence() {
            return "removes the virtual service " + service.name() + "; requests under way have "
                    + Words.time(service.timeouts().drain()) + " to end";
        }
    }

    /** An address and port where nobody listened. */
    record OpenListener(Place place, Tenancy tenant) implements Change {
        @Override
        public List<String> services() {
            return List.of(tenant.service());
        }

        @Override
        public String sentence() {
            return "opens " + place + " for " + tenant.words();
        }
    }

    /** An address and port where nobody will listen; who waits there to be accepted is. */
    record CloseListener(Place place, Tenancy tenant) implements Change {
        @Override
        public List<String> services() {
            return List.of(tenant.service());
        }

        @Override
        public String sentence() {
            return "closes " + place + ", which was for " + tenant.words() + "; clients there finish what they are at";
        }
    }

    /** An address and port that another virtual service takes over; nobody who waits there is lost. */
    record HandOver(Place place, Tenancy from, Tenancy to) implements Change {
        @Override
        public List<String> services() {
            return List.of(from.service(), to.service());
        }

        @Override
        public String sentence() {
            return "gives new clients of " + place + " to " + to.words() + " instead of " + from.words();
        }
    }

    /** @param settings the words of the settings that differ, as the file has them */
    record ChangeSettings(String service, List<String> settings) implements Change {
        public ChangeSettings {
            settings = List.copyOf(settings);
        }

        @Override
        public List<String> services() {
            return List.of(service);
        }

        @Override
        public String sentence() {
            return "changes " + Words.list(settings) + " of " + service + " in place";
        }
    }

    /** Health checks that are new, gone, or ask something else. Cells that stay keep their state. */
    record ReplaceChecks(String service, int before, int now) implements Change {
        @Override
        public List<String> services() {
            return List.of(service);
        }

        @Override
        public String sentence() {
            return before == now
                    ? "changes what the health checks of " + service + " ask"
                    : "replaces the health checks of " + service + ", which were " + before + " and will be " + now;
        }
    }

    /** Takes requests once its first verdicts are there. */
    record AddServer(String service, RealServerConfig server) implements Change {
        @Override
        public List<String> services() {
            return List.of(service);
        }

        @Override
        public String sentence() {
            return "adds the real server " + server.name() + " to " + service;
        }
    }

    /** The real server stays the same, with what is counted of it and the states of its cells. */
    record ChangeServer(String service, RealServerConfig before, RealServerConfig now) implements Change {
        @Override
        public List<String> services() {
            return List.of(service);
        }

        @Override
        public String sentence() {
            return ServerDifference.sentence(service, before, now);
        }
    }

    /** Gets no new requests; those it has may take {@code timeouts.drain} to end. */
    record RemoveServer(String service, RealServerConfig server) implements Change {
        @Override
        public List<String> services() {
            return List.of(service);
        }

        @Override
        public String sentence() {
            return "drains and removes the real server " + server.name() + " of " + service;
        }
    }

    /** Where events are told can't change while it runs. */
    record EventsWait() implements Change {
        @Override
        public List<String> services() {
            return List.of();
        }

        @Override
        public String sentence() {
            return "tells events as the configuration says from the next start of Steelyard on, not before";
        }
    }

    /** Which name servers are asked can't change while it runs. */
    record NameServersWait() implements Change {
        @Override
        public List<String> services() {
            return List.of();
        }

        @Override
        public String sentence() {
            return "asks other name servers from the next start of Steelyard on, not before";
        }
    }

    /** What the data plane runs on can't change while it runs. */
    record DataPlaneWaits() implements Change {
        @Override
        public List<String> services() {
            return List.of();
        }

        @Override
        public String sentence() {
            return "runs the data plane differently from the next start of Steelyard on, not before";
        }
    }

    /** Who may use the admin side, and how it speaks, can't change while it runs. */
    record AdminWaits() implements Change {
        @Override
        public List<String> services() {
            return List.of();
        }

        @Override
        public String sentence() {
            return "sets up the admin side as the configuration says at the next start of Steelyard, not before";
        }
    }

    /** The admin side can't move while it runs. */
    record AdminMoves(String to) implements Change {
        @Override
        public List<String> services() {
            return List.of();
        }

        @Override
        public String sentence() {
            return "moves the admin side to " + to + " at the next start of Steelyard, not before";
        }
    }
}
