package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Verdict;
import java.util.List;

/**
 * What one attestation was found to show, without its evidence.
 *
 * @param reasons as in {@link AttestationRecord}
 */
public record Judgement(Verdict verdict, List<ReasonView> reasons) {}
