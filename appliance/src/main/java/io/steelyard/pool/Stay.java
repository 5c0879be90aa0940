package io.steelyard.pool;

/** What persistence decided on a request. */
public enum Stay {
    /** Clients do not stay here. */
    NONE("none"),
    /** The client had no real server, or cannot be told apart; it has the chosen one now. */
    NEW("new"),
    /** It stayed on the one that it had. */
    KEPT("kept"),
    /** The one that it had does not keep it, so it has another now. */
    MOVED("moved");

    private final String word;

    Stay(String word) {
        this.word = word;
    }

    /** As logs name it. */
    public String word() {
        return word;
    }
}
