package dev.touchstone.agent.show;

import dev.touchstone.bytes.Printable;
import dev.touchstone.facts.SecureBoot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What PCR 7 says, in lines. */
final class SecureBootText {

    private final SecureBoot secureBoot;

    SecureBootText(SecureBoot secureBoot) {
        this.secureBoot = secureBoot;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(state());
        if (!secureBoot.complete()) {
            lines.add("there may be more: PCR 7 could not be read whole");
        }
        secureBoot.stores().stream()
                .collect(Collectors.groupingBy(
                        SecureBootText::content,
                        LinkedHashMap::new,
                        Collectors.mapping(s -> Printable.word(s.name()), Collectors.joining(", "))))
                .forEach((content, names) -> lines.add(names + ": " + content));
        for (SecureBoot.Authority authority : secureBoot.authorities()) {
            lines.add("#" + authority.event() + " vouched for by " + Printable.word(authority.variable()) + " "
                    + authority
                            .certificate()
                            .map(c -> Words.name(c.subject()))
                            .or(() -> authority.hash().map(Object::toString))
                            .orElse("(no certificate)"));
        }
        return lines;
    }

    private String state() {
        String state = secureBoot.enabled().map(on -> on ? "on" : "off").orElse("undetermined");
        return state
                + mode("setup mode", secureBoot.setupMode())
                + mode("audit mode", secureBoot.auditMode())
                + mode("deployed mode", secureBoot.deployedMode());
    }

    private static String mode(String name, Optional<Boolean> on) {
        return on.map(value -> ", " + name + (value ? " on" : " off")).orElse("");
    }

    private static String content(SecureBoot.Store store) {
        List<String> content = new ArrayList<>();
        store.certificates().forEach(c -> content.add(Words.name(c.subject())));
        if (!store.hashes().isEmpty()) {
            content.add(Words.count(store.hashes().size(), "hash"));
        }
        if (store.others() > 0) {
            content.add(store.others() + " of other kinds");
        }
        return content.isEmpty() ? "empty" : String.join(", ", content);
    }
}
