package dev.touchstone.server.problem;

import java.util.List;

/** Where programs ask: problems there are JSON, and pages elsewhere. */
final class ApiPaths {

    private static final List<String> PREFIXES = List.of("/api/", "/.well-known/", "/actuator");

    private ApiPaths() {}

    static boolean contains(String path) {
        return PREFIXES.stream().anyMatch(path::startsWith);
    }
}
