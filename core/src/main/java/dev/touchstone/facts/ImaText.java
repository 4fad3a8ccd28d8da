package dev.touchstone.facts;

import dev.touchstone.bytes.Printable;
import dev.touchstone.log.ima.ImaEntry;
import java.util.Optional;

/** A record of IMA's list in words. */
final class ImaText {

    private static final int MAX_PATH = 1024;

    private ImaText() {}

    static String of(ImaEntry entry) {
        return switch (entry) {
            case ImaEntry.File file ->
                "file " + path(file.path()) + " " + file.digest()
                        + (file.signature().isPresent() ? ", signed" : "")
                        + (file.appended().isPresent() ? ", with an appended signature" : "");
            case ImaEntry.Buffer buffer ->
                "%s, %d bytes, %s"
                        .formatted(path(buffer.name()), buffer.buffer().length(), buffer.digest());
            case ImaEntry.BootAggregate aggregate -> "boot aggregate " + aggregate.digest();
            case ImaEntry.Violation(Optional<String> path) ->
                "violation"
                        + path.map(p -> ": " + path(p) + " was written while it was measured or read")
                                .orElse("");
            case ImaEntry.Unreadable(String why) -> "record that cannot be read: " + why;
        };
    }

    private static String path(String path) {
        return Printable.quote(path, MAX_PATH);
    }
}
