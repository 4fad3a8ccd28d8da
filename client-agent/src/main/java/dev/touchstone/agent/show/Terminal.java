package dev.touchstone.agent.show;

/**
 * What text is written to.
 *
 * @param width columns; {@link #UNBOUNDED} where no line needs to be wrapped
 * @param colour whether it understands colours
 * @param unicode whether it shows more than ASCII
 */
public record Terminal(int width, boolean colour, boolean unicode) {

    /** The width of a file or a pipe, where a line is an event. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final int NARROWEST = 40;

    public Terminal {
        width = Math.max(width, NARROWEST);
    }
}
