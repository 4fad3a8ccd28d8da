package dev.touchstone.log.firmware;

import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Debian's {@code tpm2_eventlog} (package tpm2-tools) makes of a firmware log: the lines of its YAML that hold the
 * events' registers, types and digests and the final PCRs. It neither numbers nor separates the events of a SHA-1 log,
 * so an event begins where its PCR is told.
 */
final class Tpm2Eventlog {

    private static final int MAX_OUTPUT = 16 << 20;
    private static final int TIMEOUT_SECONDS = 60;

    private static final Pattern PCR = Pattern.compile(" {2}PCRIndex: (\\d+)");
    private static final Pattern TYPE = Pattern.compile(" {2}EventType: (.+)");
    private static final Pattern ALGORITHM = Pattern.compile(" {2}- AlgorithmId: (\\w+)");
    private static final Pattern DIGEST = Pattern.compile(" {4}Digest: \"([0-9a-f]+)\"");
    private static final Pattern HEADER = Pattern.compile(" {2}SpecID:");
    private static final Pattern BANK = Pattern.compile(" {2}(\\w+):");
    private static final Pattern VALUE = Pattern.compile(" {4}(\\d+) *: 0x([0-9a-f]+)");

    private final List<Event> events = new ArrayList<>();
    private final Map<String, Map<Integer, Bytes>> pcrs = new TreeMap<>();
    private String algorithm = "";

    private Tpm2Eventlog() {}

    /** An event, its digests by bank. */
    record Event(int pcr, String type, Map<String, Bytes> digests) {}

    /** Runs it on {@code log}; empty if it fails. */
    static Optional<Tpm2Eventlog> of(Bytes log, Path folder) throws IOException {
        Path file = Files.write(folder.resolve("firmware.log"), log.toArray());
        Path yaml = folder.resolve("events.yaml");
        Process process = new ProcessBuilder("tpm2_eventlog", file.toString())
                .redirectOutput(yaml.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("tpm2_eventlog does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue() == 0 ? Optional.of(read(yaml)) : Optional.empty();
    }

    /** In the order of the log, its header left out. */
    List<Event> events() {
        return events;
    }

    /** The values of the registers extended, by bank. */
    Map<String, Map<Integer, Bytes>> pcrs() {
        return pcrs;
    }

    private static Tpm2Eventlog read(Path yaml) throws IOException {
        if (Files.size(yaml) > MAX_OUTPUT) {
            throw new IOException("tpm2_eventlog wrote " + Files.size(yaml) + " bytes");
        }
        Tpm2Eventlog read = new Tpm2Eventlog();
        boolean[] after = {false};
        try (var lines = Files.lines(yaml, StandardCharsets.ISO_8859_1)) {
            lines.forEach(line -> {
                after[0] |= line.equals("pcrs:");
                if (after[0]) {
                    read.value(line);
                } else {
                    read.event(line);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return read;
    }

    private void event(String line) {
        Matcher pcr = PCR.matcher(line);
        Matcher type = TYPE.matcher(line);
        Matcher named = ALGORITHM.matcher(line);
        Matcher digest = DIGEST.matcher(line);
        if (pcr.matches()) {
            events.add(new Event(Integer.parseInt(pcr.group(1)), "", new TreeMap<>()));
        } else if (events.isEmpty()) {
            return;
        } else if (type.matches()) {
            Event last = events.removeLast();
            events.add(new Event(last.pcr, type.group(1), last.digests));
        } else if (named.matches()) {
            algorithm = named.group(1);
        } else if (digest.matches()) {
            events.getLast().digests.put(algorithm, Bytes.ofHex(digest.group(1)));
        } else if (HEADER.matcher(line).matches()) {
            events.removeLast();
        }
    }

    private void value(String line) {
        Matcher bank = BANK.matcher(line);
        Matcher value = VALUE.matcher(line);
        if (bank.matches()) {
            algorithm = bank.group(1);

        } else if (value.matches()) {
            pcrs.computeIfAbsent(algorithm, _ -> new TreeMap<>())
                    .put(Integer.parseInt(value.group(1)), Bytes.ofHex(value.group(2)));
        }
    }
}
