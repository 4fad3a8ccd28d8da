package dev.touchstone.server.dashboard.job;

import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.job.JobRecord;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is.
 *
 * @param running whether more will come of it: such a panel asks again
 * @param total how much there is to do; null until that is known
 * @param amount the same in words
 */
public record JobPanel(
        UUID id,
        String title,
        String state,
        String tag,
        boolean running,
        boolean stopping,
        @Nullable Long total,
        long done,
        String amount,
        String message,
        Moment begun,
        String by) {

    public static JobPanel of(JobRecord job, Instant now) {
        @Nullable Long total = job.total().isPresent() ? job.total().getAsLong() : null;
        return new JobPanel(
                job.id(),
                title(job.kind()),
                state(job),
                tag(job),
                !job.state().finished(),
                job.cancelRequested(),
                total,
                job.done(),
                amount(job.done(), total),
                Visible.text(job.message()),
                Moment.of(job.createdAt(), now),
                Visible.text(job.createdBy()));
    }

    /** Where the page of it is. */
    public String href() {
        return "/jobs/" + id;
    }

    /** What a panel asks for again. */
    public String poll() {
        return href() + "/progress";
    }

    private static String title(String kind) {
        return switch (kind) {
            case "dry-run" -> "Dry run";
            case "re-appraisal" -> "Re-appraisal of stored evidence";
            case "baseline" -> "Baseline";
            default -> kind;
        };
    }

    private static String state(JobRecord job) {
        return switch (job.state()) {
            case QUEUED -> "waits for its turn";
            case RUNNING -> job.cancelRequested() ? "is being stopped" : "runs";
            case DONE -> "done";
            case FAILED -> "failed";
            case CANCELLED -> "stopped";
        };
    }

    private static String tag(JobRecord job) {
        return switch (job.state()) {
            case QUEUED, RUNNING, CANCELLED -> "wait";
            case DONE -> "good";
            case FAILED -> "bad";
        };
    }

    private static String amount(long done, @Nullable Long total) {
        return total == null
                ? String.format(Locale.ROOT, "%,d hosts so far", done)
                : String.format(Locale.ROOT, "%,d of %,d hosts", done, total);
    }
}
