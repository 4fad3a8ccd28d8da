package dev.touchstone.server.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event as it is sent: CloudEvents 1.0.2, structured mode, in the JSON format.
 *
 * @param sequence the extension of that name; absent from what is not stored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"specversion", "id", "source", "type", "subject", "time", "sequence", "datacontenttype", "data"})
record CloudEvent(
        String specversion,
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        @Nullable String sequence,
        String datacontenttype,
        JsonNode data) {

    static final String MEDIA_TYPE = "application/cloudevents+json; charset=utf-8";

    static CloudEvent of(Event event, String source) {
        return new CloudEvent(
                "1.0",
                event.id(),
                source,
                event.type(),
                event.subject(),
                event.time(),
                event.sequence() == 0 ? null : Long.toString(event.sequence()),
                "application/json",
                event.data());
    }
}
