package dev.touchstone.server.dashboard.host;

import dev.touchstone.server.attestation.AttestationRecord;
import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.dashboard.frame.Hex;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The quoted PCRs of one attestation, and which of them anything was compared with.
 *
 * @param banks in the order of the columns
 */
record PcrTable(List<String> banks, List<Row> rows) {

    /** What was found out about a PCR. */
    enum State {
        MATCHED("matched"),
        DIFFERS("differs"),
        CONTRADICTED("contradicted"),
        NOT_REACHED("not reached by the logs"),
        NOT_CHECKED("not checked");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * One PCR.
     *
     * @param values by bank; null where it was not quoted
     */
    record Row(int pcr, String holds, List<@Nullable Hex> values, State state) {}

    static PcrTable of(AttestationRecord evidence) {
        List<String> banks = evidence.pcrs().keySet().stream().sorted().toList();
        Set<Integer> quoted = evidence.pcrs().values().stream()
                .flatMap(values -> values.keySet().stream())
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
        return new PcrTable(
                banks, quoted.stream().map(pcr -> row(pcr, banks, evidence)).toList());
    }

    private static Row row(int pcr, List<String> banks, AttestationRecord evidence) {
        String index = Integer.toString(pcr);
        List<@Nullable Hex> values = banks.stream()
                .<@Nullable Hex>map(bank -> Hex.ofNullable(
                        evidence.pcrs().getOrDefault(bank, Map.of()).get(index)))
                .toList();
        return new Row(pcr, PcrUse.of(pcr), values, state(pcr, evidence));
    }

    /** Golden values are compared only once the logs account for the quote, and every PCR concerned was quoted. */
    private static State state(int pcr, AttestationRecord evidence) {
        List<ReasonView> reasons = evidence.reasons();
        boolean named = reasons.stream().anyMatch(r -> Objects.equals(r.pcr(), pcr));
        return switch (evidence.verdict()) {
            case TRUSTED -> evidence.notChecked().contains(pcr) ? State.NOT_CHECKED : State.MATCHED;
            case REJECTED -> named ? State.CONTRADICTED : State.NOT_CHECKED;
            case PENDING -> State.NOT_CHECKED;
            case DRIFTED -> drifted(named, evidence.notChecked().contains(pcr), reasons);
        };
    }

    private static State drifted(boolean named, boolean notChecked, List<ReasonView> reasons) {
        if (reasons.stream().anyMatch(r -> r.code().equals("log-incomplete") && r.pcr() != null)) {
            return named ? State.NOT_REACHED : State.NOT_CHECKED;
        }
        boolean compared = reasons.stream()
                .noneMatch(r -> r.code().equals("pcr-not-quoted") || r.code().equals("bank-not-covered"));
        return named ? State.DIFFERS : notChecked || !compared ? State.NOT_CHECKED : State.MATCHED;
    }
}
