package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPlaceTest {
    private static final HttpPlace PLACE = new HttpPlace(HttpScheme.HTTP, "www.surveyor.lab", 8080, "/a/b?c=1");

    @ParameterizedTest
    @CsvSource({
        "/x,                               /x",
        "x,                                /a/x",
        "../x?y=1,                         /x?y=1",
        "?z,                               /a/b?z",
        "http://www.surveyor.lab/x,        /x",
        "HTTP://WWW.surveyor.LAB:80/x#top, /x",
        "http://www.surveyor.lab:8080/x,   /x",
        "http://www.surveyor.lab,          /",
        "//www.surveyor.lab/x,             /x"
    })
    void a_redirect_on_the_same_server_leads_to_a_path(String location, String path) {
        assertThat(PLACE.follow(location)).isEqualTo(new HttpPlace(HttpScheme.HTTP, "www.surveyor.lab", 8080, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.surveyor.lab/x",
                "http://www.business.lab/x",
                "http://www.surveyor.lab:81/x",
                "http://www.surveyor.lab:999999/x",
                "//www.business.lab/x",
                "mailto:a@surveyor.lab",
                "http:x",
                "http://[",
                "/a b",
                "/\u00e4"
            })
    void what_leads_elsewhere_or_nowhere_is_not_followed(String location) {
        assertThat(PLACE.follow(location)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/www.business.lab/x", "www.business.lab/x", "/www.business.lab/x/www.business.lab/x"})
    void a_redirect_without_its_scheme_is_remarked_on(String location) {
        assertThat(PLACE.remark(location))
                .isEqualTo(
                        ", which has no 'http://' in front and so does not lead to www.business.lab but to a page of "
                                + "that name here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x",
                "/default.aspx",
                "/jquery.min.js",
                "/a/www.business.lab",
                "http://www.business.lab/",
                "/v1.2"
            })
    void other_redirects_are_not_remarked_on(String location) {
        assertThat(PLACE.remark(location)).isEmpty();
    }

    @Test
    void a_redirect_to_what_was_asked_for_is_remarked_on() {
        assertThat(PLACE.remark("http://www.surveyor.lab/a/b?c=1"))
                .isEqualTo(", which is what was asked for: the redirect loops");
    }

    @Test
    void a_path_that_no_address_may_have_is_no_obstacle() {
        HttpPlace odd = new HttpPlace(HttpScheme.HTTP, "www.surveyor.lab", 80, "/a|b\"{");

        assertThat(odd.follow("/x")).isEqualTo(new HttpPlace(HttpScheme.HTTP, "www.surveyor.lab", 80, "/x"));
        assertThat(odd.follow("x")).isNull();
    }
}
