package dev.touchstone.server.notify;

import dev.touchstone.server.problem.Refusal;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Whether a webhook can be as people want it. Asked while no transaction is open: others know names, and may be slow.
 */
@Component
class WebhookCheck {

    private final Destinations destinations;
    private final NotifyProperties settings;

    WebhookCheck(Destinations destinations, NotifyProperties settings) {
        this.destinations = destinations;
        this.settings = settings;
    }

    /** The content, if it may be. */
    Webhook.Content checked(Webhook.Content content) {
        WebhookUrl.check(content.url(), settings.allowHttp(), destinations);
        List<String> types = content.types();
        if (types.isEmpty() || types.stream().distinct().count() < types.size()) {
            throw new Refusal(422, "webhook-types", "A webhook asks for types of events, each once.");
        }
        if (types.stream().anyMatch(type -> EventType.ofType(type).isEmpty())) {
            throw new Refusal(422, "webhook-types", "There is no such type of event; docs/webhooks.md lists them.");
        }
        return content;
    }
}
