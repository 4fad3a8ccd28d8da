package dev.touchstone.reference;

import static dev.touchstone.reference.Golds.boot;
import static dev.touchstone.reference.Golds.bundled;
import static dev.touchstone.reference.Golds.component;
import static dev.touchstone.reference.Golds.sequence;
import static dev.touchstone.reference.Golds.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.replay.ReplayedBoot;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A version made of another and what is new")
class SuccessorTest {

    private static boolean matches(List<Component> components, ReplayedBoot boot) {
        MergedReference reference = Golds.merged(List.of(set("s", 2, components.toArray(Component[]::new))));
        return Golds.match(reference, boot) instanceof Matching.Outcome.Matched;
    }

    @Test
    @DisplayName("matches what is new with each combination that is kept, and with no mix of those")
    void bundles() {
        List<Component> base = List.of(
                component(400, bundled("one", "4:loader 1"), bundled("two", "4:loader 2")),
                component(410, sequence("9:kernel")),
                component(430, bundled("one", "12:line 1"), bundled("two", "12:line 2")));
        List<Component> next = Successor.of(base, List.of(component(410, sequence("9:new kernel"))));
        assertThat(matches(next, boot("4:loader 1", "9:new kernel", "12:line 1")))
                .isTrue();
        assertThat(matches(next, boot("4:loader 2", "9:new kernel", "12:line 2")))
                .isTrue();
        assertThat(matches(next, boot("4:loader 1", "9:new kernel", "12:line 2")))
                .isFalse();
        assertThat(matches(next, boot("4:loader 1", "9:kernel", "12:line 1"))).isFalse();
    }
}
