package dev.touchstone.server.job;

import java.time.Clock;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Runs one job to its end, or until it is stopped. */
@Component
class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final int MAX_MESSAGE = 500;

    private final JobProgress progress;
    private final ObjectProvider<JobKind> kinds;
    private final JsonMapper json;
    private final Clock clock;

    JobRunner(JobProgress progress, ObjectProvider<JobKind> kinds, JsonMapper json, Clock clock) {
        this.progress = progress;
        this.kinds = kinds;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Takes a job up.
     *
     * @param shuttingDown whether this process is to end
     * @return whether it is finished; if not, somebody has to take it up again
     */
    boolean run(UUID id, BooleanSupplier shuttingDown) {
        return progress.begin(id).map(job -> run(job, shuttingDown)).orElse(true);
    }

    private boolean run(JobRecord job, BooleanSupplier shuttingDown) {
        WatchedRun run = new WatchedRun(job, progress, shuttingDown, clock);
        try {
            Object result = kind(job.kind()).run(run, job.params());
            run.write();
            progress.finish(job.id(), job.run(), JobState.DONE, "", json.writeValueAsString(result));
            return true;
        } catch (JobStopped stopped) {
            return stop(job, stopped);
        } catch (RuntimeException e) {
            if (shuttingDown.getAsBoolean()) {
                // Whatever it was: the database and the rest are being taken away from under the job.
                progress.release(job.id(), job.run());
                return false;
            }
            LOG.warn("Job {} ({}) failed", job.id(), job.kind(), e);
            progress.finish(job.id(), job.run(), JobState.FAILED, message(e), null);
            return true;
        }
    }

    private boolean stop(JobRecord job, JobStopped stopped) {
        return switch (stopped.why()) {
            case CANCELLED -> {
                progress.finish(job.id(), job.run(), JobState.CANCELLED, "", null);
                yield true;
            }
            case SHUTDOWN -> {
                progress.release(job.id(), job.run());
                yield false;
            }
            case SUPERSEDED -> true;
        };
    }

    private JobKind kind(String name) {
        return kinds.stream()
                .filter(kind -> kind.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("no job of kind " + name + " is known here"));
    }

    private static String message(RuntimeException e) {
        String message = e.toString();
        return message.substring(0, Math.min(message.length(), MAX_MESSAGE));
    }
}
