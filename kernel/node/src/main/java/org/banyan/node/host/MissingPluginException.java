package org.banyan.node.host;

import java.util.List;

/** A chain specification or the configuration names a plug-in that is not on this node's class path. */
public final class MissingPluginException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingPluginException(String kind, String id, List<String> known) {
        super("there is no " + kind + " '" + id + "' on this node; it has "
                + (known.isEmpty() ? "none at all" : String.join(", ", known))
                + "; add the plug-in's jar to the class path or correct the name");
    }
}
