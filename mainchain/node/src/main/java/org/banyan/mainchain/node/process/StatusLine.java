package org.banyan.mainchain.node.process;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** The last line of a terminal: where all chains of the process stand, written over while nothing happens. Thread-safe: each chain reports on its own lane. */
final class StatusLine {
    private static final String WIPE = "\r\u001b[K";

    private final PrintStream out;
    private final Map<String, String> chains = new TreeMap<>();

    StatusLine(PrintStream out) {
        this.out = out;
    }

    /** Writes the chain's part anew. */
    synchronized void show(String chain, String text) {
        if (!text.equals(chains.put(chain, text))) {
            out.print(WIPE + String.join("   ", chains.values()));
            out.flush();
        }
    }

    /** Leaves this of the chain above the line. */
    synchronized void keep(String chain, String text) {
        chains.put(chain, text);
        out.println(WIPE + text);
        out.print(String.join("   ", chains.values()));
        out.flush();
    }
}
