package dev.touchstone.server.change;

import org.springframework.stereotype.Component;

/** Shows changes. */
@Component
public class ChangeViews {

    private final ChangeRows rows;
    private final ChangeKinds kinds;
    private final ChangeContents contents;
    private final ApprovalRight right;

    ChangeViews(ChangeRows rows, ChangeKinds kinds, ChangeContents contents, ApprovalRight right) {
        this.rows = rows;
        this.kinds = kinds;
        this.contents = contents;
        this.right = right;
    }

    /** Without its payload. */
    public ChangeView summary(Change change) {
        return ChangeView.of(change, right.approvals(), rows.approvals(change.id()), null);
    }

    /** With its payload, and what is before and after. */
    public ChangeView whole(Change change) {
        var detail = new ChangeView.Detail(
                change.content().payload(),
                change.content().base(),
                contents.tree(kinds.of(change).after()));
        return ChangeView.of(change, right.approvals(), rows.approvals(change.id()), detail);
    }
}
