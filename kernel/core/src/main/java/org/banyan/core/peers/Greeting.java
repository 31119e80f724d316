package org.banyan.core.peers;

import java.util.List;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Bounds;
import org.banyan.types.ChainId;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * The first frame of each side: who it is, whom it believes to talk to, and which chains it has. A chain's id is the hash of its specification, so two nodes
 * that name the same id have the same specification.
 *
 * @param from the sender; must be the node whose key the link has proven
 * @param to the receiver; so a greeting is of no use on any other link
 * @param versionMin oldest version of the protocol that the sender speaks
 * @param versionMax newest
 * @param agent name and version of its software, for people
 */
public record Greeting(NodeId from, NodeId to, int versionMin, int versionMax, String agent, List<Hosted> chains) {
    /**
     * The version of the protocol that this software speaks. 2: transactions of a block are asked for by their places. 3: snapshots, and standings say from which
     * height there are bodies.
     */
    public static final int VERSION = 3;

    public static final int AGENT_LENGTH_MAX = 64;
    public static final int CHAINS_MAX = 256;
    public static final Codec<Greeting> CODEC = new GreetingCodec();

    /** A chain that the sender has. */
    public record Hosted(ChainId chain, Standing standing) {
        private static final Codec<Hosted> CODEC = new Codec<>() {
            @Override
            public void write(Hosted value, CanonicalWriter out) {
                out.hash(1, value.chain.hash());
                out.message(2, value.standing, Standing.CODEC);
            }

            @Override
            public Hosted read(CanonicalReader in) {
                return new Hosted(new ChainId(in.hash(1)), in.message(2, Standing.CODEC));
            }
        };
    }

    public Greeting {
        chains = List.copyOf(chains);
        Bounds.countMax("chains of a greeting", chains, CHAINS_MAX);
        Bounds.between("oldest version of a greeting", versionMin, 1, versionMax);
        boolean plain = agent.length() <= AGENT_LENGTH_MAX && agent.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (!plain) {
            throw new IllegalArgumentException(
                    "the agent of a greeting has at most " + AGENT_LENGTH_MAX + " printable ASCII characters");
        }
        Bounds.ascending(
                "chains of a greeting",
                chains.stream().map(hosted -> hosted.chain().hash()).toList());
    }

    private static final class GreetingCodec implements Codec<Greeting> {
        @Override
        public void write(Greeting value, CanonicalWriter out) {
            out.hash(1, value.from.hash());
            out.hash(2, value.to.hash());
            out.uint32(3, value.versionMin);
            out.uint32(4, value.versionMax);
            out.string(5, value.agent);
            out.repeated(6, value.chains, Hosted.CODEC);
        }

        @Override
        public Greeting read(CanonicalReader in) {
            return new Greeting(
                    new NodeId(in.hash(1)),
                    new NodeId(in.hash(2)),
                    in.uint32(3),
                    in.uint32(4),
                    in.string(5, AGENT_LENGTH_MAX),
                    in.repeated(6, Hosted.CODEC, CHAINS_MAX));
        }
    }
}
