package io.steelyard.demo;

/** What a demo server does with connections, before any HTTP. */
public enum TcpLevel {
    /** Accepts and answers. */
    ANSWER("answering"),
    /** Does not listen: connecting is refused. */
    REFUSE("not listening"),
    /** Accepts and resets at once. */
    RESET("resetting every connection"),
    /** Accepts and never says a word. */
    SILENT("accepting connections and staying silent");

    private final String words;

    TcpLevel(String words) {
        this.words = words;
    }

    /** What the server is doing, as the end of the sentence "it is …". */
    String words() {
        return words;
    }
}
