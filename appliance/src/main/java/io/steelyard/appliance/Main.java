package io.steelyard.appliance;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigReader;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Where the JVM begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Commands.line(new NothingToStart(), ConfigReader::withInstalledKinds)
                .execute(args));
    }

    /** Stands here until the appliance is put together: configurations can be checked, nothing can be run. */
    private static final class NothingToStart implements Start {
        @Override
        public void run(Path file, ApplianceConfig config, PrintWriter out) throws CannotStart {
            throw new CannotStart("this build can check configurations, but not run them yet");
        }

        @Override
        public void demo(PrintWriter out) throws CannotStart {
            throw new CannotStart("this build has no demo yet");
        }
    }
}
