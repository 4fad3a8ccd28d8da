package dev.touchstone.facts;

import dev.touchstone.uefi.Guid;
import java.util.List;

/** The partition table measured into PCR 5. */
public record Disk(Guid id, List<Partition> partitions) {

    public Disk {
        partitions = List.copyOf(partitions);
    }

    /**
     * A partition.
     *
     * @param type by the UAPI's discoverable partitions, for one
     * @param id its own GUID
     */
    public record Partition(Guid type, Guid id, String name) {}
}
