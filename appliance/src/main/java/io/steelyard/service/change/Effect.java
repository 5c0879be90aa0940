package io.steelyard.service.change;

import io.steelyard.service.Plan;
import java.util.List;

/**
 * What a change does, for people and for programs.
 *
 * @param summary the gist in one line, such as "opens 1 listener, drains 2 real servers with 14 connections, closes
 *     nothing"
 * @param operations in the order in which they are done; empty where nothing is different
 */
public record Effect(String summary, List<Operation> operations) {
    public Effect {
        operations = List.copyOf(operations);
    }

    /** @param underWay the connections that a real server has now */
    static Effect of(Plan plan, Connections underWay) {
        return new Effect(
                plan.summary(underWay::of),
                plan.changes().stream()
                        .map(change -> Operation.of(change, underWay))
                        .toList());
    }

    /** Each operation in words. */
    public List<String> sentences() {
        return operations.stream().map(Operation::sentence).toList();
    }

    /** How many connections a real server of a virtual service has, both by their names. */
    interface Connections {
        long of(String virtualService, String realServer);
    }
}
