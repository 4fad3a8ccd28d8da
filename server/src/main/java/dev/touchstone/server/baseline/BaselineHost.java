package dev.touchstone.server.baseline;

import java.util.UUID;

/** A host in a baseline, with the evidence it stands there for. */
record BaselineHost(UUID host, UUID attestation) {

    @Override
    public String toString() {
        return host + "/" + attestation;
    }

    static BaselineHost parse(String text) {
        int slash = text.indexOf('/');
        return new BaselineHost(UUID.fromString(text.substring(0, slash)), UUID.fromString(text.substring(slash + 1)));
    }
}
