package org.banyan.core.tree;

/** A handle was used whose version has been pruned since: take a newer one. */
public final class VersionPrunedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    VersionPrunedException(long version, long oldest) {
        super("state version " + version + " has been pruned; the oldest kept is " + oldest);
    }
}
