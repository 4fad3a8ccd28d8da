package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * What operating systems and boot loaders measure under a number of their own: TCG_PCClientTaggedEvent (PC Client PFP
 * §10.4.2.1).
 *
 * @param tag unsigned 32 bits
 * @param data what it means is for whoever gave the tag
 */
public record TaggedEvent(long tag, Bytes data) {

    /**
     * Reads the data of an EV_EVENT_TAG: one tagged event, or several, and nothing else.
     *
     * @throws MalformedException if the bytes are not that
     */
    public static List<TaggedEvent> parse(Bytes bytes) throws MalformedException {
        ByteReader reader = bytes.reader();
        List<TaggedEvent> events = new ArrayList<>();
        do {
            long tag = reader.u32le("tag");
            events.add(new TaggedEvent(tag, reader.bytes(reader.u32le("tagged data size"), "tagged data")));
        } while (!reader.atEnd());
        return List.copyOf(events);
    }
}
