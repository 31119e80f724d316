package org.banyan.mainchain.node.network;

import java.util.List;

/** Where the nodes of a {@link NetworkProcesses} run. */
interface Hosts {
    /** All on this machine's loopback. */
    Hosts LOOPBACK = new Hosts() {
        @Override
        public String address(int node) {
            return "127.0.0.1";
        }

        @Override
        public List<String> prefix(int node) {
            return List.of();
        }
    };

    /** Under which a node's metrics are asked for. */
    String address(int node);

    /** What stands before a node's command so that it runs there. */
    List<String> prefix(int node);
}
