package dev.touchstone.server.dashboard.reference;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.touchstone.server.dashboard.Browser;
import dev.touchstone.server.dashboard.DriftedHosts;
import dev.touchstone.server.dashboard.Forms;
import dev.touchstone.server.dashboard.PagesTest;
import dev.touchstone.server.host.Fleet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reference sets as people look at them, and how new ones begin. */
@PagesTest
class ReferencePagesIT {

    private final DriftedHosts hosts;
    private final Browser browser;
    private final Forms forms;

    ReferencePagesIT(DriftedHosts hosts, Browser browser, Forms forms) {
        this.hosts = hosts;
        this.browser = browser;
        this.forms = forms;
    }

    private static Locator section(Page page, String heading) {
        return page.locator("main section[aria-labelledby=" + heading + "]");
    }

    @Test
    void a_host_is_learnt_from_as_a_draft_without_scripts_and_proposed() {
        String set = Fleet.newName("learnt");
        try (var tab = forms.plain()) {
            Page page = tab.page();
            page.navigate("/reference-sets");
            page.getByLabel("Set", new Page.GetByLabelOptions().setExact(true)).fill(set);
            page.getByLabel("Attestation").fill(hosts.attestation().toString());
            page.getByLabel("For hosts with the labels").fill("test=nowhere, site=ams");
            Forms.press(page, "Draft it");
            assertThat(page.locator("h1")).hasText(set + "@1");
            assertThat(page.locator(".facts")).containsText("site=ams");
            assertThat(section(page, "brings")).containsText("The first of its set");
            Locator component =
                    page.locator(".component", new Page.LocatorOptions().setHasText("460-passed-command-line"));
            component.locator("summary").click();
            assertThat(component).containsText("quiet");
            Forms.press(page, "Propose it");
            assertThat(page.locator(".host-head")).containsText("It waits for a second person.");
            page.navigate("/reference-sets/" + set);
            assertThat(page.locator("main tbody")).containsText("proposed");
        }
    }

    @Test
    void what_cannot_be_learnt_is_refused_in_words_where_the_form_is() {
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/reference-sets");
            page.getByLabel("Set", new Page.GetByLabelOptions().setExact(true)).fill("some");
            page.getByLabel("Attestation").fill("none");
            Forms.press(page, "Draft it");
            assertThat(Forms.told(page)).hasText("That is not the id of an attestation.");
            for (String path : List.of("/reference-sets/nobodys", "/reference-sets/nobodys/versions/1")) {
                page.navigate(path);
                assertThat(page.locator("h1")).hasText("Not Found");
                tab.expectComplaint("status of 404");
            }
        }
    }

    @Test
    void a_version_is_held_against_any_other_and_exported() {
        String version = hosts.drafted(hosts.drift("diff " + Fleet.newName("line")));
        String number = version.substring(version.indexOf('@') + 1);
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/reference-sets/" + hosts.set());
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName(version).setExact(true))
                    .click();
            assertThat(section(page, "brings")).containsText("460-passed-command-line");
            page.getByLabel("Held against").selectOption("1");
            Forms.press(page, "Compare");
            assertThat(page).hasURL(Pattern.compile("against=1"));
            assertThat(section(page, "brings")).containsText(hosts.set() + "@1");
            Download zip = page.waitForDownload(
                    () -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Export as .pcrlock"))
                            .click());
            assertThat(zip.suggestedFilename()).isEqualTo(hosts.set() + "-" + number + ".pcrlock.zip");
            tab.expectComplaint("/pcrlock failed");
        }
    }

    @Test
    void a_baseline_is_taken_of_hosts_by_their_labels_and_its_page_turns_when_it_is_done() {
        hosts.settle();
        try (var tab = browser.signedIn()) {
            Page page = tab.page();
            page.navigate("/reference-sets");
            page.getByLabel("Hosts with the labels", new Page.GetByLabelOptions().setExact(true))
                    .fill("fleet=" + hosts.set());
            Forms.press(page, "Begin");
            assertThat(page).hasURL(Pattern.compile("/jobs/"));
            assertThat(page.locator(".progress .tag")).hasText("done");
            assertThat(page.locator(".progress")).containsText("2 of 2 hosts");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Make a draft of it"))
                    .click();
            assertThat(page.locator("h1")).hasText("Baseline of 2 hosts");
            Forms.shoot(page, "baseline");
            tab.check();
            page.getByLabel("Set", new Page.GetByLabelOptions().setExact(true)).fill(Fleet.newName("baseline"));
            Forms.press(page, "Draft it");
            assertThat(page.locator("h1")).hasText(Pattern.compile("baseline-[0-9]+@1"));
        }
    }

    @Test
    void every_page_of_reference_sets_is_accessible_and_fits() {
        forms.check(List.of(
                "/reference-sets", "/reference-sets/" + hosts.set(), "/reference-sets/" + hosts.set() + "/versions/1"));
    }
}
