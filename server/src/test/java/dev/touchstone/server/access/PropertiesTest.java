package dev.touchstone.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.server.ops.StartRefused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** Every setting of this module: its default, and that it is read. */
class PropertiesTest {

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> settings) {
        var validator = new LocalValidatorFactoryBean();
        validator.afterPropertiesSet();
        var binder = new Binder(
                List.of(new MapConfigurationPropertySource(settings)),
                null,
                ApplicationConversionService.getSharedInstance());
        return binder.bindOrCreate(prefix, Bindable.of(type), new ValidationBindHandler(validator));
    }

    @Test
    void two_people_approve_unless_one_is_said() {
        String prefix = "touchstone.approvals";
        assertThat(bind(prefix, ApprovalProperties.class, Map.of()).required()).isEqualTo(2);
        assertThat(bind(prefix, ApprovalProperties.class, Map.of(prefix + ".required", "1"))
                        .required())
                .isEqualTo(1);
        assertThatThrownBy(() -> bind(prefix, ApprovalProperties.class, Map.of(prefix + ".required", "0")))
                .isInstanceOf(BindException.class);
    }

    @Test
    void a_source_has_a_generous_budget() {
        String prefix = "touchstone.rate-limit";
        assertThat(bind(prefix, RateLimitProperties.class, Map.of()))
                .isEqualTo(new RateLimitProperties(200, 2000, 50_000));
        assertThat(bind(
                        prefix,
                        RateLimitProperties.class,
                        Map.of(prefix + ".per-second", "3000", prefix + ".burst", "9000", prefix + ".sources", "7")))
                .isEqualTo(new RateLimitProperties(3000, 9000, 7));
        assertThatThrownBy(() -> bind(prefix, RateLimitProperties.class, Map.of(prefix + ".burst", "0")))
                .isInstanceOf(BindException.class);
    }

    @Test
    void a_body_has_a_mebibyte_unless_its_path_has_more() {
        String prefix = "touchstone.body-limit";
        assertThat(bind(prefix, BodyLimitProperties.class, Map.of()).of("/x")).isEqualTo(1 << 20);
        var limits = bind(
                prefix,
                BodyLimitProperties.class,
                Map.of(prefix + ".default", "2KB", prefix + ".paths[/api/v1/attestations]", "24MB"));
        assertThat(limits.of("/x")).isEqualTo(2048);
        assertThat(limits.of("/api/v1/attestations"))
                .isEqualTo(DataSize.ofMegabytes(24).toBytes());
        assertThat(limits.of("/api/v1/%61ttestations")).isEqualTo(2048);
    }

    @Test
    void a_session_lasts_half_an_hour_idle_and_half_a_day_at_most() {
        String prefix = "touchstone.session";
        assertThat(bind(prefix, SessionProperties.class, Map.of()))
                .isEqualTo(new SessionProperties(Duration.ofMinutes(30), Duration.ofHours(12)));
        assertThat(bind(prefix, SessionProperties.class, Map.of(prefix + ".idle", "5m", prefix + ".absolute", "1h")))
                .isEqualTo(new SessionProperties(Duration.ofMinutes(5), Duration.ofHours(1)));
        assertThatThrownBy(() -> bind(prefix, SessionProperties.class, Map.of(prefix + ".idle", "1s")))
                .hasRootCauseInstanceOf(StartRefused.class);
    }

    @Test
    void nobody_signs_in_by_a_provider_unless_there_is_one() {
        String prefix = "touchstone.oidc";
        assertThat(bind(prefix, OidcProperties.class, Map.of()).isSet()).isFalse();
        var settings = bind(
                prefix,
                OidcProperties.class,
                Map.of(
                        prefix + ".issuer",
                        "https://login.example",
                        prefix + ".client-secret",
                        "hidden",
                        prefix + ".roles[Fleet Admins]",
                        "admin"));
        assertThat(settings.isSet()).isTrue();
        assertThat(settings.roles()).isEqualTo(Map.of("Fleet Admins", Role.ADMIN));
        assertThat(settings.toString()).doesNotContain("hidden");
    }
}
