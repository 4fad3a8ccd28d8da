package dev.touchstone.server.ops;

/** The settings ask for something Touchstone does not do; the message is one sentence for the administrator. */
public final class StartRefused extends RuntimeException {

    public StartRefused(String sentence) {
        super(sentence, null, false, false);
    }
}
