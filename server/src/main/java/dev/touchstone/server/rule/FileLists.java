package dev.touchstone.server.rule;

import dev.touchstone.rule.FileList;

/** Where the lists of files that rules name are kept. */
public interface FileLists {

    /**
     * One version of a list, which never changes.
     *
     * @throws IllegalArgumentException if there is none, or it has more files than a rule may list
     */
    FileList find(String name, int version);
}
