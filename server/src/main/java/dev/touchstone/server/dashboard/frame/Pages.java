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
                            Link.forAuditors("access", "Access", "/access"),
                            Link.forAuditors("audit", "Audit", "/audit"),
                            new Link("health", "System health", "/health"))));

    private Pages() {}

    /** Pages that belong together. */
    record Group(String title, List<Link> pages) {}

    /**
     * One page.
     *
     * @param section what its template says it is
     * @param auditors whether it is for those only who may see who has access and did what
     */
    record Link(String section, String title, String href, boolean auditors) {

        private Link(String section, String title, String href) {
            this(section, title, href, false);
        }

        private static Link forAuditors(String section, String title, String href) {
            return new Link(section, title, href, true);
        }
    }
}
