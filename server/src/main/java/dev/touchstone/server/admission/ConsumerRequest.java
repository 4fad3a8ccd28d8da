package dev.touchstone.server.admission;

import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.problem.Refusal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer is to be. What is absent is as with {@link Consumer#DEFAULT}, but the mode, which is to be thought
 * about.
 *
 * @param maximumEvidenceAge one second to 366 days
 * @param policy decisions by verdict: {@code allow} or {@code quarantine} for TRUSTED, {@code quarantine} or
 *     {@code deny} for any other
 */
record ConsumerRequest(
        Consumer.Mode mode,
        @Nullable Duration maximumEvidenceAge,
        @Nullable Decision outage,
        @Nullable Set<Binding> allowedBindings,
        @Nullable Map<EffectiveVerdict, Decision> policy,
        @Nullable Vlans radius) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");
    private static final Pattern VLAN = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    /** Networks for RADIUS, by name or number. */
    record Vlans(@Nullable String allowVlan, @Nullable String quarantineVlan) {

        static Vlans of(Consumer.Radius radius) {
            return new Vlans(
                    radius.allowVlan().orElse(null), radius.quarantineVlan().orElse(null));
        }

        Consumer.Radius checked() {
            return new Consumer.Radius(vlan(allowVlan), vlan(quarantineVlan));
        }

        private static Optional<String> vlan(@Nullable String name) {
            if (name != null && !VLAN.matcher(name).matches()) {
                throw malformed("A VLAN has 1 to 32 letters, digits, dots, hyphens and underscores.");
            }
            return Optional.ofNullable(name);
        }
    }

    /** The consumer asked for. */
    Consumer named(String name) {
        if (!NAME.matcher(name).matches() || name.equals(Consumer.DEFAULT.name())) {
            throw new Refusal(
                    400,
                    "name-invalid",
                    "A consumer's name has 1 to 63 lower-case letters, digits, dots, hyphens and underscores, and is"
                            + " not \"default\".");
        }
        return new Consumer(
                name,
                mode,
                age(),
                outage(Objects.requireNonNullElse(outage, Consumer.DEFAULT.outage())),
                Objects.requireNonNullElse(allowedBindings, Consumer.DEFAULT.allowedBindings()),
                policy(Objects.requireNonNullElse(policy, Map.of())),
                radius == null ? Consumer.Radius.NONE : radius.checked());
    }

    private Duration age() {
        Duration longest = Consumer.DEFAULT.maximumEvidenceAge();
        Duration age = Objects.requireNonNullElse(maximumEvidenceAge, longest);
        if (age.compareTo(Duration.ofSeconds(1)) < 0
                || age.compareTo(longest) > 0
                || !age.equals(age.truncatedTo(ChronoUnit.SECONDS))) {
            throw malformed("The maximum age of evidence is one second to 366 days, in whole seconds.");
        }
        return age;
    }

    private static Decision outage(Decision outage) {
        if (outage == Decision.ALLOW) {
            throw malformed("An outage allows nobody: quarantine or deny.");
        }
        return outage;
    }

    private static Map<EffectiveVerdict, Decision> policy(Map<EffectiveVerdict, Decision> policy) {
        if (!policy.entrySet().stream().allMatch(e -> Consumer.mayDecide(e.getKey(), e.getValue()))) {
            throw malformed("A policy says allow or quarantine for TRUSTED, quarantine or deny for any other.");
        }
        return policy;
    }

    private static Refusal malformed(String detail) {
        return new Refusal(400, "consumer-invalid", detail);
    }
}
