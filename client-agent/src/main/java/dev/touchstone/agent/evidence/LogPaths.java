package dev.touchstone.agent.evidence;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the logs are.
 *
 * @param firmware the TCG event log; must exist
 * @param userspace systemd's log; a host without it has none
 * @param ima the binary IMA measurement list, sent if it can be read; empty: not sent
 */
public record LogPaths(Path firmware, Path userspace, Optional<Path> ima) {}
