package dev.touchstone.server.admission;

import dev.touchstone.server.attestation.ReasonView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reasons as stored, read once: hosts that drifted alike share one list. No list is longer than a policy engine has use
 * for, whatever a host's logs say.
 */
@Component
class InternedReasons {

    /** More than these are for whoever reads the attestation. */
    static final int MOST = 32;

    private static final int REMEMBERED = 2000;
    private static final TypeReference<List<ReasonView>> REASONS = new TypeReference<>() {};

    private final JsonMapper json;
    private final Map<String, List<ReasonView>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<ReasonView>> eldest) {
            return size() > REMEMBERED;
        }
    };

    InternedReasons(JsonMapper json) {
        this.json = json;
    }

    synchronized List<ReasonView> of(String stored) {
        return known.computeIfAbsent(stored, text -> bounded(json.readValue(text, REASONS)));
    }

    private static List<ReasonView> bounded(List<ReasonView> reasons) {
        if (reasons.size() <= MOST) {
            return List.copyOf(reasons);
        }
        List<ReasonView> first = new ArrayList<>(reasons.subList(0, MOST));
        first.add(AdmissionReasons.leftOut(reasons.size() - MOST));
        return List.copyOf(first);
    }
}
