package dev.touchstone.server;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void modules_use_each_other_only_through_what_they_expose_and_without_cycles() {
        ApplicationModules.of(TouchstoneServer.class).verify();
    }
}
