package dev.touchstone.server.problem;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

class ProblemAdviceTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new Failing())
            .setControllerAdvice(new ProblemAdvice(new ProblemWriter(new JsonMapper(), meters)))
            .build();

    @RestController
    static class Failing {

        @GetMapping("/api/bug")
        String bug() {
            throw new IllegalStateException("password=hunter2");
        }

        @GetMapping("/api/database")
        String database() {
            throw new QueryTimeoutException("select secret");
        }

        @GetMapping("/api/race")
        String race() {
            throw new OptimisticLockingFailureException("row 7");
        }

        @GetMapping("/api/refusal")
        String refusal() {
            var reason = new Refusal.Reason("pcr-mismatch", "PCR 4 differs", "aa", "bb");
            throw new Refusal(422, "no", "Not so.", List.of(reason), Duration.ofSeconds(7));
        }
    }

    @Test
    void our_own_failure_tells_nothing() throws Exception {
        mvc.perform(get("/api/bug"))
                .andExpect(status().is(500))
                .andExpect(jsonPath("$.code").value("internal"))
                .andExpect(content().string(not(containsString("hunter2"))));
    }

    @Test
    void a_database_that_does_not_answer_is_worth_another_try() throws Exception {
        mvc.perform(get("/api/database"))
                .andExpect(status().is(503))
                .andExpect(jsonPath("$.code").value("unavailable"))
                .andExpect(header().string("Retry-After", "1"));
    }

    @Test
    void a_lost_race_is_a_conflict() throws Exception {
        mvc.perform(get("/api/race"))
                .andExpect(status().is(409))
                .andExpect(jsonPath("$.code").value("conflict"));
    }

    @Test
    void a_refusal_keeps_its_reasons_with_expected_and_actual() throws Exception {
        mvc.perform(get("/api/refusal"))
                .andExpect(status().is(422))
                .andExpect(header().string("Retry-After", "7"))
                .andExpect(jsonPath("$.errors[0].code").value("pcr-mismatch"))
                .andExpect(jsonPath("$.errors[0].expected").value("aa"))
                .andExpect(jsonPath("$.errors[0].actual").value("bb"));
        org.assertj.core.api.Assertions.assertThat(
                        meters.counter("touchstone.problems", "code", "no").count())
                .isEqualTo(1);
    }
}
