package dev.touchstone.server.dashboard.access;

/**
 * What was just made, and the secret that nobody is shown again.
 *
 * @param kind {@code person} or {@code token}
 * @param name whose it is
 */
record NewSecret(String kind, String name, String secret) {

    private static final String SEPARATOR = "\n";

    String text() {
        return String.join(SEPARATOR, kind, name, secret);
    }

    static NewSecret read(String text) {
        String[] parts = text.split(SEPARATOR, 3);
        return new NewSecret(parts[0], parts[1], parts[2]);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
