package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.server.reference.GoldenSet;
import dev.touchstone.server.reference.HostGolden;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What evidence was found to show, in the form of its columns: the same when it is first judged and ever after. */
@Component
class JudgementColumns {

    private final JsonMapper json;

    JudgementColumns(JsonMapper json) {
        this.json = json;
    }

    /**
     * Binds {@code :verdict :reasons :notes :matched :notChecked :notCheckedEvents :divergence :fingerprint :sets}.
     *
     * @param by what it was judged by
     */
    StatementSpec bind(StatementSpec statement, Appraisal appraisal, HostGolden by) {
        return statement
                .param("verdict", appraisal.verdict().name())
                .param("reasons", json.writeValueAsString(ReasonView.of(appraisal.reasons())))
                .param("notes", json.writeValueAsString(ReasonView.of(appraisal.notes())))
                .param("matched", json.writeValueAsString(appraisal.versions()))
                .param("notChecked", json.writeValueAsString(appraisal.notChecked()))
                .param("notCheckedEvents", json.writeValueAsString(NotCheckedEvents.of(appraisal)))
                .param("divergence", divergence(appraisal))
                .param(
                        "fingerprint",
                        appraisal
                                .divergence()
                                .map(d -> d.fingerprint().toArray())
                                .orElse(null))
                .param(
                        "sets",
                        json.writeValueAsString(
                                by.sets().stream().map(GoldenSet::id).toList()));
    }

    private @Nullable String divergence(Appraisal appraisal) {
        return appraisal
                .divergence()
                .map(d -> json.writeValueAsString(Map.of(
                        "bank", d.bank().bank(), "fingerprint", d.fingerprint().toHex())))
                .orElse(null);
    }
}
