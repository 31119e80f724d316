package org.banyan.testkit.consensus;

import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * @param producers the first set
 * @param automatic whether agents propose in turn by themselves; otherwise only when instructed
 */
public record ScriptedParameters(ProducerSet producers, boolean automatic) {
    public static final Codec<ScriptedParameters> CODEC = new ScriptedParametersCodec();

    private static final class ScriptedParametersCodec implements Codec<ScriptedParameters> {
        @Override
        public void write(ScriptedParameters value, CanonicalWriter out) {
            out.message(1, value.producers, ProducerSet.CODEC);
            out.bool(2, value.automatic);
        }

        @Override
        public ScriptedParameters read(CanonicalReader in) {
            return new ScriptedParameters(in.message(1, ProducerSet.CODEC), in.bool(2));
        }
    }
}
