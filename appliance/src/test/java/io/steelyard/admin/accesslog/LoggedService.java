package io.steelyard.admin.accesslog;

import io.steelyard.config.AccessLogConfig;
import io.steelyard.config.AvailabilityConfig;
import io.steelyard.config.DistributionConfig;
import io.steelyard.config.HealthTimes;
import io.steelyard.config.HttpConfig;
import io.steelyard.config.Protocol;
import io.steelyard.config.Scheduling;
import io.steelyard.config.VirtualServiceConfig;
import java.util.List;

/** A virtual service that has an access log and little else. */
public final class LoggedService {
    private LoggedService() {}

    public static VirtualServiceConfig of(String name, AccessLogConfig log) {
        return new VirtualServiceConfig(
                name,
                "127.0.0.1",
                0,
                Protocol.HTTP,
                Scheduling.ROUND_ROBIN,
                HealthTimes.DEFAULT,
                List.of(),
                List.of(),
                HttpConfig.DEFAULT.with(log),
                AvailabilityConfig.DEFAULT,
                DistributionConfig.DEFAULT);
    }
}
