package dev.touchstone.server.result;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Not ready while results could not be checked: the key that signs must be published. */
@Component("signer")
class SignerHealth implements HealthIndicator {

    private final ResultKeys keys;

    SignerHealth(ResultKeys keys) {
        this.keys = keys;
    }

    @Override
    public Health health() {
        boolean published = keys.published().contains(keys.signing());
        return (published ? Health.up() : Health.down()).build();
    }
}
