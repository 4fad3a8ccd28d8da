package dev.touchstone.server;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says a {@link StartRefused} as the one sentence it is, instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartRefusedReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        if (!(failure instanceof StartRefused)) {
            return false;
        }
        System.err.println("touchstone: " + failure.getMessage());
        return true;
    }
}
