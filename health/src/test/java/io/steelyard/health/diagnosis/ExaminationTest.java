package io.steelyard.health.diagnosis;

import static io.steelyard.health.diagnosis.Farm.A;
import static io.steelyard.health.diagnosis.Farm.B;
import static io.steelyard.health.diagnosis.Farm.INVALID_HOSTNAME;
import static io.steelyard.health.diagnosis.Farm.NO_SITE;
import static io.steelyard.health.diagnosis.Farm.NTRIP;
import static io.steelyard.health.diagnosis.Farm.PAGE;
import static io.steelyard.health.diagnosis.Farm.POOL_STOPPED;
import static io.steelyard.health.diagnosis.Farm.WWW;
import static io.steelyard.health.diagnosis.Farm.answer;
import static io.steelyard.health.diagnosis.Farm.http;
import static io.steelyard.health.diagnosis.Farm.redirect;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.CellId;
import io.steelyard.health.Diagnosis;
import io.steelyard.health.Diagnosis.Edit;
import io.steelyard.health.DialogueFailure.Kind;
import io.steelyard.health.Trial;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every diagnosis, from facts alone. */
class ExaminationTest {

    private static List<Diagnosis> examine(Farm farm) {
        return Examination.usual().examine(farm.facts());
    }

    private static Diagnosis only(Farm farm) {
        List<Diagnosis> found = examine(farm);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    static Stream<Arguments> findings() {
        return Stream.of(
                Arguments.of(
                        "no-host-sent",
                        http().down(A, null, INVALID_HOSTNAME),
                        "The health check sent no host name, and 192.0.2.21:80 answered HTTP 400 from HTTP.sys: the"
                                + " server wants a host name"),
                Arguments.of(
                        "no-host-sent",
                        http().down(A, null, answer("404 Not Found", "Server: nginx")),
                        "The health check sent no host name, and 192.0.2.21:80 answered HTTP 404: the server wants a"
                                + " host name"),
                Arguments.of(
                        "no-host-sent",
                        http().down(A, null, Farm.verdict(false, "192.0.2.21", INVALID_HOSTNAME)),
                        "The health check sent an address in place of a host name, and 192.0.2.21:80 answered HTTP 400"
                                + " from HTTP.sys: the server wants a host name"),
                Arguments.of(
                        "host-name-unknown",
                        http(WWW).down(A, WWW, INVALID_HOSTNAME).down(B, WWW, INVALID_HOSTNAME),
                        "No site on 192.0.2.21:80 and 192.0.2.22:80 has a binding for www.surveyor.lab: HTTP.sys"
                                + " answered 400 Invalid Hostname in its place"),
                Arguments.of(
                        "site-stopped",
                        http(WWW).down(A, WWW, NO_SITE),
                        "On 192.0.2.21:80 the site of www.surveyor.lab is stopped, or its binding is missing: HTTP.sys"
                                + " answered 404 in its place"),
                Arguments.of(
                        "application-pool-stopped",
                        http(WWW).down(A, WWW, POOL_STOPPED).up(B, WWW, PAGE),
                        "On 192.0.2.21:80 the application pool of the site of www.surveyor.lab is stopped: HTTP.sys"
                                + " answered 503 in its place"),
                Arguments.of(
                        "bindings-differ",
                        http(WWW).up(A, WWW, PAGE).down(B, WWW, NO_SITE),
                        "The bindings differ: 192.0.2.21:80 has a running site for www.surveyor.lab, 192.0.2.22:80 has"
                                + " none"),
                Arguments.of(
                        "default-site",
                        http(WWW)
                                .down(A, WWW, answer("404 Not Found", "ETag: \"welcome\""))
                                .tried(A, TrialPlan.NOBODYS_HOST, false, answer("404 Not Found", "ETag: \"welcome\"")),
                        "On 192.0.2.21:80 the default site answered for www.surveyor.lab: a host name that no site has"
                                + " gets the very same answer"),
                Arguments.of(
                        "redirect-without-scheme",
                        http(WWW).up(A, WWW, redirect("/www.business.lab/x")),
                        "192.0.2.21:80 redirects to '/www.business.lab/x', which has no http:// in front: browsers take"
                                + " it for a path of the same site and go in circles"),
                Arguments.of(
                        "redirect-loops",
                        http(WWW).up(A, WWW, redirect("http://www.surveyor.lab/")),
                        "192.0.2.21:80 redirects '/' to 'http://www.surveyor.lab/', which leads to the same place"
                                + " again"),
                Arguments.of(
                        "tls-expected",
                        http(WWW).down(A, WWW, "\u0015\u0003\u0001\u0000\u0002\u0002\u0016"),
                        "192.0.2.21:80 speaks TLS at this port, and the health check asked in plain HTTP"),
                Arguments.of(
                        "tls-expected",
                        http(WWW)
                                .down(
                                        A,
                                        WWW,
                                        answer("400 Bad Request", "Server: nginx")
                                                + "<h1>The plain HTTP request was sent to HTTPS port</h1>"),
                        "192.0.2.21:80 speaks TLS at this port, and the health check asked in plain HTTP"),
                Arguments.of(
                        "answers-differ",
                        http(WWW).up(A, WWW, PAGE).up(B, WWW, redirect("http://www.business.lab/")),
                        "The real servers answer for www.surveyor.lab differently: 192.0.2.21:80 with a page,"
                                + " 192.0.2.22:80 with a redirect to 'http://www.business.lab/'"));
    }

    @ParameterizedTest
    @MethodSource("findings")
    void says_what_is_wrong_in_one_sentence(String kind, Farm farm, String sentence) {
        Diagnosis diagnosis = only(farm);

        assertThat(diagnosis.kind()).isEqualTo(kind);
        assertThat(diagnosis.sentence()).isEqualTo(sentence);
        assertThat(diagnosis.fix().words()).isNotEmpty();
        assertThat(diagnosis.evidence()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_dialogue_that_failed_is_explained_and_quoted(Kind failure) {
        Diagnosis diagnosis = only(http(WWW).failed(A, WWW, failure));

        assertThat(diagnosis.sentence()).contains(A);
        assertThat(diagnosis.evidence().get(0).verdict()).isEqualTo("as it failed");
    }

    @Test
    void a_certificate_that_has_expired_is_named_also_where_the_cell_is_up() {
        Diagnosis diagnosis = only(new Farm("https", Map.of(), WWW).shown(A, WWW, List.of(WWW), -3));

        assertThat(diagnosis.kind()).isEqualTo("certificate-expired");
        assertThat(diagnosis.sentence()).isEqualTo("The certificate of 192.0.2.21:80 expired 2 days ago");
    }

    @Test
    void a_certificate_for_another_name_is_named_with_the_names_it_has() {
        Diagnosis diagnosis = only(new Farm("https", Map.of(), WWW).shown(A, WWW, List.of(NTRIP), 90));

        assertThat(diagnosis.kind()).isEqualTo("certificate-for-another-name");
        assertThat(diagnosis.sentence())
                .isEqualTo("The certificate of 192.0.2.21:80 is for 'ntrip.surveyor.lab' and not for www.surveyor.lab");
    }

    @Test
    void one_real_server_that_refuses_is_one_diagnosis_for_all_its_cells() {
        Diagnosis diagnosis = only(http(WWW, NTRIP).failed(A, WWW, Kind.REFUSED).failed(A, NTRIP, Kind.REFUSED));

        assertThat(diagnosis.cells()).extracting(CellId::host).containsExactly(WWW, NTRIP);
        assertThat(diagnosis.sentence()).isEqualTo("Nothing listens at 192.0.2.21:80: the connection was refused");
    }

    @Test
    void host_names_that_were_tried_and_answered_are_the_fix() {
        Farm farm = new Farm("http", Map.of("version", "HTTP/1.0"))
                .down(A, null, INVALID_HOSTNAME)
                .knowing(NTRIP, WWW, "other.lab")
                .tried(A, NTRIP, true, PAGE)
                .tried(A, WWW, true, redirect("http://www.business.lab/"))
                .tried(A, "other.lab", false, INVALID_HOSTNAME);

        Diagnosis diagnosis = only(farm);

        assertThat(diagnosis.fix().edits())
                .containsExactly(
                        new Edit("healthChecks[0].version", "HTTP/1.1"),
                        new Edit("healthChecks[0].hosts", List.of(NTRIP, WWW)));
        assertThat(diagnosis.fix().words())
                .isEqualTo("Enter ntrip.surveyor.lab and www.surveyor.lab under 'Host names' and set 'HTTP version' to"
                        + " HTTP/1.1: asked that way, the site answers");
        assertThat(diagnosis.proof()).extracting(Trial::isUp).containsExactly(true, true, false);
    }

    @Test
    void without_a_known_host_name_the_fix_says_what_to_enter_and_where() {
        Diagnosis diagnosis = only(new Farm("http", Map.of("version", "HTTP/1.0")).down(A, null, INVALID_HOSTNAME));

        assertThat(diagnosis.fix().words())
                .isEqualTo("Enter the host names that clients type under 'Host names' and set 'HTTP version' to"
                        + " HTTP/1.1");
        assertThat(diagnosis.fix().edits()).containsExactly(new Edit("healthChecks[0].version", "HTTP/1.1"));
    }

    @Test
    void a_check_in_plain_text_at_a_tls_port_is_fixed_by_its_type_and_proven_so() {
        Diagnosis diagnosis = only(http(WWW).down(A, WWW, "\u0015\u0003\u0001"));

        assertThat(diagnosis.fix().edits()).containsExactly(new Edit("healthChecks[0].type", "https"));
        assertThat(diagnosis.proof()).containsExactly(Trial.of(A, "https", Map.of(), WWW));
    }

    @Test
    void a_check_over_tls_at_a_plain_port_is_fixed_by_its_type_and_without_the_settings_of_tls() {
        Diagnosis diagnosis =
                only(new Farm("https", Map.of("verify", true, "path", "/x"), WWW).failed(A, WWW, Kind.NOT_TLS));

        assertThat(diagnosis.kind()).isEqualTo("plain-expected");
        assertThat(diagnosis.sentence())
                .isEqualTo("192.0.2.21:80 speaks no TLS at this port, and the health check asked with TLS");
        assertThat(diagnosis.fix().edits())
                .containsExactly(new Edit("healthChecks[0].type", "http"), new Edit("healthChecks[0].verify", null));
        assertThat(diagnosis.proof()).containsExactly(Trial.of(A, "http", Map.of("path", "/x"), WWW));
    }

    @Test
    void a_ping_without_an_answer_is_silence_and_nothing_that_took_a_connection() {
        Diagnosis diagnosis = only(new Farm("icmp", Map.of()).failed(A, null, Kind.NO_ANSWER));

        assertThat(diagnosis.kind()).isEqualTo("silent");
        assertThat(diagnosis.sentence()).isEqualTo("192.0.2.21:80 does not answer at all: as it failed");
        assertThat(diagnosis.fix().words()).contains("pings");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/surveyors/services",
                "/default.aspx",
                "/v1.2/start",
                "http://www.business.lab/",
                "//www.business.lab/",
                "index.html",
                "login.php?next=/",
                "/www"
            })
    void a_redirect_that_is_in_order_is_left_alone(String location) {
        assertThat(examine(http(WWW).up(A, WWW, redirect(location)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "www.business.lab/x",
                "www.business.lab",
                "business.lab/",
                "/www.business.lab/x/www.business.lab/x",
                "/www.business.lab",
                "/shop.business.lab:8080/x",
                "WWW.Business.lab/x"
            })
    void a_host_name_without_a_scheme_is_noticed(String location) {
        assertThat(only(http(WWW).up(A, WWW, redirect(location))).kind()).isEqualTo("redirect-without-scheme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "http://www.surveyor.lab", "http://WWW.surveyor.lab:80/", "/a/b/a/b", ""})
    void a_redirect_to_the_same_place_is_noticed(String location) {
        assertThat(only(http(WWW).up(A, WWW, redirect(location))).kind()).isEqualTo("redirect-loops");
    }

    @Test
    void a_pool_in_order_has_no_diagnosis() {
        assertThat(examine(http(WWW, NTRIP)
                        .up(A, NTRIP, PAGE)
                        .up(B, NTRIP, PAGE)
                        .up(A, WWW, redirect("http://www.business.lab/"))
                        .up(B, WWW, redirect("http://www.business.lab/"))))
                .isEmpty();
    }

    @Test
    void a_cell_has_one_diagnosis_at_most() {
        List<Diagnosis> found = examine(http(WWW, NTRIP)
                .up(A, WWW, PAGE)
                .down(B, WWW, NO_SITE)
                .down(A, NTRIP, NO_SITE)
                .down(B, NTRIP, POOL_STOPPED));

        assertThat(found.stream().flatMap(diagnosis -> diagnosis.cells().stream()))
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    void an_answer_unlike_that_for_a_name_that_nobody_has_is_not_the_default_sites() {
        assertThat(examine(http(WWW)
                        .down(A, WWW, answer("404 Not Found", "ETag: \"own\""))
                        .tried(A, TrialPlan.NOBODYS_HOST, false, answer("404 Not Found", "ETag: \"welcome\""))))
                .isEmpty();
    }

    @Test
    void whatever_a_server_sends_nothing_is_thrown() {
        for (String received : List.of("", "HTTP/1.1", "HTTP/1.1 302 \r\nLocation: \u0000\u00ff\r\n\r\n", "\r\n\r\n")) {
            assertThat(examine(http(WWW).down(A, WWW, received))).isEmpty();
        }
    }

    @Test
    void quotes_are_bounded() {
        Diagnosis diagnosis = only(http(WWW).down(A, WWW, NO_SITE + "x".repeat(4000)));

        assertThat(diagnosis.evidence().get(0).received()).hasSize(Diagnosis.Evidence.MAX_QUOTE);
    }
}
