package dev.touchstone.server.job;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one thing db-scheduler runs: the job whose id is the instance's. A dead one is begun again. */
@Configuration(proxyBeanMethods = false)
class JobTask {

    static final TaskDescriptor<Void> DESCRIPTOR = TaskDescriptor.of("job");

    /** Where not even the end of a job could be written, the database is away; it is no use asking at once. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    @Bean
    OneTimeTask<Void> jobExecution(JobRunner runner, Clock clock) {
        return Tasks.oneTime(DESCRIPTOR)
                .onFailure((failed, operations) ->
                        operations.reschedule(failed, clock.instant().plus(RETRY)))
                .onDeadExecutionRevive()
                .execute((instance, context) -> run(runner, instance, context));
    }

    private static void run(JobRunner runner, TaskInstance<Void> instance, ExecutionContext context) {
        boolean finished = runner.run(
                UUID.fromString(instance.getId()),
                () -> context.getSchedulerState().isShuttingDown());
        if (!finished) {
            throw new IllegalStateException("stopped by the end of the process; another takes it up");
        }
    }
}
