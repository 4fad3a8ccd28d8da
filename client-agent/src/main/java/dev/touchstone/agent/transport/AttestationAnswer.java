package dev.touchstone.agent.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the server makes of an attestation. */
public sealed interface AttestationAnswer {

    /**
     * It was appraised.
     *
     * @param attestation its id
     * @param verdict {@code TRUSTED}, {@code DRIFTED}, {@code REJECTED}, {@code PENDING}, or a word of a later server
     * @param reasons why
     * @param validUntil when the verdict lapses
     * @param after when to attest again
     * @param next the challenge for that, so that it takes one request
     */
    record Appraised(
            UUID attestation,
            String verdict,
            List<Reason> reasons,
            Optional<Instant> validUntil,
            Duration after,
            Optional<Challenge> next)
            implements AttestationAnswer {

        public Appraised {
            reasons = List.copyOf(reasons);
        }

        /** Whether the host is what people approved. */
        public boolean trusted() {
            return verdict.equals("TRUSTED");
        }

        /** Whether what was sent contradicts itself. */
        public boolean rejected() {
            return verdict.equals("REJECTED");
        }
    }

    /** The challenge was used or has expired; another is to be asked for. */
    record ChallengeSpent(String detail) implements AttestationAnswer {}

    /** The IMA list is larger than the server takes; the challenge is still good. */
    record ImaListTooLarge(String detail) implements AttestationAnswer {}

    /** Of a log only a part or its name was sent, and the server needs all of it; the challenge is still good. */
    record LogContentNeeded() implements AttestationAnswer {}

    /** One reason of a verdict, in the server's words. */
    record Reason(
            @Nullable String code,
            @Nullable String summary,
            @Nullable String component,
            @Nullable Object pcr,
            @Nullable Object event,
            @Nullable String expected,
            @Nullable String actual) {

        /** In one line, without control characters. */
        public String line() {
            StringBuilder line = new StringBuilder();
            line.append(code).append(": ").append(summary);
            append(line, ", component ", component);
            append(line, ", PCR ", pcr);
            append(line, ", event ", event);
            append(line, ", expected ", expected);
            append(line, ", actual ", actual);
            return line.toString().replaceAll("\\p{Cntrl}", "?");
        }

        private static void append(StringBuilder line, String label, @Nullable Object value) {
            if (value != null) {
                line.append(label).append(value);
            }
        }
    }
}
