package dev.touchstone.server.dashboard.drift;

import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.dashboard.job.Outcomes;
import dev.touchstone.server.drift.LabelsView;
import java.util.List;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What members have in common by their granted labels, and where they differ; each value leads to the hosts that have
 * it.
 *
 * @param common those all have
 * @param apart the keys on which they differ
 */
record LabelLines(List<Label> common, List<Apart> apart) {

    /**
     * One label.
     *
     * @param only whether nobody outside the cluster has it
     */
    record Label(String key, String value, String href, boolean only) {}

    /** A value, and how many members have it. */
    record Value(String text, String hosts, String href) {}

    /** A key on which members differ. */
    record Apart(String key, List<Value> values, long more, long without) {}

    static LabelLines of(long cluster, LabelsView labels) {
        return new LabelLines(
                labels.common().entrySet().stream()
                        .map(l -> new Label(
                                Visible.text(l.getKey()),
                                Visible.text(l.getValue()),
                                href(l.getKey(), l.getValue()),
                                labels.only().containsKey(l.getKey())))
                        .toList(),
                labels.apart().stream().map(a -> apart(cluster, a)).toList());
    }

    private static Apart apart(long cluster, LabelsView.Apart apart) {
        List<Value> values = apart.values().entrySet().stream()
                .map(v -> new Value(
                        Visible.text(v.getKey()),
                        Outcomes.number(v.getValue()),
                        href(cluster, apart.key(), v.getKey())))
                .toList();
        return new Apart(Visible.text(apart.key()), values, apart.more(), apart.without());
    }

    /** All hosts with a label, whether they drifted or not. */
    private static String href(String key, String value) {
        return UriComponentsBuilder.fromPath("/hosts")
                .queryParam("label." + key, "{value}")
                .encode()
                .buildAndExpand(value)
                .toUriString();
    }

    private static String href(long cluster, String key, String value) {
        return UriComponentsBuilder.fromPath("/hosts")
                .queryParam("cluster", cluster)
                .queryParam("label." + key, "{value}")
                .encode()
                .buildAndExpand(value)
                .toUriString();
    }
}
