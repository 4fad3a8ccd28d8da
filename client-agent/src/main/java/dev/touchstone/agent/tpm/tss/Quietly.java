package dev.touchstone.agent.tpm.tss;

/** Cleaning up after something that may have failed already, whose own failure is the one to report. */
final class Quietly {

    private Quietly() {}

    static void run(Runnable cleanUp) {
        try {
            cleanUp.run();
        } catch (RuntimeException e) {
            System.getLogger(Quietly.class.getName()).log(System.Logger.Level.DEBUG, "while cleaning up", e);
        }
    }
}
