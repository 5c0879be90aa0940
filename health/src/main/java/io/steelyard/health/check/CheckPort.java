package io.steelyard.health.check;

import io.steelyard.health.Target;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Which port a check asks at: the real server's own, or another.
 *
 * @param other null for the real server's own
 */
record CheckPort(@Nullable Integer other) {

    static final Setting<Integer> PORT = Setting.integer(
            "port",
            1,
            65535,
            80,
            "The port that is probed. Left out, it is the real server's own port. Set it when health is answered on "
                    + "another port than traffic.");

    static CheckPort of(Settings settings) {
        return new CheckPort(settings.find(PORT));
    }

    Target of(Target target) {
        if (other == null || other == target.address().getPort()) {
            return target;
        }
        return new Target(
                new InetSocketAddress(target.address().getAddress(), other),
                target.host(),
                target.connectTimeout(),
                target.responseTimeout());
    }
}
