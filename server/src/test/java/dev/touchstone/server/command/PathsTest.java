package dev.touchstone.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathsTest {

    @Test
    void what_is_typed_changes_nothing_but_its_own_place() {
        assertThat(Paths.of("/sets/{}/versions/{}", "a b", 3)).isEqualTo("/sets/a%20b/versions/3");
        assertThat(Paths.of("/sets/{}", "../people")).isEqualTo("/sets/..%2Fpeople");
        assertThat(Paths.of("/sets/{}/versions", "..")).isEqualTo("/sets/%2E%2E/versions");
        assertThat(Paths.of("/sets?a={}", "1&b=$1{}")).isEqualTo("/sets?a=1%26b%3D%241%7B%7D");
    }
}
