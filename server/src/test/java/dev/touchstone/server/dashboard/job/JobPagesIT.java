package dev.touchstone.server.dashboard.job;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.touchstone.server.dashboard.Browser;
import dev.touchstone.server.dashboard.Forms;
import dev.touchstone.server.dashboard.PagesTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far a job is. */
@PagesTest
class JobPagesIT {

    private final Browser browser;
    private final Forms forms;
    private final JdbcClient jdbc;
    private final UUID job = UUID.randomUUID();

    JobPagesIT(Browser browser, Forms forms, JdbcClient jdbc) {
        this.browser = browser;
        this.forms = forms;
        this.jdbc = jdbc;
        jdbc.sql("""
                insert into job (id, kind, params, state, total, done, created_at, created_by)
                values (?, 're-appraisal', '{}', 'running', 1204, 310, now(), 'ann')""").param(job).update();
    }

    @Test
    void a_running_job_is_asked_again_until_it_has_ended() {
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/jobs/" + job);
            assertThat(page.locator(".progress")).containsText("310 of 1,204 hosts");
            assertThat(page.getByRole(AriaRole.PROGRESSBAR)).hasAttribute("value", "310");
            jdbc.sql("update job set done = 900 where id = ?").param(job).update();
            assertThat(page.locator(".progress")).containsText("900 of 1,204 hosts");
            jdbc.sql("update job set state = 'done', done = 1204, finished_at = now() where id = ?")
                    .param(job)
                    .update();
            assertThat(page.locator(".progress .tag")).hasText("done");
            assertThat(page.locator("[hx-trigger]")).hasCount(0);
        }
    }

    @Test
    void a_job_is_stopped_without_scripts_and_no_job_is_not_found() {
        try (var tab = forms.plain()) {
            Page page = tab.page();
            page.navigate("/jobs/" + job);
            Forms.press(page, "Stop it");
            assertThat(Forms.told(page)).hasText("It stops where it next looks up.");
            assertThat(page.locator(".progress .tag")).hasText("is being stopped");
            page.navigate("/jobs/" + new UUID(0, 7));
            assertThat(page.locator("h1")).hasText("Not Found");
            tab.expectComplaint("status of 404");
        }
    }

    @Test
    void its_page_is_accessible_and_fits() {
        forms.check(List.of("/jobs/" + job));
        jdbc.sql("update job set state = 'failed', message = 'x', finished_at = now() where id = ?")
                .param(job)
                .update();
    }
}
