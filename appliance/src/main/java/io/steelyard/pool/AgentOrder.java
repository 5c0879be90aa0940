package io.steelyard.pool;

/** What the administrator of a real server's machine wants, told by the agent there. */
public enum AgentOrder {
    READY,
    /** No new clients; the present ones may finish. */
    DRAIN,
    /** Nothing more, whatever its health. */
    MAINT
}
