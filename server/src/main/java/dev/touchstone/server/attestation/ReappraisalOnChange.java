package dev.touchstone.server.attestation;

import dev.touchstone.server.job.Jobs;
import dev.touchstone.server.reference.GoldenChanged;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has the fleet appraised again once what is golden has changed; not without the change, and not before it. */
@Component
class ReappraisalOnChange {

    private final Jobs jobs;

    ReappraisalOnChange(Jobs jobs) {
        this.jobs = jobs;
    }

    @EventListener
    void on(GoldenChanged change) {
        jobs.enqueueOnce(ReappraisalJob.NAME, new ReappraisalJob.Params(Map.of()), change.by());
    }
}
