package io.steelyard.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpStatus;
import io.steelyard.health.Trial;
import io.steelyard.health.Trials;
import io.steelyard.health.settings.SettingProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What is asked for in a request to try a health check: one trial for each real server and host name. */
final class TrialRequest {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final int MOST = 50;

    private TrialRequest() {}

    /**
     * Reads {@code check} of a body, as a configuration file writes one.
     *
     * @param servers whom to ask, as {@code address:port}
     * @throws Unfit where the check or one of its settings cannot be, or where there are too many trials
     */
    static List<Trial> read(JsonNode body, List<String> servers, Trials making) throws Unfit {
        JsonNode check = body.path("check");
        if (!check.isObject()) {
            throw unfit("check: this is missing, it must be a health check as in the configuration file.");
        }
        Map<String, Object> settings = group(check, "type", "hosts");
        List<Trial> trials = new ArrayList<>();
        for (String server : servers) {
            String type = check.path("type").asText();
            if (check.path("hosts").isEmpty()) {
                trials.add(Trial.of(server, type, settings, null));
            }
            for (JsonNode host : check.path("hosts")) {
                Map<String, Object> laidOver = new LinkedHashMap<>(settings);
                laidOver.putAll(group(host, "name", "policy"));
                trials.add(Trial.of(server, type, laidOver, hostName(host)));
            }
        }
        if (trials.size() > MOST) {
            throw unfit("These are " + trials.size() + " trials, at most " + MOST
                    + " may be made at once; name fewer real servers under 'realServers'.");
        }
        for (Trial trial : trials) {
            refuse(making.problems(trial));
        }
        return trials;
    }

    static Unfit unfit(String detail) {
        return new Unfit(HttpStatus.UNPROCESSABLE_ENTITY, detail);
    }

    private static String hostName(JsonNode host) throws Unfit {
        String name = host.isObject() ? host.path("name").asText() : host.asText();
        if (!name.matches("[A-Za-z0-9.-]{1,253}")) {
            throw unfit("check.hosts: '" + name + "' is not a host name.");
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> group(JsonNode node, String... without) {
        if (!node.isObject()) {
            return new LinkedHashMap<>();
        }
        @SuppressWarnings("unchecked") // keys of a JSON object are strings
        Map<String, Object> group = JSON.convertValue(node, LinkedHashMap.class);
        List.of(without).forEach(group::remove);
        group.values().removeIf(Objects::isNull);
        return group;
    }

    private static void refuse(List<SettingProblem> problems) throws Unfit {
        if (!problems.isEmpty()) {
            throw unfit(problems.stream()
                    .map(problem -> "check." + problem.path() + ": " + problem.message())
                    .collect(Collectors.joining("; ")));
        }
    }
}
