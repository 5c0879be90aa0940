package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ConfigReading.Invalid;
import io.steelyard.config.ConfigReading.Valid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersConfigTest {
    @TempDir
    private Path directory;

    private Path configuration() {
        return directory.resolve("etc/steelyard.yaml");
    }

    private ConfigReading read(String defaults, String... settings) throws IOException {
        String text = (defaults.isEmpty() ? "" : "defaults: { answers: " + defaults + " }\n")
                + "virtualServices:\n  - name: shop\n    address: 192.0.2.1\n    port: 81\n    "
                + String.join("\n    ", settings) + "\n";
        Files.createDirectories(configuration().getParent());
        Files.writeString(configuration(), text);
        return new ConfigReader(TestKinds.ALL).read(configuration());
    }

    private AnswersConfig valid(String defaults, String... settings) throws IOException {
        ConfigReading reading = read(defaults, settings);
        assertThat(reading).as("%s", reading).isInstanceOf(Valid.class);
        return ((Valid) reading).config().virtualServices().get(0).http().answers();
    }

    private List<String> problems(String... settings) throws IOException {
        ConfigReading reading = read("", settings);
        assertThat(reading).isInstanceOf(Invalid.class);
        return ((Invalid) reading)
                .problems().stream().map(p -> p.path() + ": " + p.message()).toList();
    }

    private void page(String name, byte[] bytes) throws IOException {
        Path file = directory.resolve("etc").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static String file(String path) {
        return "answers: { errorPages: [{ status: 503, file: " + path + " }] }";
    }

    @Test
    void without_a_word_the_pages_are_ours_and_a_client_may_come_again_after_five_seconds() throws Exception {
        assertThat(valid("", "")).isEqualTo(AnswersConfig.DEFAULT);
        assertThat(AnswersConfig.DEFAULT.retryAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(AnswersConfig.DEFAULT.errorPages()).isEmpty();
    }

    @Test
    void a_page_is_for_one_status_a_range_or_a_list_of_both() throws Exception {
        List<ErrorPageConfig> pages = valid(
                        "",
                        "answers:",
                        "  errorPages:",
                        "    - { status: 503, body: one }",
                        "    - { status: 500-502, body: range, contentType: text/plain }",
                        "    - { status: [404, 408, 410-499], body: list }")
                .errorPages();

        assertThat(pages.get(0).isFor(503)).isTrue();
        assertThat(pages.get(0).isFor(502)).isFalse();
        assertThat(pages.get(0).contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(pages.get(1).isFor(500)).isTrue();
        assertThat(pages.get(1).isFor(502)).isTrue();
        assertThat(pages.get(1).isFor(503)).isFalse();
        assertThat(pages.get(1).contentType()).isEqualTo("text/plain");
        assertThat(pages.get(2).isFor(404)).isTrue();
        assertThat(pages.get(2).isFor(405)).isFalse();
        assertThat(pages.get(2).isFor(431)).isTrue();
    }

    @Test
    void a_page_comes_out_of_a_file_beside_the_configuration() throws Exception {
        page("pages/sorry.html", "<h1>Später</h1>".getBytes(StandardCharsets.UTF_8));

        assertThat(valid("", file("pages/sorry.html")).errorPages().get(0).page())
                .hasToString("<h1>Später</h1>");
    }

    @Test
    void a_changed_file_is_another_configuration() throws Exception {
        page("sorry.html", new byte[] {'a'});
        AnswersConfig before = valid("", file("sorry.html"));
        AnswersConfig same = valid("", file("sorry.html"));
        page("sorry.html", new byte[] {'b'});

        assertThat(same).isEqualTo(before);
        assertThat(valid("", file("sorry.html"))).isNotEqualTo(before);
    }

    @Test
    void a_virtual_service_has_its_own_pages_first_and_those_of_the_defaults_behind_them() throws Exception {
        AnswersConfig read = valid(
                "{ retryAfter: 1m, errorPages: [{ status: 500-599, body: general }] }",
                "answers: { errorPages: [{ status: 503, body: special }] }");

        assertThat(read.errorPages()).extracting(page -> page.page().toString()).containsExactly("special", "general");
        assertThat(read.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(valid("{ retryAfter: 1m }", "answers: { retryAfter: 2m }").retryAfter())
                .isEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nowhere.html     | the file 'nowhere.html' does not exist in the directory of the configuration file
            ../outside.html  | the file '../outside.html' is no file below the directory of the configuration file
            /etc/hostname    | the file '/etc/hostname' is no file below the directory of the configuration file
            link.html        | the file 'link.html' is no file below the directory of the configuration file
            pages            | the file 'pages' is no file below the directory of the configuration file
            latin.html       | the file 'latin.html' is not text in UTF-8
            long.html        | the file 'long.html' is no good: it is longer than 64 KiB
            """)
    void a_file_that_cannot_be_a_page_is_a_problem_with_its_path(String file, String sentence) throws Exception {
        page("pages/x", new byte[] {'x'});
        page("latin.html", new byte[] {(byte) 0xe4, 'x'});
        page("long.html", new byte[64 * 1024 + 1]);
        Files.writeString(directory.resolve("outside.html"), "secret");
        Files.createSymbolicLink(directory.resolve("etc/link.html"), directory.resolve("outside.html"));

        assertThat(problems(file(file))).containsExactly("virtualServices[0].answers.errorPages[0].file: " + sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            { body: x }                                   | status: this is missing
            { status: 200, body: x }                      | status: '200' is not allowed here
            { status: 599-500, body: x }                  | status: '599-500' is not allowed here
            { status: 503 }                               | : this must have either a file or a body
            { status: 503, body: x, file: y }             | : this must have either a file or a body
            { status: 503, body: x, contentType: "a\\nb" } | contentType: 'a
            { status: 503, boddy: x, body: x }            | boddy: this setting is not known here
            """)
    void what_is_wrong_with_a_page_is_told_where_it_stands(String page, String start) throws Exception {
        String path = "virtualServices[0].answers.errorPages[0]" + (start.startsWith(":") ? "" : ".");

        assertThat(problems("answers: { errorPages: [" + page + "] }"))
                .singleElement()
                .asString()
                .startsWith(path + start);
    }

    @Test
    void a_problem_of_the_defaults_is_told_once() throws Exception {
        assertThat(((Invalid) read("{ errorPages: [{ status: 503, file: no.html }] }", "answers: {}")).problems())
                .singleElement()
                .extracting(ConfigProblem::path)
                .isEqualTo("defaults.answers.errorPages[0].file");
    }

    @Test
    void a_written_page_is_no_longer_than_a_file_may_be() throws Exception {
        assertThat(problems("answers: { errorPages: [{ status: 503, body: " + "x".repeat(64 * 1024 + 1) + " }] }"))
                .containsExactly("virtualServices[0].answers.errorPages[0].body: this is longer than 64 KiB");
    }

    @Test
    void one_word_is_enough_for_a_redirector() throws Exception {
        RedirectHttpConfig redirect = valid("", "redirectHttp: true").redirectHttp();

        assertThat(redirect).isEqualTo(new RedirectHttpConfig(80, 308, ""));
        assertThat(valid("", "redirectHttp: false").redirectHttp()).isNull();
        assertThat(valid("", "redirectHttp: { port: 8080, status: 301, to: \"https://www.lab{path}\" }")
                        .redirectHttp())
                .isEqualTo(new RedirectHttpConfig(8080, 301, "https://www.lab{path}"));
    }

    @ParameterizedTest
    @CsvSource({"443, https://{host}{target}", "8080, http://{host}:8080{target}", "80, http://{host}{target}"})
    void a_redirector_leads_to_the_virtual_services_own_port(int port, String location) {
        assertThat(new RedirectHttpConfig(79, 308, "").locationFor(port)).isEqualTo(location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://{host}{target}",
                "https://{host}{path}",
                "https://{host}:8443{path}",
                "https://www.business.lab/old{path}",
                "https://{host}/always/the/same?x=y",
                "http://www.business.lab"
            })
    void parts_of_the_request_may_stand_in_a_redirect(String url) throws Exception {
        assertThat(problemsOf(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {host}/x                   | '{host}/x' does not begin with http:// or https://, did you mean http://{host}/x?
            www.business.lab/x         | 'www.business.lab/x' does not begin with http:// or https://, did you mean http://www.business.lab/x?
            www.business.lab{path}     | 'www.business.lab{path}' does not begin with http:// or https://, did you mean http://www.business.lab{path}?
            https://{hots}/            | '{hots}' is not known here, there are {host}, {path} and {target}
            https://{path}             | 'https://{path}' must have {host} as its whole host name
            https://{host}.evil.lab/   | 'https://{host}.evil.lab/' must have {host} as its whole host name
            https://a@{host}/          | 'https://a@{host}/' must have {host} as its whole host name
            https://www.lab/{host}     | 'https://www.lab/{host}' must have {host} as its whole host name
            https://www.lab{path}{path} | 'https://www.lab{path}{path}' must have {host} as its whole host name
            https://www.lab/{          | 'https://www.lab/{' must have {host} as its whole host name
            """)
    void what_would_lead_elsewhere_than_it_says_is_refused_wherever_a_redirect_is_entered(String url, String start)
            throws Exception {
        assertThat(problemsOf(url)).singleElement().asString().startsWith("virtualServices[0].redirect.url: " + start);
        assertThat(problems("redirectHttp: { to: \"" + url + "\" }"))
                .singleElement()
                .asString()
                .startsWith("virtualServices[0].redirectHttp.to: " + start);
    }

    private List<String> problemsOf(String url) throws IOException {
        ConfigReading reading = read("", "whenAllDown: redirect", "redirect: { url: \"" + url + "\" }");
        return reading instanceof Invalid invalid
                ? invalid.problems().stream()
                        .map(p -> p.path() + ": " + p.message())
                        .toList()
                : List.of();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1:81/sorry", "http://{host}:81{path}"})
    void a_redirect_back_to_where_it_comes_from_is_refused(String url) throws Exception {
        assertThat(problemsOf(url))
                .containsExactly(
                        "virtualServices[0].redirect.url: '" + url + "' leads back to this virtual service, for ever");
        assertThat(problems("redirectHttp: { port: 80, to: \"" + url.replace("81", "80") + "\" }"))
                .containsExactly("virtualServices[0].redirectHttp: port 80 would send clients to '"
                        + url.replace("81", "80") + "', back to itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://{host}:81{path}", "http://{host}{path}", "http://192.0.2.2:81/"})
    void a_redirect_to_another_scheme_port_or_address_is_none(String url) throws Exception {
        assertThat(problemsOf(url)).isEmpty();
    }

    @Test
    void a_redirector_and_a_virtual_service_cannot_have_the_same_port() throws Exception {
        assertThat(problems("redirectHttp: { port: 81 }"))
                .contains("virtualServices[0].redirectHttp: '192.0.2.1:81' is taken already by virtualServices[0]");
        assertThat(problems("redirectHttp: true\n  - name: other\n    address: 192.0.2.1\n    port: 80"))
                .containsExactly(
                        "virtualServices[1].port: '192.0.2.1:80' is taken already by virtualServices[0].redirectHttp");
    }
}
