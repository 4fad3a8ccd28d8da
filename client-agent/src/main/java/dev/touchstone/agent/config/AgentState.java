package dev.touchstone.agent.config;

import dev.touchstone.agent.tpm.KeyBlobs;
import dev.touchstone.bytes.Bytes;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the agent keeps between runs. */
public final class AgentState {

    private static final String ENROLMENT = "agent.json";
    private static final String LAST_VERDICT = "last-verdict.json";
    /** As {@code tpm2_load -u ak.pub -r ak.priv} takes them. */
    private static final String KEY_PUBLIC = "ak.pub";

    private static final String KEY_PRIVATE = "ak.priv";
    private static final String CLIENT_KEY_PUBLIC = "client-key.pub";
    private static final String CLIENT_KEY_PRIVATE = "client-key.priv";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final StateDirectory directory;

    private AgentState(StateDirectory directory) {
        this.directory = directory;
    }

    /** Opens the state under {@code directory}, which is made with mode 0700 if it is missing. */
    public static AgentState open(Path directory) throws StateException {
        return new AgentState(StateDirectory.open(directory));
    }

    /** The attestation key; absent before the first enrolment. */
    public Optional<KeyBlobs> attestationKey() throws StateException {
        return key(KEY_PUBLIC, KEY_PRIVATE);
    }

    /** The key for client certificates; absent before the first was made. */
    public Optional<KeyBlobs> clientKey() throws StateException {
        return key(CLIENT_KEY_PUBLIC, CLIENT_KEY_PRIVATE);
    }

    private Optional<KeyBlobs> key(String publicFile, String privateFile) throws StateException {
        Optional<Bytes> publicArea = directory.read(publicFile);
        Optional<Bytes> privateArea = directory.read(privateFile);
        if (publicArea.isEmpty() || privateArea.isEmpty()) {
            return Optional.empty();
        }
        KeyBlobs key = new KeyBlobs(publicArea.get(), privateArea.get());
        try {
            key.name();
        } catch (IllegalArgumentException e) {
            throw new StateException(directory + "/" + publicFile + " is damaged: " + e.getMessage(), e);
        }
        return Optional.of(key);
    }

    /** Keeps the attestation key. */
    public void attestationKey(KeyBlobs key) throws StateException {
        directory.write(KEY_PRIVATE, key.privateArea());
        directory.write(KEY_PUBLIC, key.publicArea());
    }

    /** Keeps the key for client certificates. */
    public void clientKey(KeyBlobs key) throws StateException {
        directory.write(CLIENT_KEY_PRIVATE, key.privateArea());
        directory.write(CLIENT_KEY_PUBLIC, key.publicArea());
    }

    /** Writes a file for other programs; where it is. */
    public Path export(String name, Bytes content) throws StateException {
        directory.write(name, content);
        return directory.path(name);
    }

    /** The enrolment; absent before the first. */
    public Optional<Enrolment> enrolment() throws StateException {
        return read(ENROLMENT, Enrolment.class);
    }

    /** Keeps the enrolment. */
    public void enrolment(Enrolment enrolment) throws StateException {
        write(ENROLMENT, enrolment);
    }

    /** The last verdict; absent before the first. */
    public Optional<LastVerdict> lastVerdict() throws StateException {
        return read(LAST_VERDICT, LastVerdict.class);
    }

    /** Keeps the last verdict. */
    public void lastVerdict(LastVerdict verdict) throws StateException {
        write(LAST_VERDICT, verdict);
    }

    private <T> Optional<T> read(String name, Class<T> type) throws StateException {
        Optional<Bytes> content = directory.read(name);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(content.get().toArray(), type));
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new StateException(directory + "/" + name + " is damaged: " + e.getMessage(), e);
        }
    }

    private void write(String name, Object value) throws StateException {
        directory.write(name, Bytes.of(JSON.writeValueAsBytes(value)));
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
