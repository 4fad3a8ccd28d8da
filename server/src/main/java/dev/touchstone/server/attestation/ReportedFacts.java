package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.CutLog;
import dev.touchstone.server.problem.Refusal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an agent reports of its host: shown, never trusted, and so nothing but small and fit to be stored. */
final class ReportedFacts {

    private static final int MAX = 16_384;

    private int size;

    private ReportedFacts() {}

    static void require(@Nullable JsonNode facts) {
        if (facts != null && !facts.isNull() && !(facts.isObject() && new ReportedFacts().fit(facts))) {
            throw new Refusal(
                    400,
                    "facts-invalid",
                    "facts is an object of at most 16 KiB; its text has no NUL or lone surrogate.");
        }
    }

    /**
     * The logs the agent says are cut: the one thing reported that bears on a verdict, since it can only make one worse
     * than TRUSTED.
     */
    static Set<CutLog> cut(@Nullable JsonNode facts) {
        Set<CutLog> cut = EnumSet.noneOf(CutLog.class);
        for (CutLog log : CutLog.values()) {
            JsonNode claim = facts == null ? null : facts.get(log.word() + "LogIncomplete");
            if (claim != null && claim.isBoolean() && claim.booleanValue()) {
                cut.add(log);
            }
        }
        return cut;
    }

    /** PostgreSQL's jsonb has no NUL, no lone surrogate and no infinity. */
    private boolean fit(JsonNode node) {
        if (++size > MAX) {
            return false;
        }
        if (node.isString()) {
            return fit(node.stringValue());
        }
        if (node.isNumber()) {
            return fit(node.numberValue().toString()) && Double.isFinite(node.doubleValue());
        }
        return node.propertyStream().allMatch(p -> fit(p.getKey()) && fit(p.getValue()))
                && (!node.isArray() || node.valueStream().allMatch(this::fit));
    }

    private boolean fit(String text) {
        size += text.length();
        return size <= MAX && text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }
}
