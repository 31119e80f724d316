package org.banyan.types.proof;

import java.util.List;
import org.banyan.types.Bounds;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** Steps from a claim to a block id that the verifier trusts. Says nothing by itself: {@link ProofVerifier} checks it. */
public record Proof(List<ProofStep> steps) {
    public static final int STEPS_MAX = 32;

    /** Largest canonical proof. */
    public static final int BYTES_MAX = 32 * 1024 * 1024;

    public static final Codec<Proof> CODEC = new ProofCodec();

    public Proof {
        steps = List.copyOf(steps);
        Bounds.countMax("steps of a proof", steps, STEPS_MAX);
    }

    private static final class ProofCodec implements Codec<Proof> {
        @Override
        public void write(Proof value, CanonicalWriter out) {
            out.repeated(1, value.steps, ProofStep.CODEC);
        }

        @Override
        public Proof read(CanonicalReader in) {
            return new Proof(in.repeated(1, ProofStep.CODEC, STEPS_MAX));
        }
    }
}
