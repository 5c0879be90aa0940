package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
    private static final ApplianceConfig CONFIG = config();

    private static ApplianceConfig config() {
        String yaml = """
                virtualServices:
                  - name: shop
                    address: 127.0.0.1
                    port: 8080
                    limits: { connections: 2000 }
                    healthChecks:
                      - { type: http, hosts: [a.lab, b.lab] }
                      - { type: tcp }
                    realServers: [{ address: 192.0.2.21 }, { address: 192.0.2.22 }]
                """;
        return ((ConfigReading.Valid) ConfigReader.withInstalledKinds().read("test.yaml", yaml)).config();
    }

    private static OpenFiles limit(String number) {
        return OpenFiles.read(List.of(
                "Limit                     Soft Limit           Hard Limit           Units     ",
                "Max processes             256934               256934               processes ",
                "Max open files            " + number + "                1048576              files     "));
    }

    @Test
    void two_files_for_each_client_and_one_for_each_cell_are_wanted_besides_its_own() {
        assertThat(OpenFiles.wanted(CONFIG)).isEqualTo(OpenFiles.OWN + 2 * 2000 + 2 * 3);
    }

    @Test
    void too_low_a_limit_is_told_with_the_number_wanted_and_how_to_raise_it() {
        assertThat(limit("1024").warning(CONFIG))
                .contains("may open 1024 files", "can come to 5006", "ulimit -n 5006", "LimitNOFILE=5006");
    }

    @Test
    void nothing_is_said_of_a_limit_that_is_high_enough() {
        assertThat(limit("5006").warning(CONFIG)).isNull();
        assertThat(limit("unlimited").warning(CONFIG)).isNull();
        assertThat(OpenFiles.read(List.of()).warning(CONFIG)).isNull();
    }
}
