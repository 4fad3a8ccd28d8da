package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Remembers what the same content showed, held against the same golden measurements. For one thread. */
final class AppraisalMemo {

    private static final int MAX = 2_000;

    private final Map<Question, Appraisal> answers = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Appraisal> eldest) {
            return size() > MAX;
        }
    };
    private long questions;
    private long appraisals;

    /** What is asked. */
    record Question(EvidenceContent content, GoldenContent golden) {}

    Appraisal answer(Question question, Supplier<Appraisal> appraise) {
        questions++;
        Appraisal known = answers.get(question);
        if (known != null) {
            return known;
        }
        appraisals++;
        Appraisal found = appraise.get();
        answers.put(question, found);
        return found;
    }

    /** How often something was asked. */
    long questions() {
        return questions;
    }

    /** How often it had not been asked before. */
    long appraisals() {
        return appraisals;
    }
}
