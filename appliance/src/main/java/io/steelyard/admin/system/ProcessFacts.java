package io.steelyard.admin.system;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What does not change about a process while it runs.
 *
 * @param transport what carries the traffic, such as {@code epoll}
 * @param eventLoops how many threads carry traffic
 * @param configurationFile where the configuration is written
 * @param stateDirectory where revisions are kept
 * @param openFilesAllowed how many files it may have open at once; empty where that is not known
 */
public record ProcessFacts(
        String transport, int eventLoops, Path configurationFile, Path stateDirectory, OptionalLong openFilesAllowed) {}
