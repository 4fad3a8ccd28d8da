package dev.touchstone.server;

/** The settings ask for something Touchstone does not do; the message is one sentence for the administrator. */
final class StartRefused extends RuntimeException {

    StartRefused(String sentence) {
        super(sentence, null, false, false);
    }
}
