package io.steelyard.pool;

import org.jspecify.annotations.Nullable;

/**
 * What an agent's lines so far amount to: what a line does not mention stays as it was. Immutable.
 *
 * @param percent share of the configured weight, 0–256
 * @param maxExchanges the most exchanges at once that the agent wants, which lowers what is configured; 0 or null for no
 *     such wish
 * @param working false when the agent says that the real server cannot work; true gives it no more than its checks do
 * @param reason the agent's, or empty
 */
public record AgentWord(int percent, @Nullable Integer maxExchanges, AgentOrder order, boolean working, String reason) {
    /** Nothing was said yet, or there is no agent. */
    public static final AgentWord NONE = new AgentWord(100, null, AgentOrder.READY, true, "");

    /** After one more line. */
    public AgentWord after(AgentLine line) {
        boolean nowWorking = line.working() == null ? working : line.working();
        AgentOrder nowOrder = line.order() == null ? order : line.order();
        boolean well = nowWorking && nowOrder == AgentOrder.READY;
        return new AgentWord(
                line.percent() == null ? percent : line.percent(),
                line.maxExchanges() == null ? maxExchanges : line.maxExchanges(),
                nowOrder,
                nowWorking,
                well ? "" : line.reason().isEmpty() ? reason : line.reason());
    }

    /** The state of a real server that is at this one by its checks; never a better one. */
    ServerState stateOf(ServerState byChecks) {
        if (order == AgentOrder.MAINT) {
            return ServerState.DISABLED;
        }
        if (!working) {
            return ServerState.DOWN;
        }
        return order == AgentOrder.DRAIN ? ServerState.DRAINING : byChecks;
    }

    /** The word that decides: {@code maint}, {@code down}, {@code drain}, else {@code up}. */
    public String word() {
        if (order == AgentOrder.MAINT) {
            return "maint";
        }
        if (!working) {
            return "down";
        }
        return order == AgentOrder.DRAIN ? "drain" : "up";
    }

    /** Why it keeps new clients away, in words; null where it does not. */
    @Nullable
    String refusal() {
        String because = reason.isEmpty() ? "" : ": " + reason;
        if (order == AgentOrder.MAINT) {
            return "its agent says maint" + because;
        }
        if (!working) {
            return "its agent says down" + because;
        }
        if (order == AgentOrder.DRAIN) {
            return "its agent says drain" + because;
        }
        return percent == 0 ? "its agent gives it 0% of its weight" : null;
    }
}
