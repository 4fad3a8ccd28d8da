package dev.touchstone.server.radius;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.touchstone.server.admission.Admission;
import dev.touchstone.server.admission.Consumer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a RADIUS server is told: whether to let in, and the attributes to say it with, as rlm_rest reads them. Nothing
 * in them comes from whoever wants in, and nothing is expanded.
 *
 * @param accept whether to let in
 * @param timeout how long, if so
 */
record AccessAnswer(boolean accept, Duration timeout, Map<String, Value> attributes) {

    private static final Pattern VLAN = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,64}");

    /**
     * An attribute's value.
     *
     * @param op always {@code :=}
     * @param doXlat always false; if absent, rlm_rest would expand {@code %{…}} in the value
     */
    record Value(String op, @JsonProperty("do_xlat") boolean doXlat, List<Object> value) {

        static Value of(Object value) {
            return new Value(":=", false, List.of(value));
        }
    }

    /** The answer to a decision. */
    static AccessAnswer of(Admission admission, Consumer consumer, Duration timeout) {
        return switch (admission.decision()) {
            case ALLOW -> accept(consumer.radius().allowVlan(), timeout);
            // Without a network of its own, quarantine could not be told from an allow.
            case QUARANTINE ->
                consumer.radius().quarantineVlan().isPresent()
                        ? accept(consumer.radius().quarantineVlan(), timeout)
                        : reject(reason(admission));
            case DENY -> reject(reason(admission));
        };
    }

    private static AccessAnswer accept(Optional<String> vlan, Duration timeout) {
        if (vlan.filter(v -> !VLAN.matcher(v).matches()).isPresent()) {
            return reject("vlan-invalid");
        }
        Map<String, Value> told = new LinkedHashMap<>();
        vlan.ifPresent(v -> {
            told.put("reply:Tunnel-Type", Value.of("VLAN"));
            told.put("reply:Tunnel-Medium-Type", Value.of("IEEE-802"));
            told.put("reply:Tunnel-Private-Group-Id", Value.of(v));
        });
        told.put("reply:Session-Timeout", Value.of(timeout.toSeconds()));
        told.put("reply:Termination-Action", Value.of("RADIUS-Request"));
        // rlm_rest drops in silence what it cannot read; by this the site sees whether all of it arrived.
        told.put(
                "control:Tmp-String-0",
                Value.of(vlan.map(v -> "touchstone vlan " + v).orElse("touchstone no-vlan")));
        return new AccessAnswer(true, timeout, told);
    }

    /**
     * A refusal.
     *
     * @param code a word of ours for why
     */
    static AccessAnswer reject(String code) {
        String told = "Touchstone: access denied, " + (CODE.matcher(code).matches() ? code : "not-admitted");
        return new AccessAnswer(false, Duration.ZERO, Map.of("reply:Reply-Message", Value.of(told)));
    }

    private static String reason(Admission admission) {
        return admission.reasons().isEmpty()
                ? admission.decision().word()
                : admission.reasons().getFirst().code();
    }
}
