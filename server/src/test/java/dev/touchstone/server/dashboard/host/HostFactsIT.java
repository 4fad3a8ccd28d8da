package dev.touchstone.server.dashboard.host;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.touchstone.Boots;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.server.dashboard.Browser;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.ImaList;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Submission;
import dev.touchstone.server.host.TestHost;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Import;

/** What a host's page says of a real boot. */
@FleetTest
@Import(Browser.class)
class HostFactsIT {

    private final dev.touchstone.server.host.Fleet fleet;
    private final Browser browser;
    private final LabTpm tpm = LabTpm.named("a");

    HostFactsIT(dev.touchstone.server.host.Fleet fleet, Browser browser) {
        this.fleet = fleet;
        this.browser = browser;
    }

    @ParameterizedTest(name = "{0}, {1} pixels wide")
    @CsvSource({"LIGHT, 1280", "DARK, 400"})
    void secure_boot_the_boot_chain_the_command_line_and_findings_are_told_and_accessible(
            ColorScheme scheme, int width) {
        fleet.trustLab();
        TestHost host = fleet.pinned(tpm.boot(LogBuilder.copyOf(Boots.log("secure-boot"))));
        ImaList list = ImaList.recorded(tpm, "secure-boot");
        Submission submission = host.submission();
        submission.ima(submission.boot(), 0, list.from(0)).accepted();
        try (var tab = browser.tab(scheme, width, true)) {
            tab.page().navigate("/");
            tab.enter(browser.token());
            assertThat(tab.page()).hasTitle("Overview · Touchstone");
            tab.page().navigate("/hosts/" + host.id());
            Locator facts = tab.page()
                    .locator(
                            "section",
                            new Page.LocatorOptions().setHas(tab.page().locator("#facts")));
            assertThat(facts.locator("dd").first()).hasText("on");
            assertThat(facts).containsText("BOOTX64.EFI");
            assertThat(facts).containsText("measured by grub");
            assertThat(facts).containsText("4 records, 0 violations, boot aggregate matches");
            tab.check();
            tab.page().getByText("Event log").first().click();
            assertThat(tab.page()).hasTitle(Pattern.compile("Event log of .*"));
            assertThat(tab.page().locator(".events tbody tr").nth(20)).isVisible();
            tab.page().getByLabel("PCR 4").click();
            assertThat(tab.page().locator(".events tbody td:nth-child(2)").first())
                    .hasText("4");
            tab.check();
            tab.picture("events");
        }
    }
}
