package org.banyan.simulation.node;

import java.util.List;
import org.banyan.types.Bytes;

/**
 * The other nodes as one node reaches them.
 *
 * @param others their numbers
 * @param greetingMillis mean time between two greetings
 */
public record Peers(List<Integer> others, long greetingMillis, Sender sender) {
    /** Puts a message on the link to a node. */
    @FunctionalInterface
    public interface Sender {
        void send(int to, Bytes message);
    }

    public Peers {
        others = List.copyOf(others);
    }
}
