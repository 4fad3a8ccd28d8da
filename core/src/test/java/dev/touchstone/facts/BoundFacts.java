package dev.touchstone.facts;

import dev.touchstone.Boots;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.facts.OsImage.Proves;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.userspace.UserspaceLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * The facts that are bound, for comparison: the whole tree as Jackson finds it, so that no field can be forgotten, less
 * whatever is named {@code unverified}, places in logs, and findings.
 */
final class BoundFacts {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(Bytes.class, ToStringSerializer.instance))
            .build();

    /** Lists of digests by register alone: nothing a log says can change them. */
    private static final List<String> FIXED =
            List.of("/bootChain", "/firmware/volumes", "/firmware/drivers", "/shim/variables");

    /** What {@code secureBoot.complete} answers for elsewhere in the tree. */
    private static final List<String> OF_PCR_7 = List.of("/secureBoot", "/shim/sbatLevel", "/shim/mokListTrusted");

    private BoundFacts() {}

    static LogReading read(FirmwareLog log) {
        return LogReading.of(log, Boots.NO_USERSPACE, Optional.empty(), Hints.none());
    }

    static LogReading read(FirmwareLog log, UserspaceLog userspace) {
        return LogReading.of(log, userspace, Optional.empty(), Hints.none());
    }

    static JsonNode of(BootFacts facts) {
        JsonNode tree = JSON.valueToTree(facts);
        ((ObjectNode) tree).remove("findings");
        strip(tree);
        return tree;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(object.propertyNames().stream()
                    .filter(n -> n.startsWith("unverified") || n.equals("event"))
                    .toList());
        }
        node.forEach(BoundFacts::strip);
    }

    /** Every PCR of every bank that can be recomputed, by {@code sha256:7}. */
    static Map<String, Bytes> pcrs(LogReading reading) {
        Map<String, Bytes> values = new TreeMap<>();
        reading.pcrs().forEach(p -> values.put(p.bank() + ":" + p.pcr(), p.value()));
        return values;
    }

    /**
     * What {@code told} says that {@code truth} does not bear out, the logs of both leading to the same PCRs: facts may
     * be missing, and then nothing may claim to be complete; none may be new or other.
     */
    static List<String> lies(JsonNode truth, JsonNode told) {
        List<String> lies = new ArrayList<>();
        compare("", truth, told, lies);
        for (String fixed : FIXED) {
            differs(fixed, truth, told, lies);
        }
        if (told.at("/secureBoot/complete").asBoolean()) {
            OF_PCR_7.forEach(path -> differs(path, truth, told, lies));
        }
        return lies;
    }

    private static void differs(String path, JsonNode truth, JsonNode told, List<String> lies) {
        if (!truth.at(path).equals(told.at(path))) {
            lies.add(path + " is not the same");
        }
    }

    private static void compare(String path, JsonNode truth, JsonNode told, List<String> lies) {
        if (told instanceof ObjectNode object && truth instanceof ObjectNode) {
            if (object.path("complete").asBoolean() && !truth.equals(told)) {
                lies.add(path + " claims to be complete and is " + told + ", not " + truth);
            }
            object.properties()
                    .forEach(p -> compare(path + "/" + p.getKey(), truth.path(p.getKey()), p.getValue(), lies));
        } else if (told instanceof ArrayNode array && truth instanceof ArrayNode other) {
            subsequence(path, other, array, lies);
        } else if (!told.isNull() && !told.equals(truth) && !weaker(path, truth, told)) {
            lies.add(path + " is " + told + ", not " + truth);
        }
    }

    /** Each element told is a true one, in the true order. */
    private static void subsequence(String path, ArrayNode truth, ArrayNode told, List<String> lies) {
        int at = 0;
        for (JsonNode element : told) {
            List<String> why = List.of("is not there");
            while (at < truth.size() && !why.isEmpty()) {
                why = new ArrayList<>();
                compare("", truth.get(at++), element, why);
            }
            if (!why.isEmpty()) {
                lies.add(path + " holds " + element);
                return;
            }
        }
    }

    private static boolean weaker(String path, JsonNode truth, JsonNode told) {
        return switch (path) {
            case "/osImage/proves" -> proves(told).compareTo(proves(truth)) > 0;
            default -> path.endsWith("/complete") && !told.asBoolean();
        };
    }

    private static Proves proves(JsonNode name) {
        return Stream.of(Proves.values())
                .filter(p -> p.toString().equals(name.asString()))
                .findFirst()
                .orElseThrow();
    }
}
