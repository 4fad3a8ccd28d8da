package dev.touchstone.server.dashboard.frame;

import java.util.List;

/** The pages that every other leads to, in groups. */
final class Pages {

    static final List<Group> ALL = List.of(
            new Group(
                    "Fleet",
                    List.of(
                            new Link("overview", "Overview", "/"),
                            new Link("hosts", "Hosts", "/hosts"),
                            new Link("drift", "Drift", "/drift"))),
            new Group(
                    "Golden measurements",
                    List.of(
                            new Link("changes", "Changes", "/changes"),
                            new Link("approvals", "Approvals", "/approvals"),
                            new Link("reference-sets", "Reference sets", "/reference-sets"))),
            new Group(
                    "Who gets in",
                    List.of(
                            new Link("enrollment", "Enrollment", "/enrollment"),
                            new Link("rejected", "Rejected submissions", "/rejected-submissions"),
                            new Link("admission", "Admission", "/admission"))),
            new Group(
                    "This server",
                    List.of(
                            new Link("access", "Access", "/access"),
                            new Link("audit", "Audit", "/audit"),
                            new Link("health", "System health", "/health"))));

    private Pages() {}

    /** Pages that belong together. */
    record Group(String title, List<Link> pages) {}

    /**
     * One page.
     *
     * @param section what its template says it is
     */
    record Link(String section, String title, String href) {}
}
