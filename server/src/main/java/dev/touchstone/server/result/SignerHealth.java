package dev.touchstone.server.result;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Not ready while results cannot be signed, or could not be checked: the key must be there and published. */
@Component("signer")
class SignerHealth implements HealthIndicator {

    private final SigningKeys keys;

    SignerHealth(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public Health health() {
        return (keys.published().isEmpty() ? Health.down() : Health.up()).build();
    }
}
