package io.steelyard.service;

import io.steelyard.pool.Members;
import io.steelyard.pool.Persistence;
import io.steelyard.pool.PickRequest;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.Sessions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Persistence that remembers as many clients of each real server as the test says. */
record StayingFixture(Map<String, Long> counts) implements Persistence, Sessions {
    @Override
    public Sessions sessions() {
        return this;
    }

    @Override
    public Map<String, Long> countByServer() {
        return counts;
    }

    @Override
    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public @Nullable RealServer remembered(PickRequest request, Members members) {
        return null;
    }

    @Override
    public RealServer remember(PickRequest request, RealServer chosen, @Nullable RealServer instead) {
        return chosen;
    }

    @Override
    public List<Session> find(String text, int max) {
        return List.of();
    }

    @Override
    public boolean forget(String id) {
        return false;
    }

    @Override
    public long forgetAll(String realServer) {
        return 0;
    }
}
