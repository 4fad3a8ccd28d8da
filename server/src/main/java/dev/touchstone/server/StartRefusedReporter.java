package dev.touchstone.server;

import dev.touchstone.server.ops.StartRefused;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says a {@link StartRefused} as the one sentence it is, instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartRefusedReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        Optional<Throwable> refused = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(StartRefused.class::isInstance)
                .findFirst();
        refused.ifPresent(sentence -> System.err.println("touchstone: " + sentence.getMessage()));
        return refused.isPresent();
    }
}
