package io.steelyard.config.revision;

import java.io.IOException;
import java.nio.file.Path;

/** Another process, or another appliance of this one, has the store open. */
public final class StoreTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    StoreTakenException(Path directory) {
        super("another Steelyard runs with this configuration and keeps its revisions in " + directory
                + ": end that one, or name another directory with --revisions");
    }
}
