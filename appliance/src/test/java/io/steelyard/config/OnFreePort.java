package io.steelyard.config;

/** Virtual services as they are tested: port 0 stands for any free one, and can't be written in a file. */
public final class OnFreePort {
    private OnFreePort() {}

    /** The same on port 0. */
    public static VirtualServiceConfig of(VirtualServiceConfig read) {
        return new VirtualServiceConfig(
                read.name(),
                read.address(),
                0,
                read.type(),
                read.scheduling(),
                read.health(),
                read.healthChecks(),
                read.realServers(),
                read.http(),
                read.availability(),
                read.distribution());
    }
}
