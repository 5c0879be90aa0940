package io.steelyard.pool.persistence;

import io.steelyard.pool.Members;
import io.steelyard.pool.Persistence;
import io.steelyard.pool.PickRequest;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.Sessions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One kind, and another for clients that the first does not know. Both are told of every choice.
 *
 * @param kind the words of both
 */
record OrElse(Persistence first, Persistence second, String kind) implements Persistence, Sessions {

    OrElse(Persistence first, Persistence second) {
        this(first, second, first.kind() + "-or-" + second.kind());
    }

    @Override
    public @Nullable RealServer remembered(PickRequest request, Members members) {
        RealServer known = first.remembered(request, members);
        if (known != null) {
            return known;
        }
        RealServer other = second.remembered(request, members);
        return other == null ? null : first.remember(request, other, null);
    }

    @Override
    public @Nullable RealServer known(PickRequest request, Members members) {
        RealServer byFirst = first.known(request, members);
        return byFirst == null ? second.known(request, members) : byFirst;
    }

    @Override
    public RealServer remember(PickRequest request, RealServer chosen, @Nullable RealServer instead) {
        RealServer agreed = second.remember(request, chosen, instead);
        return first.remember(request, agreed, instead);
    }

    @Override
    public byte @Nullable [] responseField(PickRequest request, RealServer server) {
        return first.responseField(request, server);
    }

    @Override
    public boolean learns() {
        return first.learns();
    }

    @Override
    public void learn(RealServer server, byte[] bytes, int start, int end) {
        first.learn(server, bytes, start, end);
    }

    @Override
    public Sessions sessions() {
        return this;
    }

    @Override
    public long capacity() {
        return first.sessions().capacity() + second.sessions().capacity();
    }

    @Override
    public long evicted() {
        return first.sessions().evicted() + second.sessions().evicted();
    }

    @Override
    public long count() {
        return first.sessions().count() + second.sessions().count();
    }

    @Override
    public Map<String, Long> countByServer() {
        Map<String, Long> sum = new HashMap<>(first.sessions().countByServer());
        second.sessions().countByServer().forEach((server, count) -> sum.merge(server, count, Long::sum));
        return sum;
    }

    @Override
    public List<Session> find(String text, int max) {
        return Stream.concat(first.sessions().find(text, max).stream(), second.sessions().find(text, max).stream())
                .limit(max)
                .toList();
    }

    @Override
    public boolean forget(String id) {
        boolean ofFirst = first.sessions().forget(id);
        return second.sessions().forget(id) || ofFirst;
    }

    @Override
    public long forgetAll() {
        return first.sessions().forgetAll() + second.sessions().forgetAll();
    }

    @Override
    public long forgetAll(String realServer) {
        return first.sessions().forgetAll(realServer) + second.sessions().forgetAll(realServer);
    }
}
