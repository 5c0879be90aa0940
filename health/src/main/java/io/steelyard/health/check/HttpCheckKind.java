package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;

/** {@code http}: sends one request and reads the answer. */
public final class HttpCheckKind implements HealthCheckKind {

    @Override
    public String type() {
        return "http";
    }

    @Override
    public boolean asksByHost() {
        return true;
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                HttpSettings.METHOD,
                HttpSettings.PATH_ASKED,
                HttpSettings.VERSION,
                HttpSettings.HEADERS,
                HttpSettings.REQUEST_BODY,
                HttpSettings.UP,
                HttpSettings.LOCATION,
                HttpSettings.BODY,
                CheckPort.PORT);
    }

    @Override
    public HealthCheck create(Settings settings) {
        HttpQuestion question = new HttpQuestion(
                settings.get(HttpSettings.METHOD),
                settings.get(HttpSettings.PATH_ASKED),
                settings.get(HttpSettings.VERSION),
                settings.get(HttpSettings.HEADERS),
                settings.get(HttpSettings.REQUEST_BODY));
        HttpExpectation expectation = new HttpExpectation(
                new UpCodes(settings.get(HttpSettings.UP)),
                settings.find(HttpSettings.LOCATION),
                settings.find(HttpSettings.BODY));
        refuseContradictions(settings, question, expectation);
        return new HttpCheck(question, expectation, CheckPort.of(settings));
    }

    private static void refuseContradictions(Settings settings, HttpQuestion question, HttpExpectation expectation) {
        String method = question.method();
        if (expectation.body() != null && !method.equals("GET") && !method.equals("POST")) {
            settings.problem(
                    "body", "an answer to " + method + " has no body to match, the method must be GET or POST");
        }
        if (!question.body().isEmpty() && !method.equals("POST")) {
            settings.problem("requestBody", "a " + method + " request sends no body, the method must be POST");
        }
        if (question.path().equals("*") && !method.equals("OPTIONS")) {
            settings.problem("path", "'*' can only be asked for with the method OPTIONS");
        }
        if (expectation.codes().ranges().isEmpty()) {
            settings.problem("up", "this list is empty, no answer could ever count as up");
        }
    }
}
