package dev.touchstone.server.dashboard.overview;

import java.util.List;
import java.util.stream.Collectors;

/** What a new server still lacks to be of use, in order. */
record FirstSteps(List<Step> steps) {

    /**
     * One of them.
     *
     * @param href where it is done
     * @param command what to run on a machine; empty if nothing
     */
    record Step(boolean done, String title, String how, String href, String link, String command) {}

    /**
     * The steps of a server.
     *
     * @param person whether a person has ever signed in
     * @param enrolled whether there are hosts
     * @param attested whether one has attested
     * @param golden whether anything golden has judged one
     * @param server where machines reach this server
     */
    static FirstSteps of(boolean person, boolean enrolled, boolean attested, boolean golden, String server) {
        return new FirstSteps(List.of(
                new Step(
                        person,
                        "Be a person",
                        "Make one for yourself and one for whoever approves with you, and sign in with your password. From"
                                + " then on no token approves anything.",
                        "/access",
                        "Access",
                        ""),
                new Step(
                        enrolled,
                        "Let the first hosts in",
                        "Pin their endorsement keys or hand out a token; or enrol one as it is, and approve it.",
                        "/enrollment",
                        "Enrollment",
                        "touchstone-agent enroll --server " + server),
                new Step(
                        attested,
                        "See one attest",
                        "Waiting for it: this turns by itself.",
                        "/hosts",
                        "Hosts",
                        "touchstone-agent attest --once"),
                new Step(
                        golden,
                        "Say what is golden",
                        "Take a baseline of what the hosts booted, look at it, propose it; a second person approves it.",
                        "/reference-sets",
                        "Reference sets",
                        "")));
    }

    public boolean done() {
        return steps.stream().allMatch(Step::done);
    }

    /** What is done, to be compared: {@code 1100}. */
    String shown() {
        return steps.stream().map(step -> step.done() ? "1" : "0").collect(Collectors.joining());
    }
}
