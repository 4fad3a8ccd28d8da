package dev.touchstone.db;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Whether the local Docker engine has an image. Asked of the engine's socket directly (Docker Engine API, {@code GET
 * /images/{name}/json}): Testcontainers would try to pull a missing image, for minutes when offline.
 */
final class DockerEngine {

    private static final String SCHEME = "unix://";
    private static final int SECONDS = 5;
    private static final int STATUS_LINE = 64;

    private DockerEngine() {}

    static boolean hasImage(String name) {
        Path socket = socket();
        return Files.exists(socket) && answersFor(socket, name);
    }

    private static Path socket() {
        return Path.of(Optional.ofNullable(System.getenv("DOCKER_HOST"))
                .filter(host -> host.startsWith(SCHEME))
                .map(host -> host.substring(SCHEME.length()))
                .orElse("/var/run/docker.sock"));
    }

    /** A socket may exist with nobody, or with someone mute, behind it. */
    private static boolean answersFor(Path socket, String image) {
        try {
            return CompletableFuture.supplyAsync(
                            () -> ask(socket, image),
                            command -> Thread.ofVirtual().start(command))
                    .orTimeout(SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            return false;
        }
    }

    private static boolean ask(Path socket, String image) {
        String request = "GET /images/" + image + "/json HTTP/1.0\r\nHost: docker\r\n\r\n";
        try (SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            engine.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            byte[] answer = Channels.newInputStream(engine).readNBytes(STATUS_LINE);
            return new String(answer, StandardCharsets.US_ASCII).matches("(?s)HTTP/1\\.[01] 200 .*");
        } catch (IOException e) {
            return false;
        }
    }
}
