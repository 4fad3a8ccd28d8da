package dev.touchstone.server.change;

import dev.touchstone.server.problem.Refusal;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the kind of a change. Asked for late, since what a kind belongs to may itself open changes. */
@Component
class ChangeKinds {

    private final ObjectProvider<ChangeKind<?>> kinds;
    private final JsonMapper json;

    ChangeKinds(ObjectProvider<ChangeKind<?>> kinds, JsonMapper json) {
        this.kinds = kinds;
        this.json = json;
    }

    /** A kind together with what one change of it says. */
    record Bound<P>(ChangeKind<P> kind, P payload) {

        Bound<P> checked() {
            return new Bound<>(kind, kind.checked(payload));
        }

        String subject() {
            return kind.subject(payload);
        }

        Optional<String> author() {
            return kind.author(payload);
        }

        Object before() {
            return kind.before(payload);
        }

        Object after() {
            return kind.after(payload);
        }

        void proposed(String actor) {
            kind.proposed(payload, actor);
        }

        void requirePossible() {
            kind.requirePossible(payload);
        }

        void apply(ChangeKind.Approved approved) {
            kind.apply(payload, approved);
        }

        void dropped(String actor) {
            kind.dropped(payload, actor);
        }
    }

    Bound<?> bind(String name, JsonNode payload) {
        ChangeKind<?> kind = kinds.stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal(422, "change-kind-unknown", "There is no such kind of change."));
        return bind(kind, payload);
    }

    Bound<?> of(Change change) {
        return bind(change.content().kind(), change.content().payload());
    }

    private <P> Bound<P> bind(ChangeKind<P> kind, JsonNode payload) {
        try {
            return new Bound<>(kind, json.treeToValue(payload, kind.payload()));
        } catch (JacksonException _) {
            throw new Refusal(
                    400, "malformed-request", "The payload is not what a change of kind " + kind.name() + " says.");
        }
    }
}
