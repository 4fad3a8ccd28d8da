package dev.touchstone.server.reference;

import java.util.List;

/**
 * A version that was drafted.
 *
 * @param components the ids of its components
 */
public record DraftedVersion(String name, int version, List<String> components) {

    /** Where it is found. */
    public String path() {
        return "/api/v1/reference-sets/" + name + "/versions/" + version;
    }
}
