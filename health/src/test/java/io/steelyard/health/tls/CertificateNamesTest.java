package io.steelyard.health.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateNamesTest {
    @ParameterizedTest
    @CsvSource({
        "a.example,       a.example,         true",
        "a.example,       A.Example,         true",
        "a.example,       a.example.,        true",
        "a.example,       b.example,         false",
        "*.a.example,     x.a.example,       true",
        "*.a.example,     a.example,         false",
        "*.a.example,     x.y.a.example,     false",
        "*.example,       a.example,         false",
        "*,               a,                 false",
        "x*.a.example,    xy.a.example,      false",
        "192.0.2.1,       192.0.2.1,         true",
        "192.0.2.1,       192.0.2.2,         false",
        "2001:db8::1,     2001:DB8:0:0:0:0:0:1, true",
        "*.0.2.1,         192.0.2.1,         false",
        "1.2.3.4.5,       1.2.3.4.5,         true"
    })
    void a_name_is_matched_as_rfc_9525_says(String inCertificate, String asked, boolean matches) {
        assertThat(CertificateNames.match(List.of("other.example", inCertificate), asked))
                .isEqualTo(matches);
    }
}
