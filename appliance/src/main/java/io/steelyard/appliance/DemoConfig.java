package io.steelyard.appliance;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.config.RealServerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The configuration of the demo, as its file has it or on other ports. */
final class DemoConfig {
    private DemoConfig() {}

    /** As it is written: where people are told to look. */
    static ApplianceConfig read() throws CannotStart {
        return read(Map.of());
    }

    /**
     * The same with other ports.
     *
     * @param ports which port stands in for which of the file's
     */
    static ApplianceConfig read(Map<Integer, Integer> ports) throws CannotStart {
        String text = text();
        for (Map.Entry<Integer, Integer> port : ports.entrySet()) {
            text = text.replace("port: " + port.getKey(), "port: " + port.getValue());
        }
        ConfigReading reading = ConfigReader.withInstalledKinds().read("demo.yaml", text);
        if (reading instanceof ConfigReading.Valid valid) {
            return valid.config();
        }
        throw new CannotStart("the demo's own configuration is not valid: " + reading);
    }

    /** As it is written. */
    static String text() throws CannotStart {
        try (InputStream in = DemoConfig.class.getResourceAsStream("demo.yaml")) {
            if (in == null) {
                throw new CannotStart("the demo's own configuration is not there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CannotStart("the demo's own configuration could not be read", e);
        }
    }

    /** The ports of its real servers. */
    static List<Integer> serverPorts(ApplianceConfig config) {
        return config.virtualServices().get(0).realServers().stream()
                .map(RealServerConfig::port)
                .toList();
    }
}
