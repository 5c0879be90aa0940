package io.steelyard.health.check;

/** How HTTP is carried, and at which port unless another is named. */
enum HttpScheme {
    HTTP("http", 80),
    HTTPS("https", 443);

    private final String word;
    private final int port;

    HttpScheme(String word, int port) {
        this.word = word;
        this.port = port;
    }

    String word() {
        return word;
    }

    int port() {
        return port;
    }
}
