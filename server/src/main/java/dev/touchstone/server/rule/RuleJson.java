package dev.touchstone.server.rule;

import dev.touchstone.bytes.Printable;
import dev.touchstone.rule.ExpressionRule;
import dev.touchstone.rule.Rule;
import dev.touchstone.server.problem.Refusal;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Rules as JSON: {@code {"rule": "dbx-at-least", "hashes": […]}}, the parameters beside the rule's id. */
@Component
public class RuleJson {

    private static final String KIND = "rule";

    private final JsonMapper json;
    private final RuleParts parts;

    RuleJson(JsonMapper json, RuleParts parts) {
        this.json = json;
        this.parts = parts;
    }

    /**
     * Reads one rule, strictly, and makes its expression ready.
     *
     * @throws Refusal 422 {@code rule-unknown}, {@code rule-invalid} or {@code expression-invalid}
     */
    public Rule read(JsonNode node) {
        if (!(node instanceof ObjectNode given) || !given.path(KIND).isString()) {
            throw new Refusal(422, "rule-invalid", "A rule is an object with the rule's id as \"rule\".");
        }
        Class<? extends RuleView> view = RuleViews.BY_ID.get(given.path(KIND).stringValue());
        if (view == null) {
            throw new Refusal(422, "rule-unknown", "There is no rule of that id.");
        }
        ObjectNode parameters = given.deepCopy();
        parameters.remove(KIND);
        try {
            return json.treeToValue(parameters, view).rule(parts);
        } catch (JacksonException e) {
            throw invalid("its parameters are not those of the rule: " + Printable.quote(e.getOriginalMessage()));
        } catch (IllegalArgumentException e) {
            throw invalid(Printable.quote(String.valueOf(e.getMessage())));
        }
    }

    private static Refusal invalid(String why) {
        return new Refusal(422, "rule-invalid", "The rule cannot be read: " + why + ".");
    }

    /** Writes one rule so that {@link #read} gives an equal one. */
    public ObjectNode write(Rule rule) {
        ObjectNode node = json.createObjectNode();
        node.put(KIND, rule instanceof ExpressionRule ? ExpressionRule.ID : rule.id());
        node.setAll((ObjectNode) json.valueToTree(RuleViews.of(rule)));
        return node;
    }
}
