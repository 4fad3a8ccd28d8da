package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.facts.Hints;
import dev.touchstone.image.PcrSignatures;
import dev.touchstone.rule.Carried;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What of an agent's report can be held against what was measured. What cannot be read counts as not reported. */
final class ReportedTexts {

    private ReportedTexts() {}

    /**
     * Its {@code commandLine}, {@code pcrSignatures} (the JSON of {@code .pcrsig}, or its text) and {@code osRelease}.
     */
    static Carried of(@Nullable JsonNode facts) {
        return facts == null
                ? Carried.nothing()
                : new Carried(
                        new Hints(text(facts, "commandLine").toList()),
                        signatures(facts.path("pcrSignatures")),
                        text(facts, "osRelease").map(Bytes::ofUtf8).toList());
    }

    private static Stream<String> text(JsonNode facts, String name) {
        return Optional.of(facts.path(name)).filter(JsonNode::isString).map(JsonNode::stringValue).stream();
    }

    private static PcrSignatures signatures(JsonNode given) {
        if (!given.isObject() && !given.isString()) {
            return PcrSignatures.NONE;
        }
        try {
            return PcrSignatures.parse(Bytes.ofUtf8(given.isString() ? given.stringValue() : given.toString()));
        } catch (MalformedException _) {
            return PcrSignatures.NONE;
        }
    }
}
