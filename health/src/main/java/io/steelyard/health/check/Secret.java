package io.steelyard.health.check;

/** A word that no transcript, log or reason may hold. Its own text is only given to who asks for it by name. */
final class Secret {
    private final String revealed;

    Secret(String revealed) {
        this.revealed = revealed;
    }

    String reveal() {
        return revealed;
    }

    boolean isEmpty() {
        return revealed.isEmpty();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
