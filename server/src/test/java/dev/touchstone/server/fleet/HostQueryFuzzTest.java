package dev.touchstone.server.fleet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.touchstone.server.problem.Refusal;

class HostQueryFuzzTest {

    /** Whatever is read is written so that it reads the same; everything else is refused. */
    @FuzzTest(maxDuration = "20s")
    void any_text_is_a_query_or_refused(@NotNull String text) {
        HostQuery query;
        try {
            query = HostQuery.parse(text);
            query.cursor();
        } catch (Refusal _) {
            return;
        }
        if (!HostQuery.parse(query.text()).equals(query)) {
            throw new AssertionError(query);
        }
    }
}
