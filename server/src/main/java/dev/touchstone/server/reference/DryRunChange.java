package dev.touchstone.server.reference;

import dev.touchstone.server.problem.Refusal;
import java.util.List;

/**
 * What a dry run supposes.
 *
 * @param approve versions supposed to be approved, such as {@code fleet-a@3}
 * @param retire versions supposed to be retired
 */
public record DryRunChange(List<String> approve, List<String> retire) {

    private static final int MAX = 100;

    public DryRunChange {
        approve = List.copyOf(approve);
        retire = List.copyOf(retire);
        if ((approve.isEmpty() && retire.isEmpty()) || approve.size() + retire.size() > MAX) {
            throw new Refusal(400, "dry-run-invalid", "A dry run supposes 1 to " + MAX + " changes.");
        }
    }
}
