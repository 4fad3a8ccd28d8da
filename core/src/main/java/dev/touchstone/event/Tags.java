package dev.touchstone.event;

import dev.touchstone.bytes.MalformedException;
import dev.touchstone.uefi.TaggedEvent;
import java.util.List;

/** EV_EVENT_TAG (PC Client PFP §10.4.2.1): of one tag the Linux way, of several as Windows logs them. */
final class Tags {

    private Tags() {}

    static Claim read(Source source) throws MalformedException {
        List<TaggedEvent> tagged = TaggedEvent.parse(source.data());
        TaggedEvent first = tagged.getFirst();
        Tag tag = Tag.ofId(first.tag());
        EventContent content = new EventContent.Tagged(tag, first.tag(), EventString.decode(first.data()));
        return Claim.of(content, DigestRule.TAGGED);
    }
}
