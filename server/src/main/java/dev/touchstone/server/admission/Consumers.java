package dev.touchstone.server.admission;

import dev.touchstone.server.access.Caller;
import org.springframework.stereotype.Component;

/** Finds the consumer that asks. */
@Component
public class Consumers {

    /** The consumer whose token the caller holds, or the default one. */
    public Consumer of(Caller caller) {
        return Consumer.DEFAULT;
    }
}
