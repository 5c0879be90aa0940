package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/**
 * How the health checks of a real server are counted together.
 *
 * @param atLeast how many must be up with {@link Rule#AT_LEAST}, 1–16; of no meaning with the others
 */
public record CheckCombination(Rule rule, int atLeast) {

    /** Which health checks must be up. */
    public enum Rule {
        ALL,
        ANY,
        AT_LEAST
    }

    public static final Setting<Rule> RULE = Setting.choice(
            "healthCombine",
            Rule.class,
            Rule.ALL,
            "Which of several health checks must be up for a real server to be used: all of them, any one, or at least"
                    + " as many as atLeast says. A required host name must be up in any case.");
    public static final Setting<Integer> AT_LEAST = Setting.integer(
            "atLeast",
            1,
            VirtualServiceConfig.MAX_HEALTH_CHECKS,
            1,
            "With healthCombine: at-least, how many health checks must be up for a real server to be used.");

    /** What holds where a file says nothing. */
    public static final CheckCombination ALL = new CheckCombination(Rule.ALL, 1);

    public CheckCombination {
        AT_LEAST.check(atLeast);
    }

    /** How many of so many health checks must be up; never more than there are. */
    public int wanted(int of) {
        return switch (rule) {
            case ALL -> of;
            case ANY -> Math.min(1, of);
            case AT_LEAST -> Math.min(atLeast, of);
        };
    }

    static CheckCombination read(Settings settings, int checks) {
        Rule rule = settings.get(RULE);
        Integer atLeast = settings.find(AT_LEAST);
        if (atLeast != null && rule != Rule.AT_LEAST) {
            settings.problem(AT_LEAST.key(), "this goes with healthCombine: at-least only");
        }
        if (atLeast == null && rule == Rule.AT_LEAST && !settings.has(AT_LEAST.key())) {
            settings.problem(AT_LEAST.key(), "this is missing, healthCombine: at-least needs it");
        }
        if (atLeast != null && atLeast > checks) {
            settings.problem(
                    AT_LEAST.key(), "'" + atLeast + "' is more than there are health checks, which are " + checks);
        }
        return new CheckCombination(rule, atLeast == null ? 1 : atLeast);
    }
}
