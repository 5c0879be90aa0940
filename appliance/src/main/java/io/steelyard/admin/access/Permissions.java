package io.steelyard.admin.access;

import static io.steelyard.admin.access.Need.ADMINISTRATOR;
import static io.steelyard.admin.access.Need.METRICS;
import static io.steelyard.admin.access.Need.NOTHING;
import static io.steelyard.admin.access.Need.ONESELF;
import static io.steelyard.admin.access.Need.OPERATOR;
import static io.steelyard.admin.access.Need.VIEWER;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: every endpoint and method of the admin side, with what it takes. What is not in this table is done for
 * nobody, so a new endpoint begins with its line here; a test holds that the server has none without one. HEAD takes what
 * GET does.
 */
public final class Permissions {
    private static final String API = "/api/v1";
    private static final String SERVICE = API + "/virtual-services/{name}";
    private static final Map<String, Need> TABLE = new Table()
            // The page itself, which shows nothing before it has asked the API, and whether the process lives.
            .row("/", NOTHING, null)
            .row("/assets/*", NOTHING, null)
            .row("/healthz", NOTHING, null)
            .row("/metrics", METRICS, null)
            // Coming and going. Whether somebody is logged on is what GET answers.
            .row(API + "/session", NOTHING, NOTHING)
            .remove(API + "/session", VIEWER)
            .row(API + "/setup", null, NOTHING)
            // Looking, and what operators do.
            .row(API + "/status", VIEWER, null)
            .row(API + "/events", VIEWER, null)
            .row(API + "/journal", VIEWER, null)
            .row(API + "/statistics", VIEWER, null)
            .row(API + "/system", VIEWER, null)
            .row(API + "/settings", VIEWER, null)
            .row(API + "/openapi.json", VIEWER, null)
            .row(API + "/maintenance", VIEWER, OPERATOR)
            .row(API + "/health-checks/try", null, OPERATOR)
            .row(SERVICE + "/diagnoses", VIEWER, null)
            .row(SERVICE + "/why", VIEWER, null)
            .row(SERVICE + "/cells/{realServer}/{host}", VIEWER, null)
            .row(SERVICE + "/cells/{realServer}/{host}/probe", null, OPERATOR)
            .row(SERVICE + "/sessions", VIEWER, OPERATOR)
            .row(SERVICE + "/sessions/{id}", VIEWER, OPERATOR)
            // The configuration.
            .row(API + "/configuration", VIEWER, ADMINISTRATOR)
            .row(API + "/configuration/problem", VIEWER, ADMINISTRATOR)
            .row(API + "/configuration/pending", VIEWER, ADMINISTRATOR)
            .row(API + "/configuration/confirm", null, ADMINISTRATOR)
            .row(API + "/configuration/rollback", null, ADMINISTRATOR)
            .row(API + "/virtual-services", VIEWER, ADMINISTRATOR)
            // Reaches whomever the request names, not only real servers that are configured.
            .row(API + "/health-checks/preview", null, ADMINISTRATOR)
            .row(SERVICE, VIEWER, ADMINISTRATOR)
            .row(SERVICE + "/real-servers", VIEWER, ADMINISTRATOR)
            .row(SERVICE + "/real-servers/{realServer}", VIEWER, ADMINISTRATOR)
            .row(SERVICE + "/health-checks", VIEWER, ADMINISTRATOR)
            .row(SERVICE + "/health-checks/{index}", VIEWER, ADMINISTRATOR)
            .row(API + "/revisions", VIEWER, null)
            .row(API + "/revisions/{number}", VIEWER, null)
            .row(API + "/revisions/{number}/diff", VIEWER, null)
            .row(API + "/revisions/{number}/restore", null, ADMINISTRATOR)
            // What holds secrets, or what clients send.
            .row(API + "/backup", ADMINISTRATOR, ADMINISTRATOR)
            .row(API + "/captures", ADMINISTRATOR, ADMINISTRATOR)
            .row(API + "/users", ADMINISTRATOR, ADMINISTRATOR)
            .row(API + "/users/{name}", ONESELF, ADMINISTRATOR)
            .row(API + "/users/{name}/password", null, ONESELF)
            .row(API + "/tokens", ADMINISTRATOR, ADMINISTRATOR)
            .row(API + "/tokens/{name}", ADMINISTRATOR, ADMINISTRATOR)
            .row(API + "/audit", ADMINISTRATOR, null)
            .rows;

    private Permissions() {}

    /**
     * What it takes; null where nobody may.
     *
     * @param path with names in braces, or with a colon in front, where values stand
     */
    public static @Nullable Need of(String method, String path) {
        String shape = shape(path);
        if (method.equals("GET") || method.equals("HEAD")) {
            return TABLE.get("look " + shape);
        }
        Need special = method.equals("DELETE") ? TABLE.get("remove " + shape) : null;
        return special == null ? TABLE.get("do " + shape) : special;
    }

    /** What a value is called makes no difference. */
    private static String shape(String path) {
        return path.replaceAll("\\{[^/}]*}|:[^/]+", "{}");
    }

    private static final class Table {
        private final Map<String, Need> rows = new HashMap<>();

        /**
         * @param look what GET takes; null for nobody may
         * @param change what every other method takes
         */
        Table row(String path, @Nullable Need look, @Nullable Need change) {
            if (look != null) {
                rows.put("look " + shape(path), look);
            }
            if (change != null) {
                rows.put("do " + shape(path), change);
            }
            return this;
        }

        /** What DELETE takes, where that is not what other changes take. */
        Table remove(String path, Need need) {
            rows.put("remove " + shape(path), need);
            return this;
        }
    }
}
