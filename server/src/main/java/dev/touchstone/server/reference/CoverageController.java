package dev.touchstone.server.reference;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/coverage}: which components are required of which hosts; altered by changes only. */
@RestController
@RequestMapping("/api/v1/coverage")
class CoverageController {

    record Page(List<Coverages.Coverage> coverage) {}

    private final Coverages coverages;

    CoverageController(Coverages coverages) {
        this.coverages = coverages;
    }

    @GetMapping
    Page list() {
        return new Page(coverages.list());
    }
}
