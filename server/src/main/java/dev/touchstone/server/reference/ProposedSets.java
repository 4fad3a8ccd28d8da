package dev.touchstone.server.reference;

import dev.touchstone.server.problem.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Reads versions of reference sets in whatever state they are, as they would be judged by. */
@Component
public class ProposedSets {

    private static final Pattern ID = Pattern.compile("([a-z0-9._-]{1,128})@([0-9]{1,9})");

    private final VersionContents contents;

    ProposedSets(VersionContents contents) {
        this.contents = contents;
    }

    /**
     * The version of this id, such as {@code fleet-a@3}.
     *
     * @throws Refusal if there is none
     */
    public GoldenSet find(String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches()) {
            throw new Refusal(400, "version-invalid", "A version is named as set@number.");
        }
        return contents.find(new ReferenceVersionId(matcher.group(1), Integer.parseInt(matcher.group(2))))
                .orElseThrow(() -> Refusal.notFound("There is no such version of a reference set."));
    }
}
