package dev.touchstone.server;

import picocli.CommandLine.IVersionProvider;

/** The version as built into the jar's manifest. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = getClass().getPackage().getImplementationVersion();
        return new String[] {"touchstone " + (version == null ? "(unpackaged)" : version)};
    }
}
