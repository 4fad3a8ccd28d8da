package dev.touchstone.server.audit;

/**
 * What is wrong with an exported log.
 *
 * @param line of the file, from 1; 0 for what is not in it
 * @param text what and where, for a person
 */
record ChainFinding(long line, String text) {

    @Override
    public String toString() {
        return line == 0 ? text : "line " + line + ": " + text;
    }
}
