package dev.touchstone.server.admission;

import dev.touchstone.server.host.EffectiveVerdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads rows of {@code consumer}. */
@Component
class ConsumerRows implements RowMapper<ManagedConsumer> {

    private static final TypeReference<Map<EffectiveVerdict, Decision>> POLICY = new TypeReference<>() {};

    private final JsonMapper json;

    ConsumerRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public ManagedConsumer mapRow(ResultSet row, int number) throws SQLException {
        Consumer consumer = new Consumer(
                row.getString("name"),
                Consumer.Mode.valueOf(upper(row.getString("mode"))),
                Duration.ofSeconds(row.getLong("maximum_evidence_age")),
                Decision.valueOf(upper(row.getString("outage"))),
                Arrays.stream((String[]) row.getArray("allowed_bindings").getArray())
                        .map(word -> Binding.valueOf(upper(word)))
                        .collect(Collectors.toSet()),
                json.readValue(row.getString("policy"), POLICY),
                new Consumer.Radius(
                        Optional.ofNullable(row.getString("allow_vlan")),
                        Optional.ofNullable(row.getString("quarantine_vlan"))));
        return new ManagedConsumer(
                consumer,
                row.getObject("revision", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"));
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
