package io.steelyard.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A configuration that changes at random, the same way for the same seed: every kind of change that an administrator
 * makes. At any time each virtual service has a real server that is in use.
 */
final class ChangingConfig {
    private static final List<String> CHECKS = List.of(
            "[]",
            "[{ type: tcp }]",
            "[{ type: http, path: /check }]",
            "[{ type: http, path: /other, hosts: [a.example, b.example] }]",
            "[{ type: tcp }, { type: http, path: /check, hosts: [a.example] }]");
    private static final List<String> SCHEDULING =
            List.of("round-robin", "weighted-round-robin", "least-connection", "uri-hash", "random-two");
    private static final List<String> FORWARDING = List.of(
            "x-forwarded", "forwarded", "both", "none", "both, trusted: [127.0.0.1]", "none, trusted: [127.0.0.0/8]");
    private static final List<String> PROXY_PROTOCOL =
            List.of("off", "optional, from: [127.0.0.0/8]", "required, from: [192.0.2.0/24]");
    /** Each of them may have to wait at the same real server. */
    private static final int CLIENTS_AT_MOST = 64;

    private final Random random;
    private final List<Integer> origins;
    private final Deque<Integer> freePorts;
    private final Map<String, Service> services = new TreeMap<>();
    private int named;

    private static final class Service {
        int port;
        String checks = "[]";
        String scheduling = "round-robin";
        int seconds = 30;
        int headKib = 32;
        String forwarding = "x-forwarded";
        String proxyProtocol = "off";
        int attempts = 3;
        int queue = 1024;
        final Map<Integer, String> servers = new TreeMap<>();
    }

    ChangingConfig(long seed, List<Integer> origins, List<Integer> ports) {
        this.random = new Random(seed);
        this.origins = origins;
        this.freePorts = new ArrayDeque<>(ports);
        addService();
        addService();
        addService();
    }

    /** Changes one thing, and says which. */
    String change() {
        Service service = any(new ArrayList<>(services.values()));
        return switch (random.nextInt(20)) {
            case 0, 1 -> put(service, any(origins), "weight: " + (1 + random.nextInt(3000)));
            case 14, 15 -> put(service, any(origins), "maxConnections: " + (1 + random.nextInt(8)));
            case 16 -> {
                service.forwarding = any(FORWARDING);
                yield "forwarding";
            }
            case 17 -> {
                service.proxyProtocol = any(PROXY_PROTOCOL);
                yield "PROXY protocol";
            }
            case 18 -> {
                service.attempts = 2 + random.nextInt(5);
                yield "retries";
            }
            case 19 -> {
                service.queue = CLIENTS_AT_MOST + random.nextInt(1000);
                yield "queue";
            }
            case 2, 3 -> remove(service);
            case 4 -> put(service, any(origins), service.servers.size() > 1 ? "enabled: false" : "weight: 1");
            case 5 -> replaceAllServers(service);
            case 6, 7 -> {
                service.checks = any(CHECKS);
                yield "checks";
            }
            case 8 -> {
                service.scheduling = any(SCHEDULING);
                yield "scheduling";
            }
            case 9 -> {
                service.seconds = 20 + random.nextInt(20);
                yield "timeouts";
            }
            case 10 -> {
                service.headKib = 8 + random.nextInt(60);
                yield "limits";
            }
            case 11 -> move(service);
            case 12 -> services.size() < 5 && !freePorts.isEmpty() ? addService() : removeService();
            default -> random.nextBoolean() ? rename() : swapPorts();
        };
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String put(Service service, int origin, String settings) {
        service.servers.put(origin, settings);
        return keepOneInUse(service, "real server changed or added");
    }

    private String remove(Service service) {
        if (service.servers.size() > 1) {
            service.servers.remove(any(new ArrayList<>(service.servers.keySet())));
        }
        return keepOneInUse(service, "real server removed");
    }

    private String replaceAllServers(Service service) {
        List<Integer> others = new ArrayList<>(origins);
        others.removeAll(service.servers.keySet());
        if (others.isEmpty()) {
            return remove(service);
        }
        service.servers.clear();
        others.forEach(origin -> service.servers.put(origin, "weight: 10"));
        return "all real servers replaced";
    }

    private static String keepOneInUse(Service service, String done) {
        if (service.servers.values().stream().allMatch("enabled: false"::equals)) {
            service.servers.replaceAll((origin, settings) -> "weight: 5");
        }
        return done;
    }

    private String move(Service service) {
        Integer port = freePorts.pollFirst();
        if (port != null) {
            freePorts.addLast(service.port);
            service.port = port;
        }
        return "port";
    }

    private String addService() {
        Service service = new Service();
        service.port = freePorts.removeFirst();
        service.servers.put(any(origins), "weight: 1000");
        service.servers.put(any(origins), "weight: 1000");
        services.put("s" + named++, service);
        return "virtual service added";
    }

    private String removeService() {
        String name = any(new ArrayList<>(services.keySet()));
        freePorts.addLast(Objects.requireNonNull(services.remove(name)).port);
        return services.isEmpty() ? addService() : "virtual service removed";
    }

    private String rename() {
        String name = any(new ArrayList<>(services.keySet()));
        Service service = Objects.requireNonNull(services.remove(name));
        service.checks = "[]";
        services.put("s" + named++, service);
        return "virtual service renamed";
    }

    private String swapPorts() {
        Service one = any(new ArrayList<>(services.values()));
        Service other = any(new ArrayList<>(services.values()));
        int port = one.port;
        one.port = other.port;
        other.port = port;
        return "ports swapped";
    }

    List<Integer> ports() {
        return services.values().stream().map(service -> service.port).toList();
    }

    String text() {
        return "virtualServices:\n"
                + services.entrySet().stream()
                        .map(each -> text(each.getKey(), each.getValue()))
                        .collect(Collectors.joining());
    }

    private static String text(String name, Service service) {
        return """
                  - name: %s
                    address: 127.0.0.1
                    port: %d
                    scheduling: %s
                    health: { interval: 1s, fastInterval: 200ms, connectTimeout: 9s, responseTimeout: 9s }
                    timeouts: { response: %ds, drain: 20s }
                    limits: { headBytes: %dKiB }
                    forwarding: { style: %s }
                    proxyProtocol: { in: %s }
                    retries: { attempts: %d, budget: 100, minPerSecond: 100 }
                    queue: { size: %d, timeout: 20s }
                    healthChecks: %s
                    realServers:
                """.formatted(
                                name,
                                service.port,
                                service.scheduling,
                                service.seconds,
                                service.headKib,
                                service.forwarding,
                                service.proxyProtocol,
                                service.attempts,
                                service.queue,
                                service.checks)
                + service.servers.entrySet().stream()
                        .map(each -> "      - { address: 127.0.0.1, port: " + each.getKey() + ", " + each.getValue()
                                + " }\n")
                        .collect(Collectors.joining());
    }
}
