package dev.touchstone.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** {@link RunEmbeddedPostgres} in a JVM of its own. */
record ServerJvm(Process process, String url) {

    static ServerJvm start(Path home) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RunEmbeddedPostgres.class.getName(),
                        home.toString(),
                        Homes.PROGRAMS.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        String url = output.readLine();
        if (url == null) {
            throw new IOException("the server JVM did not start");
        }
        return new ServerJvm(process, url);
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
